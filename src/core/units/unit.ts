import type { LikelyOwner } from '../model/likelyOwner';
import type { Unit } from '../model/membership';
import type { ProcessOwner } from '../model/process';
import { unescapedUnit } from './shownUnit';

/** The unit that a process runs in; nothing where its control group says none, or may not be read. */
export function unitOf({ membership, uid }: ProcessOwner): Unit | undefined {
  const { unit, isUserUnit, container } = membership ?? {};
  if (unit === undefined && container === undefined) return undefined;
  return {
    ...(unit !== undefined && { name: unescapedUnit(unit) }),
    ...(isUserUnit === true && { uid }),
    ...(container && { container }),
  };
}

/** The same of an owner that is likely. */
export function likelyUnitOf({ unit, unitOf: whose, uid, container }: LikelyOwner): Unit {
  return {
    ...(unit !== undefined && { name: unescapedUnit(unit) }),
    ...(whose === 'user' && uid !== undefined && { uid }),
    ...(container && { container }),
  };
}

/** The same for equal units, for maps and ids. */
export function unitKey({ name = '', uid, container }: Unit): string {
  return [name, uid ?? '', container?.id ?? ''].join(' ');
}

/** The service that a likely owner's .socket unit is for. */
export function likelyServiceOf(owner: LikelyOwner): Unit | undefined {
  return owner.service === undefined ? undefined : likelyUnitOf({ ...owner, unit: owner.service });
}

/**
 * What tells likely owners apart for a user: the unit, and the program that is named in it. A daemon that was started
 * again has another pid and is the same.
 */
export function likelyKey(owner: LikelyOwner): string {
  return `${unitKey(likelyUnitOf(owner))} ${owner.processes[0]?.program ?? ''}`;
}

/** The names that a likely owner's unit is found by: its own and that of the service that a .socket unit is for. */
export function likelyUnitNames({ unit, service }: LikelyOwner): string[] {
  return [unit, service].flatMap((name) => (name === undefined ? [] : [unescapedUnit(name)]));
}
