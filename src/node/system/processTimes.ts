import type { SystemCalls } from './systemCalls';

/** The clock of what a whole process has run, as clock_getcpuclockid(3) makes it: CPUCLOCK_SCHED. */
const clockOf = (pid: number): number => (~pid << 3) | 2;

/** struct timespec has two numbers, of 64 bits each or of 32. */
const SIZE = 16;

/** How long processes have run. The pids are those of this process' own pid namespace. */
export class ProcessTimes {
  readonly #calls: SystemCalls;
  readonly #words = new Uint32Array(SIZE / 4);
  readonly #bytes = new Uint8Array(this.#words.buffer);

  constructor(calls: SystemCalls) {
    this.#calls = calls;
  }

  /**
   * Nanoseconds that all threads of a process have run so far: as long as it is the same, nothing changed that only the process
   * itself can change. NaN where the kernel does not tell.
   */
  of(pid: number): number {
    const words = this.#words.fill(0);
    if (this.#calls.clockGetTime?.(clockOf(pid), this.#bytes) !== 0) return Number.NaN;
    // Whatever the size of these numbers, and wherever each begins: the seconds are first, and the rest is 0.
    return (words[0] ?? 0) * 1e9 + (words[1] ?? 0) + (words[2] ?? 0) + (words[3] ?? 0);
  }
}
