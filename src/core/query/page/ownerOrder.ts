import type { ProcessOwner } from '../../model/process';
import type { Snapshot } from '../../model/snapshot';
import { leaders } from '../../ports/leaders';

/** The processes that speak for rows' owners, where the owners of row `r` are those of `starts[r]` to `starts[r + 1]`. */
export class RowLeaders {
  readonly #snapshot: Snapshot;
  readonly #starts: Uint32Array;

  constructor(snapshot: Snapshot, starts: Uint32Array) {
    this.#snapshot = snapshot;
    this.#starts = starts;
  }

  /** Nothing where no owner is known. */
  of(row: number): ProcessOwner | undefined {
    const { ownerPids, processes } = this.#snapshot;
    const first = this.#starts[row] ?? 0;
    const end = this.#starts[row + 1] ?? 0;
    if (end - first <= 1) return end === first ? undefined : processes.get(ownerPids[first] ?? 0);
    const owners: ProcessOwner[] = [];
    for (let i = first; i < end; i++) {
      const owner = processes.get(ownerPids[i] ?? 0);
      if (owner !== undefined) owners.push(owner);
    }
    return leaders(owners)[0];
  }
}
