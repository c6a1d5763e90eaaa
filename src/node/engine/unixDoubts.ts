import { NO_UNIX_DOUBTS, type UnixDoubts } from '../../core/model/snapshot';
import type { UnixColumns } from '../../core/model/unixTable';
import { comparable, UnixNamesReader, unixNamesRequest } from '../../core/netlink/unixNames';
import { latin1 } from '../../core/procfs/scan';
import type { Netlink } from './netlink';

/** Of so many passes one asks a kernel again that did not answer. */
const ASK_EVERY = 32;

/**
 * Finds rows of /proc/net/unix that are none of the kernel's: it writes paths as they are, so that one with a newline
 * makes lines of its own, with any inode (net/unix/af_unix.c:unix_seq_show()). Whoever holds the socket of that inode
 * would pass for the owner of a path that he never heard of.
 *
 * Where unix_diag can be asked, it decides: it gives names apart from what surrounds them. What it confirmed need not be
 * asked again.
 */
export class UnixDoubtFinder {
  readonly #netlink: Netlink | undefined;
  /** Names of the sockets that the kernel told of, by inode. */
  #names: ReadonlyMap<number, string> = new Map();
  #passes = 0;
  #isAnswered = true;

  constructor(netlink: Netlink | undefined) {
    this.#netlink = netlink;
  }

  /**
   * @param owned the rows whose inodes somebody holds: of the others nothing false can be told
   * @param repeated those of them whose inode another row has, of this table or another one
   * @param fresh ask the kernel in any case
   */
  find(
    unix: UnixColumns,
    owned: readonly number[],
    repeated: ReadonlySet<number>,
    fresh: boolean,
  ): UnixDoubts {
    const differs = (row: number): boolean => this.#names.get(unix.inode[row] ?? 0) !== nameOf(unix, row);
    if (owned.length === 0) return NO_UNIX_DOUBTS;
    const isDue = fresh || owned.some(differs);
    if (isDue && !this.#ask(fresh)) return { rows: repeated, isConfirmed: false };
    return { rows: new Set(owned.filter(differs)), isConfirmed: true };
  }

  /** @returns whether the kernel told all names */
  #ask(fresh: boolean): boolean {
    // A kernel that does not answer is not asked in each pass: that may be logged each time.
    const mayAsk = fresh || this.#isAnswered || this.#passes++ % ASK_EVERY === 0;
    if (this.#netlink === undefined || !mayAsk) return false;
    const { littleEndian } = this.#netlink;
    const reader = new UnixNamesReader(littleEndian);
    const request = unixNamesRequest(littleEndian);
    this.#isAnswered = this.#netlink.ask([{ request, take: (part) => reader.take(part) }]);
    if (this.#isAnswered) this.#names = reader.names;
    return this.#isAnswered;
  }
}

function nameOf({ paths, pathStart, pathLength }: UnixColumns, row: number): string {
  const start = pathStart[row] ?? 0;
  return comparable(latin1(paths, start, start + (pathLength[row] ?? 0)));
}

/**
 * The rows of one table whose number some other row has, of that table or another one.
 * @param numbers for each table those of its rows' inodes, -1 where a row has none
 * @param count how many numbers there are
 */
export function rowsWithSharedInode(
  table: Int32Array,
  others: readonly Int32Array[],
  count: number,
): ReadonlySet<number> {
  const times = new Uint8Array(count);
  const note = (number: number): void => {
    if (number >= 0) times[number] = Math.min(2, (times[number] ?? 0) + 1);
  };
  for (const numbers of [table, ...others]) numbers.forEach(note);
  const repeated = new Set<number>();
  table.forEach((number, row) => {
    if (number >= 0 && times[number] === 2) repeated.add(row);
  });
  return repeated;
}
