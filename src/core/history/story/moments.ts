import type { HistoryMoment } from '../../model/history';
import type { Localizer } from '../../text/localizer';

/** How a story writes times: core knows neither a clock nor a zone. */
export interface StoryClock {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The time of day to the second: `14:02:11`. */
  time(at: number): string;
  /** The day, the same text for all moments of one: `Nov 26, 2026`. */
  day(at: number): string;
}

/** `14:02:11`; `≤ 14:05:43` for what a pass saw, which may have been earlier; `Nov 26, 2026 14:02:11` of another day. */
export function momentText({ after, by }: HistoryMoment, clock: StoryClock): string {
  return after === undefined || after === by ? timeText(by, clock) : `≤ ${timeText(by, clock)}`;
}

/** The same within a sentence: `14:05:43 or earlier`. */
export function momentPhrase({ after, by }: HistoryMoment, clock: StoryClock, l10n: Localizer): string {
  const at = timeText(by, clock);
  return after === undefined || after === by ? at : l10n.t('{0} or earlier', at);
}

/** The same of a moment that is known. */
export function timeText(at: number, clock: StoryClock): string {
  const time = clock.time(at);
  const day = clock.day(at);
  return day === clock.day(clock.now) ? time : `${day} ${time}`;
}

/** How long something took: `850 ms`, `42 s`, `3 min`, `5 h`, `2 d`, rounded down. */
export function durationText(milliseconds: number, l10n: Localizer): string {
  const seconds = milliseconds / 1000;
  if (seconds < 1) return l10n.t('{0} ms', Math.max(0, Math.floor(milliseconds)));
  if (seconds < 60) return l10n.t('{0} s', Math.floor(seconds));
  if (seconds < 3600) return l10n.t('{0} min', Math.floor(seconds / 60));
  if (seconds < 86_400) return l10n.t('{0} h', Math.floor(seconds / 3600));
  return l10n.t('{0} d', Math.floor(seconds / 86_400));
}
