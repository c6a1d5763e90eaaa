import { l10n } from 'vscode';
import type { LikelyOwner } from '../../core/model/likelyOwner';
import type { Ownership } from '../../core/model/snapshot';
import { personProcess } from '../describe';
import { likelyProcess, likelyUnit, type Users } from './likelyTexts';

/**
 * Who has a socket as a sentence names them: all that are known, else who probably has it. Nothing where neither is.
 * @param port its own, if it has one: a program's debugger is another thing than what it serves
 */
export function ownersText(
  { owners, likelyOwner }: Pick<Ownership, 'owners' | 'likelyOwner'>,
  users: Users,
  port?: number,
): string {
  if (owners.length > 0 || likelyOwner === undefined) {
    return owners.map((owner) => personProcess(owner, port)).join(', ');
  }
  return l10n.t('likely {0}', likelyInFull(likelyOwner, users));
}

/** `sshd (pid 812) in ssh.service`, or the unit alone: what says so says "likely" as well. */
export function likelyInFull(owner: LikelyOwner, users: Users): string {
  const [process] = owner.processes;
  const unit = likelyUnit(owner, users);
  return process === undefined
    ? unit
    : l10n.t('{0} (pid {1}) in {2}', likelyProcess(owner) ?? '', process.pid, unit);
}
