import type { InetProtocol } from '../../../core/model/inetTable';
import { parseSockstat } from '../../../core/procfs/sockstat';
import type { ProcReader } from '../../reader';

/** Of so many readings one reads all tables whatever the counters say, the first one among them. */
const READ_ALL_EVERY = 32;

/**
 * Knows from the kernel's counters which tables have no row, and so need not be read: for tcp and tcp6 the kernel walks
 * a hash table of some hundred thousand places, however few sockets there are. Without system calls a pass over a machine
 * with hardly a socket took 1.5 of its CPU time without it (`npm run bench:builds -- OTHER 0:20`).
 *
 * Sockets are counted as long as they are in that hash table, but for those in TIME_WAIT, which are counted apart and
 * for both families together. What claims to be /proc and miscounts is found out by readings of all tables.
 */
export class EmptyTables {
  readonly #reader: ProcReader;
  #readings = 0;
  #counted: ReadonlySet<InetProtocol> = new Set();
  #isTrusted = true;

  constructor(reader: ProcReader) {
    this.#reader = reader;
  }

  /** Reads the counters anew. */
  look(): void {
    if (this.#isTrusted) this.#counted = this.#emptyOnes();
    this.#readings++;
  }

  /** Whether the table need not be read. */
  canSkip(protocol: InetProtocol): boolean {
    return this.#readings % READ_ALL_EVERY !== 1 && this.#counted.has(protocol);
  }

  /** Tells how many rows a table that was read had. */
  note(protocol: InetProtocol, rows: number): void {
    if (rows === 0 || !this.#counted.has(protocol)) return;
    // A socket may have come in between: only a counter that stands is wrong.
    this.#isTrusted = !this.#emptyOnes().has(protocol);
    if (!this.#isTrusted) this.#counted = new Set();
  }

  #emptyOnes(): Set<InetProtocol> {
    const [first, second] = [this.#counts('sockstat'), this.#counts('sockstat6')];
    if (first?.get('TCP tw') !== 0) return new Set();
    const empty = new Set<InetProtocol>();
    if (first.get('TCP inuse') === 0) empty.add('tcp');
    if (second?.get('TCP6 inuse') === 0) empty.add('tcp6');
    return empty;
  }

  #counts(name: string): ReturnType<typeof parseSockstat> | undefined {
    const file = this.#reader.read(`self/net/${name}`);
    return file.status === 'ok' ? parseSockstat(file.value) : undefined;
  }
}
