import { l10n } from 'vscode';
import type { LikelyOwner } from '../../core/model/likelyOwner';
import type { Ownership } from '../../core/model/snapshot';
import type { ListeningPort } from '../../core/ports/listeningPorts';
import { ownerName, processName } from '../describe';
import { likelyBehind, likelyName, likelyUnit, type Users } from './likelyTexts';

/** Who has a socket as a sentence names them: all that are known, else who probably has it. Nothing where neither is. */
export function ownersText(
  { owners, likelyOwner }: Pick<Ownership, 'owners' | 'likelyOwner'>,
  users: Users,
): string {
  if (owners.length > 0 || likelyOwner === undefined) return owners.map(processName).join(', ');
  return l10n.t('likely {0}', likelyInFull(likelyOwner, users));
}

/** `sshd (pid 812), ssh.service`, or the unit alone: what says so says "likely" as well. */
export function likelyInFull(owner: LikelyOwner, users: Users): string {
  const names = owner.processes.map(({ pid, program }) => processName({ pid, comm: program }));
  return [...names, likelyUnit(owner, users)].join(', ');
}

/** Who serves a port as a list names them, in parts: `node`; `~sshd`, `ssh.service`; `unknown owner`. */
export function serverNames(
  port: Pick<ListeningPort, 'leader' | 'likelyOwner'>,
  users: Users,
): [name: string, ...behind: string[]] {
  const { likelyOwner } = port;
  if (port.leader !== undefined || likelyOwner === undefined) return [ownerName(port)];
  return [likelyName(likelyOwner, users), ...likelyBehind(likelyOwner, users)];
}
