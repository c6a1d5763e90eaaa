import type { OwnerScan, Snapshot, SocketRows } from '../model/snapshot';
import { type ListeningPort, listeningPorts } from './listeningPorts';
import { PortIds } from './portIds';

/** Keeps the list of listening ports: it is made anew only where a snapshot may have another. */
export class PortsCache {
  readonly #ids = new PortIds();
  #of: Snapshot | undefined;
  #ports: readonly ListeningPort[] = [];

  /** The ports of a snapshot; the same list as for the one before where nothing in it changed. */
  portsOf(snapshot: Snapshot): readonly ListeningPort[] {
    if (this.#of === undefined || !isAlike(this.#of, snapshot)) {
      this.#ports = this.#ids.kept(listeningPorts(snapshot));
    }
    this.#of = snapshot;
    return this.#ports;
  }

  /** The port of the last list that has this id, or would have it in a list that stands alone. */
  find(id: string): ListeningPort | undefined {
    return this.#ids.find(id);
  }
}

/** Whether two snapshots share all that ports are made of. */
function isAlike(a: Snapshot, b: Snapshot): boolean {
  return (
    a.inet === b.inet &&
    a.ownerStart === b.ownerStart &&
    a.ownerPids === b.ownerPids &&
    a.likely === b.likely &&
    isMachineAlike(a, b) &&
    haveSameOwners(a, a, b)
  );
}

/** What ports are made of beside the sockets themselves and who has them. */
export function isMachineAlike(
  a: Pick<Snapshot, 'containers' | 'ownerScan'>,
  b: Pick<Snapshot, 'containers' | 'ownerScan'>,
): boolean {
  return a.containers === b.containers && isSightAlike(a.ownerScan, b.ownerScan);
}

/** Whether those who have these sockets are as they were, whatever other processes did. */
export function haveSameOwners(
  { ownerPids }: Pick<SocketRows, 'ownerPids'>,
  { processes: before }: Pick<Snapshot, 'processes'>,
  { processes: now }: Pick<Snapshot, 'processes'>,
): boolean {
  return before === now || ownerPids.every((pid) => before.get(pid) === now.get(pid));
}

/** Whether owners that are not known are so for the same reasons. */
function isSightAlike(a: OwnerScan, b: OwnerScan): boolean {
  return (
    a.denied > 0 === b.denied > 0 &&
    a.hidepid === b.hidepid &&
    a.nestedPidNamespace === b.nestedPidNamespace &&
    a.procPids === b.procPids &&
    a.viewerUid === b.viewerUid
  );
}
