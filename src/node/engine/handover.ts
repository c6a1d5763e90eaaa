import type { ProcessOwner } from '../../core/model/process';
import type { Scope, Snapshot } from '../../core/model/snapshot';
import { narrow } from '../../core/query/narrow';
import { type Unchanged, completed } from './scanner';

/** A snapshot on its way between threads: of its processes only those that the other side does not have as they are. */
export interface SnapshotParcel {
  readonly snapshot: Omit<Snapshot, 'processes'>;
  /** All that belong to the snapshot. */
  readonly pids: Uint32Array;
  readonly news: readonly ProcessOwner[];
}

export type Parcel = SnapshotParcel | Unchanged;

/** The worker's side: remembers what it handed over. */
export class Sender {
  #sent: ReadonlyMap<number, ProcessOwner> = new Map();
  #scope: Scope | undefined;

  /**
   * @param scanned what the engine found
   * @param snapshot what that stands for, see {@link completed}; it is copied and stays as it is
   * @param scope which of its sockets are handed over
   */
  pack(scanned: Snapshot | Unchanged, snapshot: Snapshot, scope: Scope): Parcel {
    if (!('inet' in scanned) && scope === this.#scope) return scanned;
    this.#scope = scope;
    const { processes, ...rest } = narrow(snapshot, scope);
    const news = [...processes.values()].filter((owner) => this.#sent.get(owner.pid) !== owner);
    this.#sent = processes;
    return { snapshot: rest, pids: Uint32Array.from(processes.keys()), news };
  }
}

/** The other side: keeps the last snapshot for the worker to refer to. */
export class Receiver {
  #last: Snapshot | undefined;

  unpack(parcel: Parcel): Snapshot {
    this.#last = completed('snapshot' in parcel ? this.#complete(parcel) : parcel, this.#last);
    return this.#last;
  }

  #complete({ snapshot, pids, news }: SnapshotParcel): Snapshot {
    const known = new Map(news.map((owner) => [owner.pid, owner]));
    const processes = new Map<number, ProcessOwner>();
    for (const pid of pids) {
      const owner = known.get(pid) ?? this.#last?.processes.get(pid);
      if (owner !== undefined) processes.set(pid, owner);
    }
    return { ...snapshot, processes };
  }
}

/** The buffers of a parcel that are given away rather than copied. */
export function buffersOf(parcel: SnapshotParcel): ArrayBuffer[] {
  const { inet, unix, ownerStart, unixOwnerStart, otherOwnerStart, ownerPids } = parcel.snapshot;
  const tables = [...Object.values(inet), ...Object.values(unix)];
  const owners = [ownerStart, unixOwnerStart, otherOwnerStart, ownerPids];
  const columns = [...tables, ...owners, parcel.pids];
  // Those of a table lie in one block.
  return [...new Set(columns.map((column) => column.buffer as ArrayBuffer))];
}
