import type { SystemCalls } from './systemCalls';

/** struct timespec has two numbers, of 64 bits each or of 32. */
const SIZE = 16;

/** CLOCK_BOOTTIME: since the machine was started, with the time that it slept. */
export const BOOT_CLOCK = 7;

/** Reads the clocks of clock_gettime(2). */
export class ClockReader {
  readonly #calls: SystemCalls;
  readonly #words = new Uint32Array(SIZE / 4);
  readonly #bytes = new Uint8Array(this.#words.buffer);

  constructor(calls: SystemCalls) {
    this.#calls = calls;
  }

  /** Nanoseconds; NaN where the kernel does not tell. */
  of(clock: number): number {
    const words = this.#words.fill(0);
    if (this.#calls.clockGetTime?.(clock, this.#bytes) !== 0) return Number.NaN;
    // Whatever the size of these numbers, and wherever each begins: the seconds are first, and the rest is 0.
    return (words[0] ?? 0) * 1e9 + (words[1] ?? 0) + (words[2] ?? 0) + (words[3] ?? 0);
  }
}
