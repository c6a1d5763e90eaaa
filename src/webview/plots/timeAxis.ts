import type { TrafficSpan } from '../../core/model/traffic';

/** Steps of samples, in milliseconds since 1970, rising: each has a value of every series. */
export interface Steps {
  /** Where each ends. */
  readonly times: Float64Array;
  readonly begins: Float64Array;
}

/** Milliseconds that may be between steps that follow each other: begins are counted back from ends by another clock. */
const SEAM = 50;

const MINUTE = 60_000;

/** What plots show: so many minutes up to the newest step. */
export function shownRange({ times }: Steps, window: number): TrafficSpan {
  const to = times.at(-1) ?? 0;
  return { from: to - window * MINUTE, to };
}

/** Whether nothing was measured right before a step; not before the first one, where nothing can be missed. */
export function isBehindGap({ times, begins }: Steps, step: number): boolean {
  return step > 0 && begins[step]! - times[step - 1]! > SEAM;
}

/**
 * The step that a time is in, or the one next to it where it is in a gap or beyond the ends.
 * @returns -1 where there are no steps
 */
export function stepAt(steps: Steps, time: number): number {
  const { times, begins } = steps;
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < time) low = middle + 1;
    else high = middle;
  }
  if (low === times.length) return times.length - 1;
  const isNearerToEarlier = low > 0 && time - times[low - 1]! < begins[low]! - time;
  return isNearerToEarlier ? low - 1 : low;
}

/** The step under the line; -1 where nothing is kept. */
export function pointedStep(steps: Steps, range: TrafficSpan, share: number): number {
  const time = range.from + share * (range.to - range.from);
  return steps.begins.length === 0 || time < steps.begins[0]! ? -1 : stepAt(steps, time);
}

/** From the beginning of the first step that two times touch to the end of the last; undefined where there are no steps. */
export function snappedSpan(steps: Steps, one: number, other: number): TrafficSpan | undefined {
  const first = stepAt(steps, Math.min(one, other));
  const last = stepAt(steps, Math.max(one, other));
  return first === -1 ? undefined : { from: steps.begins[first]!, to: steps.times[last]! };
}

/** Where nothing was measured within a range, or no value is known of any series that is given. */
export function gapsIn(steps: Steps, series: readonly Float32Array[], range: TrafficSpan): TrafficSpan[] {
  const gaps: TrafficSpan[] = [];
  const add = (from: number, to: number): void => {
    const last = gaps.at(-1);
    if (to <= range.from || from >= range.to) return;
    if (last !== undefined && from - last.to <= SEAM) gaps[gaps.length - 1] = { from: last.from, to };
    else gaps.push({ from: Math.max(from, range.from), to });
  };
  for (let step = 0; step < steps.times.length; step++) {
    if (isBehindGap(steps, step)) add(steps.times[step - 1]!, steps.begins[step]!);
    if (step > 0 && series.length > 0 && series.every((values) => Number.isNaN(values[step])))
      add(steps.begins[step]!, steps.times[step]!);
  }
  return gaps;
}

/** Times that an axis is marked at, on round minutes or seconds of the clock; about one each 80 pixels. */
export function timeTicks({ from, to }: TrafficSpan, pixels: number): number[] {
  const most = Math.max(1, Math.floor(pixels / 80));
  const every = TICKS.find((milliseconds) => (to - from) / milliseconds <= most) ?? TICKS.at(-1)!;
  const ticks: number[] = [];
  for (let tick = Math.ceil(from / every) * every; tick <= to; tick += every) ticks.push(tick);
  return ticks;
}

const TICKS = [5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600].map((seconds) => seconds * 1000);

/** `15:04:05` where the page is. */
export function clockText(time: number): string {
  const date = new Date(time);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':');
}

/** A tick's time: `15:04` where all are on whole minutes. */
export function tickText(time: number, ticks: readonly number[]): string {
  const text = clockText(time);
  return ticks.every((tick) => tick % MINUTE === 0) ? text.slice(0, -3) : text;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
