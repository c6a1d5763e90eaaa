import type { LikelyOwner, LikelyProcess } from '../model/likelyOwner';
import type { Membership } from '../model/membership';
import { unescaped } from '../procfs/cgroup';
import { nameText } from '../text/clean';
import { programOf } from '../text/programName';

/** The name of a unit as its author wrote it, for showing alone: what systemd escaped is unescaped. Hostile. */
export function unescapedUnit(unit: string): string {
  return unescaped(unit);
}

/** The name of a unit as it is shown: what systemd escaped is unescaped, then all is cleaned and cut. */
export function shownUnit(unit: string): string {
  return nameText(unescapedUnit(unit));
}

/** The name of the program of a process that is likely, cleaned and cut; empty where nothing of it can be seen. */
export function likelyProgram({ program }: LikelyProcess): string {
  return programOf({ comm: program });
}

/** What a likely owner is sorted by: the program that is named, else the unit, else the container. */
export function likelyName({ processes: [process], unit, container }: LikelyOwner): string {
  if (process !== undefined) return likelyProgram(process);
  return unit === undefined ? (container?.id ?? '') : shownUnit(unit);
}

/** The id of a container as its tools write it, 12 digits of the 64, or its name. */
export function shortContainer({ id }: NonNullable<Membership['container']>): string {
  return /^[0-9a-f]{13,64}$/.test(id) ? id.slice(0, 12) : nameText(id);
}
