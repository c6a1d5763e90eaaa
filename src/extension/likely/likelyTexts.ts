import { l10n } from 'vscode';
import type { LikelyOwner } from '../../core/model/likelyOwner';
import type { Container, Unit } from '../../core/model/membership';
import type { ProcessOwner } from '../../core/model/process';
import type { Snapshot } from '../../core/model/snapshot';
import { likelyProgram, shortContainer, shownUnit } from '../../core/units/shownUnit';
import { nameText } from '../../core/text/clean';
import { likelyUnitOf } from '../../core/units/unit';
import { ownerName, userName } from '../describe';
import { evidenceText } from './evidenceText';

/** Where names of users come from; numbers without it. */
export type Users = Pick<Snapshot, 'users'> | undefined;

/** What stands before the name of an owner that is likely and not known, as of a number that is not exact. */
const ABOUT = '~';

/** As a row has it: `~sshd`, or where no process is named `~postgresql@16-main.service`. */
export function likelyName(owner: LikelyOwner, users: Users): string {
  return ABOUT + (likelyProcess(owner) ?? likelyUnit(owner, users));
}

/** Who serves a port, as its row has it: known, likely, or neither. */
export function ownerOrLikely(
  { leader, likelyOwner }: { readonly leader?: ProcessOwner | undefined; readonly likelyOwner?: LikelyOwner },
  users: Users,
): string {
  return leader !== undefined || likelyOwner === undefined
    ? ownerName({ leader })
    : likelyName(likelyOwner, users);
}

/** What stands behind that name: the unit, unless it is the name. */
export function likelyBehind(owner: LikelyOwner, users: Users): string[] {
  return likelyProcess(owner) === undefined ? [] : [likelyUnit(owner, users)];
}

/** As a screen reader says it: `likely sshd, ssh.service`. */
export function likelyLabel(owner: LikelyOwner, users: Users): string {
  return [likelySpoken(owner, users), ...likelyBehind(owner, users)].join(', ');
}

/** The name alone as it is said: `likely sshd`. */
export function likelySpoken(owner: LikelyOwner, users: Users): string {
  return l10n.t('likely {0}', likelyProcess(owner) ?? likelyUnit(owner, users));
}

/** One sentence with the evidence. */
export function likelyText(owner: LikelyOwner, users: Users): string {
  const name = likelyProcess(owner) ?? likelyUnit(owner, users);
  return l10n.t('Likely {0}: {1}.', name, evidenceText(owner, likelyUnit(owner, users)));
}

/** `ssh.service`, `web.service of alice`, `ssh.socket → ssh.service`, `docker container 0123456789ab`. */
export function likelyUnit(owner: LikelyOwner, users: Users): string {
  const { unit, service } = owner;
  return whoseText(unit === undefined ? undefined : unitArrow(unit, service), likelyUnitOf(owner), users);
}

/** The same of a unit by itself: that which a process is known to run in. */
export function unitLabel(unit: Unit, users: Users): string {
  return whoseText(unit.name === undefined ? undefined : nameText(unit.name), unit, users);
}

/** A unit's name, shown already, with whose it is. */
function whoseText(name: string | undefined, { uid, container }: Unit, users: Users): string {
  if (container !== undefined) {
    const where = containerText(container);
    return name === undefined ? where : l10n.t('{0} in {1}', name, where);
  }
  if (name === undefined) return l10n.t('(no name)');
  return uid === undefined ? name : l10n.t('{0} of {1}', name, userName(users, uid));
}

/** `docker container 0123456789ab` */
export function containerText(container: Container): string {
  const id = shortContainer(container);
  return container.runtime === 'unknown'
    ? l10n.t('container {0}', id)
    : l10n.t('{0} container {1}', container.runtime, id);
}

/** The program that is named, cleaned; nothing where none is. */
export function likelyProcess({ processes }: LikelyOwner): string | undefined {
  const [process] = processes;
  return process && (likelyProgram(process) || l10n.t('(no name)'));
}

function unitArrow(unit: string, service: string | undefined): string {
  return service === undefined ? shownUnit(unit) : `${shownUnit(unit)} → ${shownUnit(service)}`;
}
