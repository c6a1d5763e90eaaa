import type { ProcReader } from '../../reader';
import { decode } from '../../text';
import { SocketCounters } from './socketCounters';

/** How many threads there are, and the last pid that was given away (fs/proc/loadavg.c). */
const TASKS = /\/(\d+ \d+)\s*$/;

/**
 * Tells by what moves when sockets or processes come and go, nearly, whether any did: one process that closes a listener
 * and opens another leaves all of it as it was. A quiet gate may delay a reading of the tables and never replace it.
 */
export class Gate {
  readonly #reader: ProcReader;
  readonly #counters: SocketCounters;
  #tasks: string | undefined;
  #processes: string | undefined;
  #listings = 0;

  constructor(reader: ProcReader) {
    this.#reader = reader;
    this.#counters = new SocketCounters(reader);
  }

  /** Which list of processes it saw last: the same number as long as none came or went. */
  get listing(): number {
    return this.#listings;
  }

  /** Forgets what it saw: the next look finds a change. */
  forget(): void {
    this.#counters.forget();
  }

  /** Whether nothing moved since the last look, as far as the kernel tells. */
  isQuiet(): boolean {
    const isSame = this.#counters.areStill();
    const isSameTasks = this.#lookAtProcesses();
    return isSame && isSameTasks;
  }

  /** The names in /proc are many: they are listed only where a thread came or went somewhere on the machine. */
  #lookAtProcesses(): boolean {
    const tasks = TASKS.exec(this.#text('loadavg') ?? '')?.[1];
    if (tasks !== undefined && tasks === this.#tasks) return this.#processes !== undefined;
    this.#tasks = tasks;
    const list = this.#reader.list('.');
    const processes = list.status === 'ok' ? list.value.join(' ') : undefined;
    const isSame = processes !== undefined && processes === this.#processes;
    this.#processes = processes;
    if (!isSame) this.#listings++;
    return isSame;
  }

  #text(path: string): string | undefined {
    const file = this.#reader.read(path);
    return file.status === 'ok' ? decode(file.value) : undefined;
  }
}
