import type { LikelyOwner } from '../model/likelyOwner';
import type { ProcessOwner } from '../model/process';
import { likelyServiceOf, likelyUnitOf, unitKey, unitOf } from '../units/unit';

/**
 * The units that an owner belongs to, as keys: not for eyes. None where nothing is known of them, and so for process 1,
 * which holds sockets for the services that it starts.
 */
export type UnitKeys = readonly string[];

/**
 * What a likely owner is the same by: pids change with each start of a service, and its unit does not. A .socket unit is
 * the same as the service that it is for.
 */
export function unitsOfLikely(owner: LikelyOwner): UnitKeys {
  const service = likelyServiceOf(owner);
  return [likelyUnitOf(owner), ...(service ? [service] : [])].map(unitKey);
}

/** The same of a process that is known to have a socket. */
export function unitsOfProcess(owner: ProcessOwner): UnitKeys {
  const unit = owner.pid > 1 ? unitOf(owner) : undefined;
  return unit === undefined ? [] : [unitKey(unit)];
}

/** All of several owners; none where one of them has none. */
export function unitsOfAll(each: readonly UnitKeys[]): UnitKeys {
  return each.some((units) => units.length === 0) ? [] : [...new Set(each.flat())];
}

/** Whether owners that belong to these may be the same: nobody can say otherwise where nothing is known of one. */
export function mayBeSame(a: UnitKeys, b: UnitKeys): boolean {
  return a.length === 0 || b.length === 0 || a.some((unit) => b.includes(unit));
}
