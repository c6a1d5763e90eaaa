import type { ContainerFacts, EngineStatus } from './container';
import type { InetColumns } from './inetTable';
import type { FileIssue } from './issue';
import { type LikelyOwner, type LikelyOwners, NONE_LIKELY, OUTSIDE } from './likelyOwner';
import type { NamespaceFacts, NamespaceWish } from './namespace';
import type { OtherSocket } from './otherSocket';
import type { NoOwnerReason, ProcessOwner } from './process';
import type { SctpAssociation } from './sctp';
import type { TrafficColumns } from './trafficTable';
import type { UnixColumns } from './unixTable';

/** What a file said when it was read. */
export type SourceStatus = 'ok' | 'absent' | 'denied' | 'failed';

/** One file of a snapshot. */
export interface Source {
  /** Path below the root that was read, for example "self/net/tcp". */
  readonly file: string;
  readonly status: SourceStatus;
  /** The system's error code where the status is not ok: "ENOENT", "EACCES". */
  readonly code?: string;
  readonly rows: number;
}

/**
 * Whose the pids of /proc are: `own`, those of the caller's pid namespace, so that they mean the same processes to
 * system calls; `other`, those of another one; `unknown` where /proc does not tell who asks.
 */
export type ProcPids = 'own' | 'other' | 'unknown';

/** What the scan of /proc/PID/fd saw and could not see. */
export interface OwnerScan {
  readonly processes: number;
  /** Processes whose descriptors may not be read, or that ended while they were read. */
  readonly denied: number;
  readonly vanished: number;
  /** Whether /proc hides other users' processes. */
  readonly hidepid: boolean;
  /** Whether this is a pid namespace below the machine's first one. */
  readonly nestedPidNamespace: boolean;
  /** Unless `own`, no pid may be handed to a system call, or be compared with one that comes from elsewhere. */
  readonly procPids: ProcPids;
  /** Effective uid of the one who looked. */
  readonly viewerUid: number;
  /** Whether the next pass has more descriptions of owners, as it does after the first one. */
  readonly areDescriptionsMissing: boolean;
}

/**
 * Which rows of UNIX sockets a program may have made up: the kernel writes paths into /proc/net/unix as they are, and a
 * newline in one makes lines of its own. Such rows have no owner.
 */
export interface UnixDoubts {
  readonly rows: ReadonlySet<number>;
  /** Whether the kernel itself knows all others that have an owner, by inode and name. */
  readonly isConfirmed: boolean;
}

/** Of a snapshot without UNIX sockets. */
export const NO_UNIX_DOUBTS: UnixDoubts = { rows: new Set(), isConfirmed: true };

/** Which sockets a snapshot holds: those that wait on a port, or all Internet sockets, or UNIX sockets too. */
export type Scope = 'listening' | 'inet' | 'all';

/** What kind of machine it is, as far as it changes what can be seen. */
export type Platform = 'linux' | 'wsl1' | 'wsl2' | 'unsupported';

/**
 * The sockets of a network namespace and their owners.
 *
 * Owners are lists a socket: `ownerStart[row]` to `ownerStart[row + 1]` index into `ownerPids`, and each pid is a
 * key of `processes` in the snapshot. Row numbers are those of `inet`; UNIX sockets have `unixOwnerStart`, and those of other
 * families `otherOwnerStart`, and share `ownerPids`.
 */
export interface SocketRows {
  readonly sources: readonly Source[];
  readonly issues: readonly FileIssue[];
  readonly inet: InetColumns;
  /** What the kernel counts of `inet`, row for row: where that was asked for, and is told. It stays with the engine. */
  readonly traffic?: TrafficColumns;
  readonly unix: UnixColumns;
  readonly unixDoubts: UnixDoubts;
  /** What `inet` has no column for: all addresses of each SCTP association, and its own state. */
  readonly associations: readonly SctpAssociation[];
  /** Sockets of families that few kernels have. */
  readonly others: readonly OtherSocket[];
  readonly ownerStart: Uint32Array;
  readonly unixOwnerStart: Uint32Array;
  readonly otherOwnerStart: Uint32Array;
  readonly ownerPids: Uint32Array;
  /** Who probably has those of `inet` that have no owner. */
  readonly likely: LikelyOwners;
}

/** The same rows without what is counted of them. */
export function withoutTraffic<T extends { readonly traffic?: TrafficColumns }>(rows: T): Omit<T, 'traffic'> {
  if (rows.traffic === undefined) return rows;
  const { traffic: _, ...rest } = rows;
  return rest;
}

/** The sockets of another network namespace: what a snapshot has of its own one, row for row. */
export interface NamespacePart extends SocketRows {
  readonly namespace: NamespaceFacts;
  /** When its tables were read, in milliseconds since 1970: before the snapshot, where nothing moved or it was not its turn. */
  readonly readAt: number;
  /** Whether something has moved since, and its turn did not come yet. */
  readonly isOld: boolean;
}

/** The other network namespaces of a snapshot. */
export interface SnapshotNamespaces {
  /** What was asked for. */
  readonly wish: NamespaceWish;
  /** The engine's own. */
  readonly own?: NamespaceFacts;
  /** Those that were read. */
  readonly parts: readonly NamespacePart[];
  /** Where one was asked for: its key, which may be that of `own`; absent where it has ended. */
  readonly shown?: string;
  /** Those that were wanted, and are not read yet or cannot be. */
  readonly unread: readonly NamespaceFacts[];
}

/** The machine's sockets and their owners at one moment. Frozen: nothing in it changes after it was made. */
export interface Snapshot extends SocketRows {
  /** Milliseconds since 1970. */
  readonly takenAt: number;
  /** Counts up with every pass of the engine. */
  readonly sequence: number;
  readonly scope: Scope;
  readonly platform: Platform;
  readonly processes: ReadonlyMap<number, ProcessOwner>;
  readonly ownerScan: OwnerScan;
  /** Names of the users of sockets and owners, from /etc/passwd. */
  readonly users: ReadonlyMap<number, string>;
  /** Seconds since 1970 when the machine was started; a process' age is counted from there. */
  readonly bootTime: number;
  /** Clock ticks a second of process start times. */
  readonly ticksPerSecond: number;
  /** Milliseconds this pass took. */
  readonly duration: number;
  /** The containers that were known then, where they were asked for, which a pass does not do by itself. */
  readonly containers?: readonly ContainerFacts[];
  /** What came of asking their engines, where somebody tells of it. */
  readonly engines?: readonly EngineStatus[];
  /** Other network namespaces, where they were asked for. All else is of the engine's own. */
  readonly namespaces?: SnapshotNamespaces;
  /** The network namespace that all is of, where that is another than the engine's own: see `inNamespace`. */
  readonly seenFrom?: NamespaceFacts;
}

/** The processes that hold Internet socket `row`, lowest pid first. */
export function ownersOf(snapshot: Snapshot, row: number): ProcessOwner[] {
  return owners(snapshot, snapshot.ownerStart, row);
}

/** The processes that hold UNIX socket `row`, lowest pid first. */
export function unixOwnersOf(snapshot: Snapshot, row: number): ProcessOwner[] {
  return owners(snapshot, snapshot.unixOwnerStart, row);
}

/** The processes that hold socket `index` of another family, lowest pid first. */
export function otherOwnersOf(snapshot: Snapshot, index: number): ProcessOwner[] {
  return owners(snapshot, snapshot.otherOwnerStart, index);
}

/** Who has a socket, and what is known where that may not be seen. */
export interface Ownership {
  /** Lowest pid first. */
  readonly owners: readonly ProcessOwner[];
  /** Why no owner is known; empty where one is. */
  readonly reasons: readonly NoOwnerReason[];
  /** Who probably has it, where no owner is known. */
  readonly likelyOwner?: LikelyOwner;
}

/** Who has Internet socket `row`. */
export function inetOwnership(snapshot: Snapshot, row: number): Ownership {
  const owners = ownersOf(snapshot, row);
  if (owners.length > 0) return { owners, reasons: [] };
  const likelyOwner = likelyOwnerOf(snapshot, row);
  return { owners, reasons: inetReasons(snapshot, row), ...(likelyOwner && { likelyOwner }) };
}

/** Who probably has Internet socket `row`; nothing where an owner is known, or nothing is. */
export function likelyOwnerOf({ likely }: Pick<Snapshot, 'likely'>, row: number): LikelyOwner | undefined {
  const at = likely.index[row] ?? NONE_LIKELY;
  // An element -1 of an array is looked for among its names, which takes longer.
  return at < 0 ? undefined : likely.owners[at];
}

function owners(snapshot: Snapshot, starts: Uint32Array, row: number): ProcessOwner[] {
  const found: ProcessOwner[] = [];
  for (let i = starts[row] ?? 0; i < (starts[row + 1] ?? 0); i++) {
    const owner = snapshot.processes.get(snapshot.ownerPids[i] ?? 0);
    if (owner !== undefined) found.push(owner);
  }
  return found;
}

/**
 * The reasons that are still possible for a socket without an owner; certain only where one remains.
 * @param inode 0 where the kernel keeps the socket for nobody (TIME_WAIT, an unaccepted connection); undefined where
 *   its table does not tell
 * @param uid the socket's user, where its table tells it
 */
export function noOwnerReasons(
  scan: Omit<OwnerScan, 'procPids'>,
  inode: number | undefined,
  uid: number | undefined,
): readonly NoOwnerReason[] {
  if (inode === undefined) return ['untold'];
  if (inode === 0) return ['kernel'];
  const reasons: NoOwnerReason[] = [];
  if (scan.denied > 0) reasons.push('denied');
  if (scan.hidepid && uid !== scan.viewerUid) reasons.push('hidepid');
  if (scan.nestedPidNamespace) reasons.push('pidNamespace');
  reasons.push('kernel', 'gone');
  return reasons;
}

/** The same for Internet socket `row`. */
export function inetReasons(
  { inet, likely, ownerScan }: Pick<Snapshot, 'inet' | 'likely' | 'ownerScan'>,
  row: number,
): readonly NoOwnerReason[] {
  const reasons = noOwnerReasons(ownerScan, inet.inode[row] ?? 0, inet.uid[row] ?? 0);
  return likely.index[row] === OUTSIDE ? ['outsideGroups', ...reasons] : reasons;
}

/** /proc/net/unix does not tell the user of a socket. */
const NO_UID = -1;

/** The same for UNIX socket `row`. */
export function unixReasons(
  { unix, unixDoubts, ownerScan }: Pick<Snapshot, 'unix' | 'unixDoubts' | 'ownerScan'>,
  row: number,
): readonly NoOwnerReason[] {
  if (unixDoubts.rows.has(row)) return ['madeUp'];
  return noOwnerReasons(ownerScan, unix.inode[row] ?? 0, NO_UID);
}
