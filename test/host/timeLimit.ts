/** Time limits that grow with the load: what takes a second on an idle machine takes several beside other programs. */
import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';

/** Beyond this a machine is not busy but stuck: a wait must end some day. */
const MOST = 20;

/**
 * How many times as long things take as on an idle machine: the threads that want a processor, for each that there is.
 * The kernel's average of a minute tells of a load late, so what it counts at this moment is asked, too.
 */
export function slowness(): number {
  const wanting = Math.max(loadavg()[0] ?? 0, running());
  return Math.min(MOST, Math.max(1, wanting / availableParallelism()));
}

/** The threads that run or would run now: the fourth field of /proc/loadavg (man 5 proc_loadavg), "RUNNING/ALL". */
function running(): number {
  try {
    return Number(/^(?:\S+ ){3}(\d+)\//.exec(readFileSync('/proc/loadavg', 'latin1'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** A limit that is set once: the milliseconds that are enough on an idle machine, stretched by the load of now. */
export function stretched(milliseconds: number): number {
  return Math.ceil(milliseconds * slowness());
}

/** A limit from now on, which grows with the greatest load that was seen before it was reached. */
export class TimeLimit {
  readonly #began = performance.now();
  readonly #idle: number;
  #slowest = slowness();

  /** @param milliseconds what is enough on an idle machine */
  constructor(milliseconds: number) {
    this.#idle = milliseconds;
  }

  /** In milliseconds, as far as the load is known by now. */
  get length(): number {
    return Math.ceil(this.#idle * this.#slowest);
  }

  /** The same for messages, "15 s", and what it comes from where the machine is busy. */
  get text(): string {
    const seconds = (milliseconds: number): string => `${Number((milliseconds / 1000).toFixed(1))} s`;
    const stretch = this.#slowest > 1 ? ` (${seconds(this.#idle)} on an idle machine)` : '';
    return seconds(this.length) + stretch;
  }

  isOver(): boolean {
    this.#slowest = Math.max(this.#slowest, slowness());
    return performance.now() - this.#began > this.length;
  }

  /** Calls back once the limit is over, unless the answer is called first; no process is kept alive for it. */
  onceOver(act: () => void): () => void {
    const timer = setInterval(() => {
      if (!this.isOver()) return;
      clearInterval(timer);
      act();
    }, 100).unref();
    return () => clearInterval(timer);
  }
}
