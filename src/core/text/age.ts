/** The units that an age is told in. */
export type AgeUnit = 'second' | 'minute' | 'hour' | 'day';

/** An age in the largest unit that it fills at least once, rounded down. */
export interface Age {
  readonly count: number;
  readonly unit: AgeUnit;
}

/** The age of something that began at one time, at another (milliseconds since 1970). Never negative. */
export function ageAt(began: number, now: number): Age {
  const seconds = Math.max(0, Math.floor((now - began) / 1000));
  if (seconds < 60) return { count: seconds, unit: 'second' };
  if (seconds < 3600) return { count: Math.floor(seconds / 60), unit: 'minute' };
  if (seconds < 86_400) return { count: Math.floor(seconds / 3600), unit: 'hour' };
  return { count: Math.floor(seconds / 86_400), unit: 'day' };
}
