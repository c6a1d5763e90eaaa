import { l10n } from 'vscode';
import type { LikelyOwner } from '../../core/model/likelyOwner';
import type { Unit } from '../../core/model/membership';
import * as unitTexts from '../../core/units/unitTexts';
import { ABOUT, type Users } from '../../core/units/unitTexts';
import { evidenceText } from './evidenceText';

export type { Users };

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
export const likelyUnit = (owner: LikelyOwner, users: Users): string =>
  unitTexts.likelyUnit(owner, users, l10n);

/** The same of a unit by itself: that which a process is known to run in. */
export const unitLabel = (unit: Unit, users: Users): string => unitTexts.unitLabel(unit, users, l10n);

/** The program that is named, cleaned; nothing where none is. */
export const likelyProcess = (owner: LikelyOwner): string | undefined => unitTexts.likelyProcess(owner, l10n);
