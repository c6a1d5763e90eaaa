import type { InetColumns } from '../../model/inetTable';
import type { Scope, Snapshot } from '../../model/snapshot';
import { likelyOwnerOf } from '../../model/snapshot';
import type { Coverage } from './coverage';
import type { HolderRow } from './holding';

/** What the recorder is told of a pass. */
export interface RecordedPass {
  /** When it began, in milliseconds since 1970. */
  readonly takenAt: number;
  readonly scope: Scope;
  /** The rows of the engine's own network namespace. */
  readonly snapshot: Snapshot;
  /** Of the rows of `snapshot.inet` the kernel's own numbers of the sockets, 0 where one is not known. */
  readonly cookies?: Float64Array;
}

/** A pass that is being taken. */
export interface TakenPass {
  readonly inet: InetColumns;
  readonly snapshot: Snapshot;
  readonly cookies: Float64Array | undefined;
  readonly sequence: number;
  /** Its sockets were there between these two, in milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
  readonly coverage: Coverage;
  /** Whether the kernel tells of sockets of TCP that close: what is missed may only not have been told yet. */
  readonly isHearing: boolean;
}

/** Who holds an Internet socket of the pass. */
export function holdersAt({ snapshot, start, end }: TakenPass, row: number): HolderRow {
  const { ownerStart } = snapshot;
  const [from, to] = [ownerStart[row] ?? 0, ownerStart[row + 1] ?? 0];
  const likely = from === to ? likelyOwnerOf(snapshot, row) : undefined;
  return { snapshot, from, to, likely, at: start, by: end };
}

/** Who holds a UNIX socket of it. */
export function unixHoldersAt({ snapshot, start, end }: TakenPass, row: number): HolderRow {
  const { unixOwnerStart } = snapshot;
  const [from, to] = [unixOwnerStart[row] ?? 0, unixOwnerStart[row + 1] ?? 0];
  return { snapshot, from, to, likely: undefined, at: start, by: end };
}

/** Whether two rows have the same address. */
export function isSameAddress(a: Uint32Array, rowA: number, b: Uint32Array, rowB: number): boolean {
  for (let word = 0; word < 4; word++) if (a[rowA * 4 + word] !== b[rowB * 4 + word]) return false;
  return true;
}
