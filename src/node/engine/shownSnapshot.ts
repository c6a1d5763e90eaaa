import type { ContainerFacts } from '../../core/model/container';
import type { NamespaceWish } from '../../core/model/namespace';
import type { Snapshot } from '../../core/model/snapshot';

/** Milliseconds for which parts are shown that the last pass was not asked for: it may have been a question in between. */
const MOST_AGE = 10_000;

/** What pages and filters are made of: the last snapshot, and what is known beside it. */
export class ShownSnapshot {
  #last: Snapshot | undefined;
  /** The last one that was asked for other namespaces, too. */
  #withParts: Snapshot | undefined;
  #made: { readonly of: Snapshot; readonly snapshot: Snapshot } | undefined;

  /** @param wish what the pass was asked for */
  note(snapshot: Snapshot, wish: NamespaceWish | undefined): void {
    if (snapshot.namespaces !== undefined) this.#withParts = snapshot;
    else if (wish !== undefined || snapshot.takenAt - (this.#withParts?.takenAt ?? 0) > MOST_AGE)
      this.#withParts = undefined;
    this.#last = this.#partsAdded(snapshot);
  }

  /** The same object while the snapshot and the containers are the same. */
  shown(containers: readonly ContainerFacts[]): Snapshot | undefined {
    if (this.#last === undefined || containers.length === 0) return this.#last;
    if (this.#made?.of !== this.#last || this.#made.snapshot.containers !== containers)
      this.#made = { of: this.#last, snapshot: { ...this.#last, containers } };
    return this.#made.snapshot;
  }

  /** A question asks for this machine's sockets alone; what views show of others stays for that. */
  #partsAdded(snapshot: Snapshot): Snapshot {
    const before = this.#withParts;
    if (before?.namespaces === undefined || before === snapshot) return snapshot;
    const processes = new Map([...before.processes, ...snapshot.processes]);
    return { ...snapshot, processes, namespaces: before.namespaces };
  }
}
