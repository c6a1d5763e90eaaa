import { isDeepStrictEqual } from 'node:util';
import type { ProcessOwner } from '../../../core/model/process';
import type {
  NamespacePart,
  Scope,
  Snapshot,
  SnapshotNamespaces,
  SocketRows,
} from '../../../core/model/snapshot';
import { narrow, narrowPart } from '../../../core/query/narrow';
import { type Unchanged, completed } from '../scanner';
import { changedPieces, decodeNamespaces, encodeNamespaces, type NamespacesDelta } from './namespacesDelta';

/** All of a snapshot but its processes, and other namespaces, which are told part by part. */
type Pieces = Omit<Snapshot, 'processes' | 'namespaces'>;

/** A snapshot on its way between threads: what of it the other side does not have as it is. */
export interface SnapshotDelta {
  /** Pieces that are missing are those of the last snapshot. */
  readonly snapshot: Partial<Pieces>;
  /** All processes that belong to the snapshot; those of the last one where it is missing. */
  readonly pids?: Uint32Array;
  readonly news: readonly ProcessOwner[];
  /** Those of the last snapshot where it is missing; null where there are none. */
  readonly namespaces?: NamespacesDelta | null;
}

export type SnapshotUpdate = SnapshotDelta | Unchanged;

/** The worker's side: remembers what it handed over. */
export class DeltaEncoder {
  #processes: ReadonlyMap<number, ProcessOwner> = new Map();
  #scope: Scope | undefined;
  /** Tells one reading of the machine from others: owners are found anew for each. */
  #reading: Snapshot['ownerPids'] | undefined;
  /** What can be compared: only the sockets that wait on a port, which are few, are copied and not given away. */
  #kept: Pieces | undefined;
  #keptNamespaces: SnapshotNamespaces | undefined;
  /** Copies of parts, which are copied again only where they are others. */
  readonly #copies = new WeakMap<NamespacePart, NamespacePart>();

  /**
   * @param scanned what the engine found
   * @param snapshot what that stands for, see {@link completed}; it is copied and stays as it is
   * @param scope which of its sockets are handed over
   */
  encode(scanned: Snapshot | Unchanged, snapshot: Snapshot, scope: Scope): SnapshotUpdate {
    const isKnown = scope === this.#scope && snapshot.ownerPids === this.#reading;
    if (!('inet' in scanned) && isKnown) return scanned;
    this.#scope = scope;
    this.#reading = snapshot.ownerPids;
    const partOf = isCopied(scope) ? (part: NamespacePart) => this.#copyOf(part) : narrowPart;
    const { processes, namespaces, ...pieces } = narrow(snapshot, scope, partOf);
    const news = [...processes.values()].filter((owner) => this.#processes.get(owner.pid) !== owner);
    const areSame = news.length === 0 && processes.size === this.#processes.size;
    this.#processes = processes;
    const before = isCopied(scope) ? this.#kept : undefined;
    this.#kept = isCopied(scope) ? pieces : undefined;
    const namespacesBefore = before && this.#keptNamespaces;
    this.#keptNamespaces = isCopied(scope) ? namespaces : undefined;
    return {
      ...(before === undefined || !isDeepStrictEqual(namespacesBefore, namespaces)
        ? { namespaces: namespaces === undefined ? null : encodeNamespaces(namespacesBefore, namespaces) }
        : {}),
      snapshot: before === undefined ? pieces : changedPieces(before, pieces),
      ...(!areSame && { pids: Uint32Array.from(processes.keys()) }),
      news,
    };
  }

  #copyOf(part: NamespacePart): NamespacePart {
    const copy = this.#copies.get(part) ?? narrowPart(part, 'listening');
    this.#copies.set(part, copy);
    return copy;
  }
}

/** The other side: keeps the last snapshot for the worker to refer to. What is as it was stays the same object. */
export class DeltaDecoder {
  #last: Snapshot | undefined;

  decode(delta: SnapshotUpdate): Snapshot {
    this.#last = completed('snapshot' in delta ? this.#complete(delta) : delta, this.#last);
    return this.#last;
  }

  #complete({ snapshot, pids, news, namespaces: change }: SnapshotDelta): Snapshot {
    const { namespaces: kept, ...last } = this.#last ?? {};
    const namespaces = change ? decodeNamespaces(kept, change) : change === null ? undefined : kept;
    const pieces = { ...last, ...snapshot, ...(namespaces && { namespaces }) } as Omit<Snapshot, 'processes'>;
    const before: Snapshot['processes'] = this.#last?.processes ?? new Map<number, ProcessOwner>();
    if (pids === undefined) return { ...pieces, processes: before };
    const known = new Map(news.map((owner) => [owner.pid, owner]));
    const processes = new Map<number, ProcessOwner>();
    for (const pid of pids) {
      const owner = known.get(pid) ?? before.get(pid);
      if (owner !== undefined) processes.set(pid, owner);
    }
    return { ...pieces, processes };
  }
}

/** The buffers of a delta that are given away rather than copied. */
export function buffersOf({ snapshot, namespaces }: SnapshotDelta): ArrayBuffer[] {
  if (isCopied(snapshot.scope)) return [];
  const parts = namespaces?.parts.filter((part) => typeof part !== 'string') ?? [];
  // What is given away travels as a whole.
  const wholes = [snapshot, ...parts.map(({ pieces }) => pieces)] as readonly SocketRows[];
  const columns = wholes.flatMap(({ inet, unix, ownerStart, unixOwnerStart, otherOwnerStart, ownerPids }) => [
    ...[...Object.values(inet), ...Object.values(unix)],
    ...[ownerStart, unixOwnerStart, otherOwnerStart, ownerPids],
  ]);
  // The columns of a table lie in one block.
  return [...new Set(columns.map((column) => column.buffer as ArrayBuffer))];
}

/** Whether a snapshot of this scope is copied; where it does not tell its scope, that is the same as before. */
function isCopied(scope: Scope | undefined): boolean {
  return scope === undefined || scope === 'listening';
}
