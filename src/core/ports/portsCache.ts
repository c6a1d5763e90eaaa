import type { OwnerScan, Snapshot } from '../model/snapshot';
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
    a.processes === b.processes &&
    a.likely === b.likely &&
    a.containers === b.containers &&
    isSightAlike(a.ownerScan, b.ownerScan)
  );
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
