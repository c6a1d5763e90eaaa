import type { LikelyOwner } from '../model/likelyOwner';
import type { Container, Unit } from '../model/membership';
import type { Snapshot } from '../model/snapshot';
import { nameText } from '../text/clean';
import type { Localizer } from '../text/localizer';
import { likelyProgram, shortContainer } from './shownUnit';
import { likelyUnitOf } from './unit';
import { unitText } from './unitName';

/** Where names of users come from; numbers without it. */
export type Users = Pick<Snapshot, 'users'> | undefined;

/** What stands before the name of an owner that is likely and not known, as of a number that is not exact. */
export const ABOUT = '~';

/** The program that is named, cleaned; nothing where none is. */
export function likelyProcess({ processes }: LikelyOwner, l10n: Localizer): string | undefined {
  const [process] = processes;
  return process && (likelyProgram(process) || l10n.t('(no name)'));
}

/** `ssh.service`, `web.service of alice`, `ssh.socket → ssh.service`, `docker container 0123456789ab`. */
export function likelyUnit(owner: LikelyOwner, users: Users, l10n: Localizer): string {
  const { unit, service } = owner;
  const name = unit === undefined ? undefined : unitArrow(unit, service);
  return whoseText(name, likelyUnitOf(owner), users, l10n);
}

/** The same of a unit by itself: that which a process is known to run in. */
export function unitLabel(unit: Unit, users: Users, l10n: Localizer): string {
  return whoseText(unit.name === undefined ? undefined : nameText(unit.name), unit, users, l10n);
}

/** A unit's name, shown already, with whose it is. */
function whoseText(
  name: string | undefined,
  { uid, container }: Unit,
  users: Users,
  l10n: Localizer,
): string {
  if (container !== undefined) {
    const where = containerText(container, l10n);
    return name === undefined ? where : l10n.t('{0} in {1}', name, where);
  }
  if (name === undefined) return l10n.t('(no name)');
  return uid === undefined ? name : l10n.t('{0} of {1}', name, userText(users, uid));
}

/** The user's name, or number where it has none; cleaned and cut. */
export function userText(users: Users, uid: number): string {
  return nameText(users?.users.get(uid) ?? '') || String(uid);
}

/** `docker container 0123456789ab` */
function containerText(container: Container, l10n: Localizer): string {
  const id = shortContainer(container);
  return container.runtime === 'unknown'
    ? l10n.t('container {0}', id)
    : l10n.t('{0} container {1}', container.runtime, id);
}

function unitArrow(unit: string, service: string | undefined): string {
  return service === undefined ? unitText(unit) : `${unitText(unit)} → ${unitText(service)}`;
}
