import type { SocketRows } from '../../../core/model/snapshot';
import type { TakenRows } from '../sockets/takenRows';
import { rowsWithSharedInode, type UnixDoubtFinder } from '../sockets/unixDoubts';
import { attribute, type Join } from './attribute';
import type { SocketIndex } from './socketIndex';

/** The numbers of rows' inodes in the index of a pass, -1 where a row has none. */
export interface Numbered {
  readonly inet: Int32Array;
  readonly unix: Int32Array;
  readonly others: Int32Array;
}

/** Who has the rows of a network namespace. */
export type RowOwners = Pick<
  SocketRows,
  'unixDoubts' | 'ownerStart' | 'unixOwnerStart' | 'otherOwnerStart' | 'ownerPids'
>;

const NO_NUMBERS: Numbered = { inet: new Int32Array(0), unix: new Int32Array(0), others: new Int32Array(0) };
const NONE = new Uint32Array(1);

/** Adds the sockets of a network namespace to the index of a pass. */
export function numberRows(index: SocketIndex, { inet, unix, others }: TakenRows): Numbered {
  return {
    inet: index.add(inet.inode, inet.uid),
    unix: index.add(unix.inode),
    others: index.add(Float64Array.from(others, ({ inode }) => inode ?? 0)),
  };
}

/** How many rows there are for the index. */
export function countRows({ inet, unix, others }: TakenRows): number {
  return inet.inode.length + unix.inode.length + others.length;
}

/** What a pass knows of who holds what. */
export interface Known {
  /** How many numbers the index has. */
  readonly count: number;
  readonly joined: Join;
  readonly doubts: UnixDoubtFinder;
  readonly fresh: boolean;
}

/**
 * Says who has the rows of one of several namespaces.
 * @param all the numbers of the rows of each: a row may claim the inode of any socket on the machine
 * @param at which of them these are
 */
export function ownersOfRows(
  rows: TakenRows,
  all: readonly Numbered[],
  at: number,
  { count, joined, doubts, fresh }: Known,
): RowOwners {
  const numbers = all[at] ?? NO_NUMBERS;
  const shared = once(() => {
    const tables = all.flatMap(({ inet, unix, others }) => [inet, unix, others]);
    const others = tables.filter((table) => table !== numbers.unix);
    return rowsWithSharedInode(numbers.unix, others, count);
  });
  const found = doubts.find(rows.unix, ownedRows(numbers.unix, joined), shared, fresh);
  // Nobody is called the owner of what he may never have heard of.
  const unix = numbers.unix.slice();
  for (const row of found.ownerless) unix[row] = -1;
  const { starts, pids } = attribute(joined, [numbers.inet, unix, numbers.others]);
  const [ownerStart = NONE, unixOwnerStart = NONE, otherOwnerStart = NONE] = starts;
  return { unixDoubts: found.doubts, ownerStart, unixOwnerStart, otherOwnerStart, ownerPids: pids };
}

/** The rows that somebody holds, by the numbers of their inodes. */
function ownedRows(numbers: Int32Array, { first }: Join): number[] {
  const owned: number[] = [];
  numbers.forEach((number, row) => {
    if (number !== -1 && first[number] !== first[number + 1]) owned.push(row);
  });
  return owned;
}

/** The value of `make`, made when it is asked for first. */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
