import { l10n } from 'vscode';
import type { ForNobody } from '../../core/ports/keptBy';
import { stopDockerLine } from '../../core/ports/managerCommands';
import type { Guard } from '../../core/ports/guards';
import { MANAGER_NAMES, type ManagerKind } from '../../core/ports/managerPrograms';
import type { PortManager } from '../../core/ports/portManager';
import { obstacleIn } from '../../core/ports/obstacles';
import type { ProcessOwner } from '../../core/model/process';

/** What a port is kept for, and what frees it, in two sentences. */
export function keptText(kind: ManagerKind): string {
  switch (kind) {
    case 'docker':
    case 'podman':
    case 'containerd':
    case 'crio':
      return l10n.t(
        '{0} keeps the port for a container. To free it, stop the container.',
        MANAGER_NAMES[kind],
      );
    case 'kubernetes':
      return l10n.t(
        '{0} keeps the port for a pod, a service or its node. To free it, change what uses it in the cluster.',
        MANAGER_NAMES[kind],
      );
    case 'systemd':
      return l10n.t(
        '{0} keeps the port for a service (socket activation). To free it, stop the socket unit.',
        MANAGER_NAMES[kind],
      );
    case 'namespace':
      return l10n.t(
        'The port is passed on into a network namespace, as that of a container. To free it, end what runs in there.',
      );
  }
}

/** A manager in a report: what it is, how that is known, and the line to type. */
export function managerLines({ kind, evidence, command }: PortManager): string[] {
  return [
    `  ${keptText(kind)}`,
    ...(evidence === 'name'
      ? [`  ${l10n.t('Its name says so; the file that it runs may not be read by you.')}`]
      : []),
    ...(command === undefined ? [] : [`    ${command}`]),
  ];
}

/** What is said of what has a port for no container, and the line that ends it: nothing relies on what was left behind. */
export function forNobodyTexts({ kind, owner }: ForNobody): { readonly text: string; readonly line: string } {
  const { pid, uid } = owner;
  if (kind === 'engine') {
    return {
      text: l10n.t(
        'Docker has the port for itself: no container has it. To free it, stop Docker, or change what it is told to listen on.',
      ),
      line: stopDockerLine(owner),
    };
  }
  return {
    text: l10n.t('It was left behind: Docker has no container with this port. To free it, end that process.'),
    line: `${uid === 0 ? 'sudo ' : ''}kill ${pid}`,
  };
}

/** Why a guarded process is not to be ended for a port. */
export function guardText(guard: Guard): string {
  switch (guard) {
    case 'login':
      return l10n.t('It lets users log in from other machines: without it nobody may get in again.');
    case 'machine':
      return l10n.t('It starts and supervises what runs on this machine.');
    case 'session':
      return l10n.t('It is a part of the desktop session, which may end with it, and all its programs.');
    case 'editor':
      return l10n.t('It is a part of VS Code, or of its server.');
  }
}

/** What a question must say before a process is ended that others rely on; nothing for ordinary ones. */
export function obstacleText(process: ProcessOwner): string | undefined {
  // The line to type is for a port, and not told here.
  const obstacle = obstacleIn(0, [process]);
  if (obstacle === undefined) return undefined;
  if (obstacle.kind === 'guard') return guardText(obstacle.guard);
  const kept = keptText(obstacle.manager.kind);
  return `${kept} ${l10n.t('Ending the process itself may leave the port unusable, and what it is kept for broken.')}`;
}
