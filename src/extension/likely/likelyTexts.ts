import { l10n } from 'vscode';
import type { LikelyOwner } from '../../core/model/likelyOwner';
import type { Container } from '../../core/model/membership';
import type { Snapshot } from '../../core/model/snapshot';
import { likelyProgram, shortContainer, shownUnit } from '../../core/units/shownUnit';
import { userName } from '../describe';
import { evidenceText } from './evidenceText';

/** Where names of users come from; numbers without it. */
export type Users = Pick<Snapshot, 'users'> | undefined;

/** What stands before the name of an owner that is likely and not known, as of a number that is not exact. */
const ABOUT = '~';

/** As a row has it: `~sshd`, or where no process is named `~postgresql@16-main.service`. */
export function likelyName(owner: LikelyOwner, users: Users): string {
  return ABOUT + (likelyProcess(owner) ?? likelyUnit(owner, users));
}

/** What stands behind that name: the unit, unless it is the name. */
export function likelyBehind(owner: LikelyOwner, users: Users): string[] {
  return likelyProcess(owner) === undefined ? [] : [likelyUnit(owner, users)];
}

/** As a screen reader says it: `likely sshd, ssh.service`. */
export function likelyLabel(owner: LikelyOwner, users: Users): string {
  const name = likelyProcess(owner) ?? likelyUnit(owner, users);
  return [l10n.t('likely {0}', name), ...likelyBehind(owner, users)].join(', ');
}

/** One sentence with the evidence. */
export function likelyText(owner: LikelyOwner, users: Users): string {
  const name = likelyProcess(owner) ?? likelyUnit(owner, users);
  return l10n.t('Likely {0}: {1}.', name, evidenceText(owner, likelyUnit(owner, users)));
}

/** `ssh.service`, `web.service of alice`, `ssh.socket → ssh.service`, `docker container 0123456789ab`. */
export function likelyUnit({ unit, unitOf, uid, container, service }: LikelyOwner, users: Users): string {
  const of = { uid: unitOf === 'user' ? uid : undefined, container };
  return unitText(unit === undefined ? undefined : unitArrow(unit, service), of, users);
}

/**
 * A unit, shown already, with whose it is.
 * @param of the user whose manager runs it, and the container that it is in
 */
export function unitText(
  unit: string | undefined,
  { uid, container }: { readonly uid?: number | undefined; readonly container?: Container | undefined },
  users: Users,
): string {
  if (container !== undefined) {
    const where = containerText(container);
    return unit === undefined ? where : l10n.t('{0} in {1}', unit, where);
  }
  if (unit === undefined) return l10n.t('(no name)');
  return uid === undefined ? unit : l10n.t('{0} of {1}', unit, userName(users, uid));
}

/** `docker container 0123456789ab` */
export function containerText(container: Container): string {
  const id = shortContainer(container);
  return container.runtime === 'unknown'
    ? l10n.t('container {0}', id)
    : l10n.t('{0} container {1}', container.runtime, id);
}

/** The program that is named, cleaned; nothing where none is. */
function likelyProcess({ processes }: LikelyOwner): string | undefined {
  const [process] = processes;
  return process && (likelyProgram(process) || l10n.t('(no name)'));
}

function unitArrow(unit: string, service: string | undefined): string {
  return service === undefined ? shownUnit(unit) : `${shownUnit(unit)} → ${shownUnit(service)}`;
}
