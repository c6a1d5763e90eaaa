import type { Guard } from '../ports/guards';
import { MANAGER_NAMES } from '../ports/managerPrograms';
import type { FreeObstacle } from '../ports/portHolders';

/** Why a tool must not offer to end the owners of a port: for a model to read. */
export function obstacleWords(obstacle: FreeObstacle): string {
  switch (obstacle.kind) {
    case 'nobody':
      return 'nobody listens on the port';
    case 'unknownOwner':
      return 'the owner is not known, see why below';
    case 'otherPidNamespace':
      return '/proc here has the pids of another pid namespace (a sandbox or container that shares the outer /proc), or does not tell whose, so a signal could reach another process. The user can end the owner outside of it';
    case 'own':
      return 'it is a part of the program that asks, or what started that';
    case 'guard':
      return `pid ${obstacle.owner.pid} ${GUARDED[obstacle.guard]}. Have the program use another port.`;
    case 'manager': {
      const { kind, command } = obstacle.manager;
      const advice = command === undefined ? '' : ` The user can run: ${command}`;
      return `${MANAGER_NAMES[kind] ?? 'the way into a network namespace'} keeps the port for others, and ending its process would break that.${advice}`;
    }
  }
}

const GUARDED: Readonly<Record<Guard, string>> = {
  login: 'lets users log in from other machines, and is not ended for a port',
  machine: 'runs this machine, and is not ended for a port',
  session: 'is a part of the user\u2019s desktop session, and is not ended for a port',
  editor: 'is a part of VS Code, and is not ended for a port',
};
