import type { HistoryGap } from '../model/history';

/** What clocks say at one moment, in milliseconds. */
export interface Clocks {
  /** Since 1970: it may be set. */
  readonly wall: number;
  /** Of CLOCK_MONOTONIC, which stands still while the machine sleeps; clock_gettime(2). */
  readonly monotonic: number;
  /** Of CLOCK_BOOTTIME, which does not. */
  readonly boot: number;
}

export type ClockGap = Pick<HistoryGap, 'why' | 'from' | 'to'>;

/**
 * Milliseconds that clocks may come apart unnoticed between two looks. Slewing gains 500 microseconds a second at most
 * (adjtimex(2)), and /proc/uptime is told in hundredths of a second.
 */
const MOST_APART = 2_000;

/** Finds out by three clocks that the machine slept, or that the time was set. */
export class ClockWatch {
  #last: Clocks | undefined;

  /** @returns what happened to the time since the last look; nothing at the first one */
  look(now: Clocks): readonly ClockGap[] {
    const last = this.#last;
    this.#last = now;
    if (last === undefined) return [];
    const passed = now.boot - last.boot;
    const slept = passed - (now.monotonic - last.monotonic);
    /** What the clock would say, had nobody set it. */
    const expected = last.wall + passed;
    const isSet = Math.abs(now.wall - expected) > MOST_APART;
    const gaps: ClockGap[] = [];
    if (slept > MOST_APART) gaps.push({ why: 'sleep', from: last.wall, to: expected });
    if (isSet) gaps.push({ why: 'clock', from: expected, to: now.wall });
    return gaps;
  }
}
