import type { LikelyOwner } from '../model/likelyOwner';
import type { ProcessOwner } from '../model/process';

/**
 * The units and containers that an owner belongs to, as keys: not for eyes. None where nothing is known of them, and so
 * for process 1, which holds sockets for the services that it starts.
 */
export type UnitKeys = readonly string[];

/** What a likely owner is the same by: pids change with each start of a service, and its unit does not. */
export function unitsOfLikely({ unit, unitOf, uid, container, service }: LikelyOwner): UnitKeys {
  if (container !== undefined) return [containerKey(container)];
  const whose = unitOf === 'user' ? uid : undefined;
  return [unit, service].flatMap((name) => (name === undefined ? [] : [unitKey(name, whose)]));
}

/** The same of a process that is known to have a socket. */
export function unitsOfProcess({ pid, uid, membership = {} }: ProcessOwner): UnitKeys {
  const { unit, isUserUnit, container } = membership;
  if (pid <= 1) return [];
  if (container !== undefined) return [containerKey(container)];
  return unit === undefined ? [] : [unitKey(unit, isUserUnit ? uid : undefined)];
}

/** All of several owners; none where one of them has none. */
export function unitsOfAll(each: readonly UnitKeys[]): UnitKeys {
  return each.some((units) => units.length === 0) ? [] : [...new Set(each.flat())];
}

/** Whether owners that belong to these may be the same: nobody can say otherwise where nothing is known of one. */
export function mayBeSame(a: UnitKeys, b: UnitKeys): boolean {
  return a.length === 0 || b.length === 0 || a.some((unit) => b.includes(unit));
}

function containerKey({ id }: { readonly id: string }): string {
  return `container ${id}`;
}

function unitKey(name: string, uid: number | undefined): string {
  return `${uid === undefined ? 'system' : `user ${uid}`} ${name}`;
}
