import type { LikelyOwner } from '../../model/likelyOwner';
import type { Unit } from '../../model/membership';
import type { GroupSubject } from '../../model/page';
import type { NoOwnerReason, ProcessOwner } from '../../model/process';
import { likelyKey, likelyUnitOf, unitKey, unitOf } from '../../units/unit';

/** What is known of who has a row. */
interface Owners {
  /** The process that speaks for its owners. */
  readonly leader: (row: number) => ProcessOwner | undefined;
  readonly likely: (row: number) => LikelyOwner | undefined;
  readonly reasons: (row: number) => readonly NoOwnerReason[];
}

/** The groupings that go by who has a socket. */
export type OwnerGrouping = 'process' | 'unit';

/** Stands before keys that begin with a name, apart from those that are reasons. */
const NAMED = '~';

/** Groups rows by who has them: known owners, those that are likely, and by why nobody is known. */
export class OwnerGroups {
  readonly #owners: Owners;
  /** Many rows share an owner: its key is made once. */
  readonly #keys = new Map<LikelyOwner, string>();
  readonly #unitKeys = new Map<LikelyOwner | ProcessOwner, string>();

  constructor(owners: Owners) {
    this.#owners = owners;
  }

  key(row: number, grouping: OwnerGrouping): string | number {
    const leader = this.#owners.leader(row);
    if (grouping === 'process' && leader !== undefined) return leader.pid;
    const likely = this.#owners.likely(row);
    const owner = leader ?? likely;
    if (owner === undefined) return this.#owners.reasons(row).join(' ');
    if (grouping === 'unit') return remembered(this.#unitKeys, owner, () => keyOf(this.#unit(row)));
    return likely === undefined ? '' : remembered(this.#keys, likely, () => NAMED + likelyKey(likely));
  }

  subject(row: number, grouping: OwnerGrouping): GroupSubject {
    const owner = this.#owners.leader(row);
    const reasons = owner === undefined ? this.#owners.reasons(row) : [];
    const likelyOwner = this.#owners.likely(row);
    if (grouping === 'process') return { by: 'process', owner, reasons, ...(likelyOwner && { likelyOwner }) };
    const unit = this.#unit(row);
    return { by: 'unit', unit, reasons: unit === undefined ? reasons : [] };
  }

  #unit(row: number): Unit | undefined {
    const leader = this.#owners.leader(row);
    if (leader !== undefined) return unitOf(leader);
    const likely = this.#owners.likely(row);
    return likely && likelyUnitOf(likely);
  }
}

function keyOf(unit: Unit | undefined): string {
  return unit === undefined ? '' : NAMED + unitKey(unit);
}

function remembered<Key>(known: Map<Key, string>, key: Key, make: () => string): string {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}
