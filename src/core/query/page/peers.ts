import { InodeMap } from '../../model/inodeMap';
import type { Peer } from '../../model/page';
import { likelyOwnerOf, ownersOf, type Snapshot } from '../../model/snapshot';
import { areEnds, endsIdentity } from './identity';

/** Finds the other ends of connections within this machine. */
export class Peers {
  readonly #snapshot: Snapshot;
  /** Rows by the identity of their ends; made once somebody asks. */
  #rows: InodeMap | undefined;

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  /** The other end of row `row`; nothing where it is on another machine, or the row is no connection. */
  of(row: number): Peer | undefined {
    const { inet } = this.#snapshot;
    if (inet.remotePort[row] === 0) return undefined;
    const other = (this.#rows ??= this.#rowsByEnds()).get(endsIdentity(inet, row, true));
    if (other === -1 || other === row || !areEnds(inet, row, other)) return undefined;
    const likelyOwner = likelyOwnerOf(this.#snapshot, other);
    const owners = ownersOf(this.#snapshot, other);
    return { inode: inet.inode[other] ?? 0, owners, ...(likelyOwner && { likelyOwner }) };
  }

  #rowsByEnds(): InodeMap {
    const { inet } = this.#snapshot;
    const rows = new InodeMap(inet.inode.length);
    for (let row = 0; row < inet.inode.length; row++) {
      if (inet.remotePort[row] !== 0) rows.set(endsIdentity(inet, row, false), row);
    }
    return rows;
  }
}
