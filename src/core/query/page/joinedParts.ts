import { joinInet } from '../../model/inetTable';
import { type LikelyOwners, NO_LIKELY_OWNERS, NONE_LIKELY } from '../../model/likelyOwner';
import { NO_UNIX_DOUBTS, type Snapshot, type SocketRows, type UnixDoubts } from '../../model/snapshot';
import { joinTraffic, uncounted } from '../../model/trafficTable';
import { joinUnix } from '../../model/unixTable';

/** The row that the sockets of each begin with, and one more for the end. */
export interface FirstRows {
  readonly inet: Uint32Array;
  readonly unix: Uint32Array;
  readonly others: Uint32Array;
}

/** The sockets of several network namespaces, one behind the other. */
export interface JoinedParts {
  readonly rows: SocketRows;
  readonly firsts: FirstRows;
}

interface Known extends JoinedParts {
  readonly of: readonly SocketRows[];
}

/** By the first one's table: as long as all tables are the same, so is what was made of them, whatever the view. */
const known = new WeakMap<Snapshot['inet'], Known>();

/** The tables of all of them as one, which is made once for the same tables. */
export function joinParts(parts: readonly SocketRows[]): JoinedParts {
  const [first] = parts;
  if (first === undefined) return joined(parts);
  const found = known.get(first.inet);
  if (found !== undefined && areSame(found.of, parts)) return found;
  const made = { of: parts, ...joined(parts) };
  known.set(first.inet, made);
  return made;
}

/** What of a part its rows are made of. */
const TABLES = [
  ...(['inet', 'traffic', 'ownerStart', 'likely', 'associations', 'unix', 'unixOwnerStart'] as const),
  ...(['others', 'otherOwnerStart', 'ownerPids'] as const),
];

/** Whether the tables of both are the same objects. */
export function areSame(a: readonly SocketRows[], b: readonly SocketRows[]): boolean {
  return (
    a.length === b.length &&
    a.every((rows, i) => {
      const other = b[i];
      return (
        other !== undefined &&
        TABLES.every((table) => rows[table] === other[table]) &&
        haveSameDoubts(rows.unixDoubts, other.unixDoubts)
      );
    })
  );
}

/** They are found anew in each pass, and mostly there are none. */
function haveSameDoubts(a: UnixDoubts, b: UnixDoubts): boolean {
  return a === b || (a.isConfirmed === b.isConfirmed && a.rows.size === 0 && b.rows.size === 0);
}

function joined(parts: readonly SocketRows[]): JoinedParts {
  const pids = new PidLists(parts.reduce((sum, { ownerPids }) => sum + ownerPids.length, 0));
  const inet = joinInet(parts.map((part) => part.inet));
  const unix = joinUnix(parts.map((part) => part.unix));
  const others = parts.flatMap((part) => part.others);
  const firsts = {
    inet: firstRows(parts.map((part) => part.inet.inode.length)),
    unix: firstRows(parts.map((part) => part.unix.inode.length)),
    others: firstRows(parts.map((part) => part.others.length)),
  };
  const ownerStart = pids.add(parts.map((part) => [part.ownerStart, part.ownerPids]));
  const unixOwnerStart = pids.add(parts.map((part) => [part.unixOwnerStart, part.ownerPids]));
  const otherOwnerStart = pids.add(parts.map((part) => [part.otherOwnerStart, part.ownerPids]));
  const doubted = parts.flatMap((part, i) =>
    [...part.unixDoubts.rows].map((row) => row + (firsts.unix[i] ?? 0)),
  );
  return {
    firsts,
    rows: {
      sources: parts.flatMap((part) => part.sources),
      issues: parts.flatMap((part) => part.issues),
      inet,
      ...(parts.some(({ traffic }) => traffic) && {
        traffic: joinTraffic(parts.map((part) => part.traffic ?? uncounted(part.inet.inode.length))),
      }),
      unix,
      unixDoubts:
        doubted.length === 0 && parts.every((part) => part.unixDoubts.isConfirmed)
          ? NO_UNIX_DOUBTS
          : {
              rows: new Set(doubted),
              isConfirmed: parts.every((part) => part.unixDoubts.isConfirmed),
            },
      associations: parts.flatMap((part) => part.associations),
      others,
      ownerStart,
      unixOwnerStart,
      otherOwnerStart,
      ownerPids: pids.list,
      likely: joinLikely(parts, firsts.inet),
    },
  };
}

/** Lists of pids in one array, table after table. */
class PidLists {
  readonly list: Uint32Array;
  #length = 0;

  constructor(room: number) {
    this.list = new Uint32Array(room);
  }

  /** The starts of the lists of one table, which are those of each part's rows behind those of the part before. */
  add(parts: readonly (readonly [starts: Uint32Array, pids: Uint32Array])[]): Uint32Array {
    const rows = parts.reduce((sum, [starts]) => sum + starts.length - 1, 0);
    const all = new Uint32Array(rows + 1);
    let row = 0;
    for (const [starts, pids] of parts) {
      const from = starts[0] ?? 0;
      const end = starts.at(-1) ?? from;
      const shift = this.#length - from;
      this.list.set(pids.subarray(from, end), this.#length);
      for (let i = 0; i < starts.length - 1; i++) all[row++] = (starts[i] ?? 0) + shift;
      this.#length += end - from;
    }
    all[row] = this.#length;
    return all;
  }
}

function firstRows(lengths: readonly number[]): Uint32Array {
  const firsts = new Uint32Array(lengths.length + 1);
  for (const [i, length] of lengths.entries()) firsts[i + 1] = (firsts[i] ?? 0) + length;
  return firsts;
}

function joinLikely(parts: readonly SocketRows[], firsts: Uint32Array): LikelyOwners {
  if (parts.every(({ likely }) => likely.index.length === 0)) return NO_LIKELY_OWNERS;
  const index = new Int32Array(firsts.at(-1) ?? 0).fill(NONE_LIKELY);
  let before = 0;
  for (const [i, { likely }] of parts.entries()) {
    const first = firsts[i] ?? 0;
    for (const [row, owner] of likely.index.entries())
      index[first + row] = owner < 0 ? owner : owner + before;
    before += likely.owners.length;
  }
  return { index, owners: parts.flatMap(({ likely }) => likely.owners) };
}
