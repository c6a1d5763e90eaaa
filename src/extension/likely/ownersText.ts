import { l10n } from 'vscode';
import { behindContainer, containerName } from '../../core/containers/containerNames';
import { containersOf } from '../../core/containers/portContainer';
import type { LikelyOwner } from '../../core/model/likelyOwner';
import type { Ownership } from '../../core/model/snapshot';
import type { ListeningPort } from '../../core/ports/listeningPorts';
import { processName } from '../describe';
import { likelyBehind, likelyProcess, likelyUnit, ownerOrLikely, type Users } from './likelyTexts';

/** Who has a socket as a sentence names them: all that are known, else who probably has it. Nothing where neither is. */
export function ownersText(
  { owners, likelyOwner }: Pick<Ownership, 'owners' | 'likelyOwner'>,
  users: Users,
): string {
  if (owners.length > 0 || likelyOwner === undefined) return owners.map(processName).join(', ');
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

/** What of a port tells who serves it. */
export type Served = Pick<ListeningPort, 'leader' | 'likelyOwner' | 'sockets' | 'rules'>;

/**
 * Who serves a port as a list names them, in parts: `node`; `~sshd`, `ssh.service`; `db`, `postgres:16`, `shop`, `docker`;
 * `unknown owner`. A container comes before the process that has the port for it.
 */
export function serverNames(port: Served, users: Users): [name: string, ...behind: string[]] {
  const { leader, likelyOwner } = port;
  const [container, ...more] = containersOf(port).map(({ facts }) => facts);
  if (container !== undefined) {
    const name = [container, ...more].map(containerName).join(', ');
    return [name, ...(more.length > 0 ? [] : behindContainer(container))];
  }
  const isLikely = leader === undefined && likelyOwner !== undefined;
  return [ownerOrLikely(port, users), ...(isLikely ? likelyBehind(likelyOwner, users) : [])];
}
