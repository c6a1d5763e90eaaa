import { ClockReader } from './clockReader';
import type { SystemCalls } from './systemCalls';

/** The clock of what a whole process has run, as clock_getcpuclockid(3) makes it: CPUCLOCK_SCHED. */
const clockOf = (pid: number): number => (~pid << 3) | 2;

/** How long processes have run. The pids are those of this process' own pid namespace. */
export class ProcessTimes {
  readonly #clocks: ClockReader;

  constructor(calls: SystemCalls) {
    this.#clocks = new ClockReader(calls);
  }

  /**
   * Nanoseconds that all threads of a process have run so far: as long as it is the same, nothing changed that only the process
   * itself can change. NaN where the kernel does not tell.
   */
  of(pid: number): number {
    return this.#clocks.of(clockOf(pid));
  }
}
