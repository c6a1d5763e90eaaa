import { isDeepStrictEqual } from 'node:util';
import type { ProcessOwner } from '../../../core/model/process';
import type { Scope, Snapshot } from '../../../core/model/snapshot';
import { narrow } from '../../../core/query/narrow';
import { type Unchanged, completed } from '../scanner';

/** All of a snapshot but its processes. */
type Pieces = Omit<Snapshot, 'processes'>;

/** A snapshot on its way between threads: what of it the other side does not have as it is. */
export interface SnapshotDelta {
  /** Pieces that are missing are those of the last snapshot. */
  readonly snapshot: Partial<Pieces>;
  /** All processes that belong to the snapshot; those of the last one where it is missing. */
  readonly pids?: Uint32Array;
  readonly news: readonly ProcessOwner[];
}

export type SnapshotUpdate = SnapshotDelta | Unchanged;

/** The worker's side: remembers what it handed over. */
export class DeltaEncoder {
  #processes: ReadonlyMap<number, ProcessOwner> = new Map();
  #scope: Scope | undefined;
  /** Tells one reading of the machine from others. */
  #inet: Snapshot['inet'] | undefined;
  /** What can be compared: only the sockets that wait on a port, which are few, are copied and not given away. */
  #kept: Pieces | undefined;

  /**
   * @param scanned what the engine found
   * @param snapshot what that stands for, see {@link completed}; it is copied and stays as it is
   * @param scope which of its sockets are handed over
   */
  encode(scanned: Snapshot | Unchanged, snapshot: Snapshot, scope: Scope): SnapshotUpdate {
    const isKnown = scope === this.#scope && snapshot.inet === this.#inet;
    if (!('inet' in scanned) && isKnown) return scanned;
    this.#scope = scope;
    this.#inet = snapshot.inet;
    const { processes, ...pieces } = narrow(snapshot, scope);
    const news = [...processes.values()].filter((owner) => this.#processes.get(owner.pid) !== owner);
    const areSame = news.length === 0 && processes.size === this.#processes.size;
    this.#processes = processes;
    const before = isCopied(scope) ? this.#kept : undefined;
    this.#kept = isCopied(scope) ? pieces : undefined;
    return {
      snapshot: before === undefined ? pieces : without(before, pieces),
      ...(!areSame && { pids: Uint32Array.from(processes.keys()) }),
      news,
    };
  }
}

/** The other side: keeps the last snapshot for the worker to refer to. What is as it was stays the same object. */
export class DeltaDecoder {
  #last: Snapshot | undefined;

  decode(delta: SnapshotUpdate): Snapshot {
    this.#last = completed('snapshot' in delta ? this.#complete(delta) : delta, this.#last);
    return this.#last;
  }

  #complete({ snapshot, pids, news }: SnapshotDelta): Snapshot {
    const pieces = { ...this.#last, ...snapshot } as Pieces;
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
export function buffersOf({ snapshot }: SnapshotDelta): ArrayBuffer[] {
  if (isCopied(snapshot.scope)) return [];
  const { inet, unix, ownerStart, unixOwnerStart, otherOwnerStart, ownerPids } = snapshot as Pieces;
  const tables = [...Object.values(inet), ...Object.values(unix)];
  const owners = [ownerStart, unixOwnerStart, otherOwnerStart, ownerPids];
  // The columns of a table lie in one block.
  return [...new Set([...tables, ...owners].map((column) => column.buffer as ArrayBuffer))];
}

/** Whether a snapshot of this scope is copied; where it does not tell its scope, that is the same as before. */
function isCopied(scope: Scope | undefined): boolean {
  return scope === undefined || scope === 'listening';
}

/** The pieces that changed. */
function without(before: Pieces, pieces: Pieces): Partial<Pieces> {
  const entries = Object.entries(pieces) as [keyof Pieces, unknown][];
  return Object.fromEntries(entries.filter(([name, piece]) => !isDeepStrictEqual(piece, before[name])));
}
