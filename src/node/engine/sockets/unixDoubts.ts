import { InodeMap } from '../../../core/model/inodeMap';
import { NO_UNIX_DOUBTS, type UnixDoubts } from '../../../core/model/snapshot';
import type { UnixColumns } from '../../../core/model/unixTable';
import { takeUnixNames, unixNameRequest, unixNamesRequest } from '../../../core/netlink/unixNamesAnswer';
import type { Netlink } from './netlink';
import { UnixNames } from './unixNames';

/** Of so many passes one asks a kernel again that did not answer, or about a name that a socket did not have. */
const ASK_EVERY = 32;

/** So many sockets are asked for one by one: the kernel looks through all of its own for each, and writes none of them. */
const FEW = 16;

/** Names that are kept at least before all are forgotten, since those of closed sockets pile up. */
const KEPT = 4_096;

/** What is to be thought of the rows of a UNIX table, and the rows that have no owner for it. */
export interface FoundDoubts {
  readonly doubts: UnixDoubts;
  readonly ownerless: Iterable<number>;
}

const NONE: FoundDoubts = { doubts: NO_UNIX_DOUBTS, ownerless: [] };

/**
 * Finds rows of /proc/net/unix that are none of the kernel's: it writes paths as they are, so that one with a newline
 * makes lines of its own, with any inode (net/unix/af_unix.c:unix_seq_show()). Whoever holds the socket of that inode
 * would pass for the owner of a path that he never heard of.
 *
 * Where unix_diag can be asked, it decides: it gives names apart from what surrounds them. A socket has no name until it
 * is bound, and never another one, so that what was told need not be asked again. It is asked after the table was read:
 * a socket that is gone by then has merely closed, unless another row has its inode, or its row stands in the next table.
 */
export class UnixDoubtFinder {
  readonly #netlink: Netlink | undefined;
  readonly #names = new UnixNames();
  /** Sockets whose rows have a name that they had not when they were asked for. */
  readonly #inVain = new Set<number>();
  #passes = 0;
  #isAnswered = true;

  constructor(netlink: Netlink | undefined) {
    this.#netlink = netlink;
  }

  /**
   * @param owned the rows whose inodes somebody holds: of the others nothing false can be told
   * @param repeated tells those whose inode another row has, of this table or another one
   * @param fresh ask the kernel in any case, where something is not settled
   */
  find(
    unix: UnixColumns,
    owned: readonly number[],
    repeated: () => ReadonlySet<number>,
    fresh: boolean,
  ): FoundDoubts {
    if (owned.length === 0) return NONE;
    if (fresh || ++this.#passes % ASK_EVERY === 0) this.#inVain.clear();
    if (this.#names.size > 2 * owned.length + KEPT) this.#names.clear();
    const unsettled = owned.filter((row) => !this.#isSettled(unix, row));
    if (unsettled.length > 0 && !this.#ask(unix, unsettled, fresh)) {
      const rows = repeated();
      return { doubts: { rows, isConfirmed: false }, ownerless: rows };
    }
    const ownerless = owned.filter((row) => !this.#isTrue(unix, row));
    if (ownerless.length === 0) return NONE;
    const justAsked = new Set(unsettled);
    const mayHaveClosed = (row: number): boolean =>
      justAsked.has(row) && this.#names.isAbsent(unix.inode[row] ?? 0) && !repeated().has(row);
    const rows = new Set(ownerless.filter((row) => !mayHaveClosed(row)));
    return { doubts: { rows, isConfirmed: true }, ownerless };
  }

  /** Whether the kernel need not be asked of a row, whatever it is worth. */
  #isSettled(unix: UnixColumns, row: number): boolean {
    const inode = unix.inode[row] ?? 0;
    if (!this.#names.has(inode)) return false;
    // It may have been bound since.
    return !this.#names.isNameless(inode) || this.#isTrue(unix, row) || this.#inVain.has(inode);
  }

  /** Whether the row says what the kernel told, or is of a socket that was bound after it was written. */
  #isTrue({ inode: inodes, paths, pathStart, pathLength }: UnixColumns, row: number): boolean {
    const inode = inodes[row] ?? 0;
    const [start, length] = [pathStart[row] ?? 0, pathLength[row] ?? 0];
    if (length === 0) return this.#names.has(inode) && !this.#names.isAbsent(inode);
    return this.#names.isNamed(inode, paths, start, start + length);
  }

  /** @returns whether the kernel told of all rows */
  #ask(unix: UnixColumns, rows: readonly number[], fresh: boolean): boolean {
    // A kernel that does not answer is not asked in each pass: that may be logged each time.
    const mayAsk = fresh || this.#isAnswered || this.#passes % ASK_EVERY === 0;
    if (this.#netlink === undefined || !mayAsk) return false;
    const inodes = new InodeMap(rows.length);
    for (const row of rows) inodes.set(unix.inode[row] ?? 0, row);
    // That one is gone and that the kernel has no unix_diag are the same answer.
    if (this.#isAnswered && this.#names.size > 0 && inodes.size <= FEW) {
      for (const row of rows) this.#request(this.#netlink, unix.inode[row], (each) => inodes.has(each));
    } else {
      this.#isAnswered = this.#request(this.#netlink, undefined, (each) => inodes.has(each));
      if (!this.#isAnswered) return false;
    }
    for (const row of rows) {
      const inode = unix.inode[row] ?? 0;
      if (!this.#names.has(inode)) this.#names.setAbsent(inode);
      else if (this.#names.isNameless(inode) && unix.pathLength[row] !== 0) this.#inVain.add(inode);
    }
    return true;
  }

  /** Asks for the name of one socket, or for all. @returns whether the answer came whole */
  #request(netlink: Netlink, inode: number | undefined, isWanted: (inode: number) => boolean): boolean {
    const { littleEndian } = netlink;
    const request =
      inode === undefined ? unixNamesRequest(littleEndian) : unixNameRequest(inode, littleEndian);
    const take = (part: Uint8Array): 'more' | 'done' | 'refused' => {
      const answer = takeUnixNames(part, littleEndian, isWanted, (each, bytes, from, to) =>
        this.#names.set(each, bytes, from, to),
      );
      // Of one socket there is one message, and no end of a list.
      return inode !== undefined && answer === 'more' ? 'done' : answer;
    };
    return netlink.ask([{ request, take }]);
  }
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
