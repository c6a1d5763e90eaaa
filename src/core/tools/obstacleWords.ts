import { containerText, unaskedText } from '../containers/stopTexts';
import type { LikelyOwner } from '../model/likelyOwner';
import type { Kept } from '../ports/keptBy';
import type { Guard } from '../ports/guards';
import { MANAGER_NAMES } from '../ports/managerPrograms';
import type { FreeObstacle } from '../ports/portHolders';
import { ENGLISH } from '../text/localizer';
import { likelyProgram, shortContainer } from '../units/shownUnit';
import { unitText } from '../units/unitName';

/**
 * Why a tool must not offer to end the owners of a port: for a model to read.
 * @param kept the container that has the port, where one has for certain: only the user stops it
 */
export function obstacleWords(obstacle: FreeObstacle, kept?: Kept): string {
  return kept === undefined ? wordsOn(obstacle) : keptWords(kept);
}

function keptWords({ container, line }: Kept): string {
  const advice = line === undefined ? '' : `, or run: ${line}`;
  const typed = line === undefined ? '' : ` The user can run: ${line}`;
  const why = `container ${containerText(container)} has the port, and ending processes would break it or free nothing`;
  // Free Port can do no more.
  if (container.engineIs !== undefined) return `${why}. ${unaskedText(container, ENGLISH)}${typed}`;
  return `${why}. The user can stop it with Free Port in VS Code${advice}`;
}

function wordsOn(obstacle: FreeObstacle): string {
  switch (obstacle.kind) {
    case 'nobody':
      return 'nobody listens on the port';
    case 'unknownOwner':
      return unknownWords(obstacle.likelyOwner);
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

function unknownWords(likelyOwner: LikelyOwner | undefined): string {
  const words = 'the owner is not known, see why below';
  if (likelyOwner === undefined) return words;
  return `${words}. Likely: ${likelyWords(likelyOwner)}. That is no proof, and nothing is ended by it; the user can look as root (ss -tulnp) and decide`;
}

/** `ssh.service (sshd, pid 812)`, `ssh.socket for ssh.service`, cleaned. */
function likelyWords({ unit, service, unitOf, uid, container, processes }: LikelyOwner): string {
  const [process] = processes;
  const parts = [
    ...(unit === undefined ? [] : [unitText(unit)]),
    ...(service === undefined ? [] : [`for ${unitText(service)}`]),
    ...(unitOf === 'user' && uid !== undefined ? [`of uid ${uid}`] : []),
    ...(container === undefined ? [] : [`container ${shortContainer(container)}`]),
    ...(process === undefined
      ? []
      : [`(${[likelyProgram(process), `pid ${process.pid}`].filter(Boolean).join(', ')})`]),
  ];
  return parts.join(' ');
}

const GUARDED: Readonly<Record<Guard, string>> = {
  login: 'lets users log in from other machines, and is not ended for a port',
  machine: 'runs this machine, and is not ended for a port',
  session: 'is a part of the user\u2019s desktop session, and is not ended for a port',
  editor: 'is a part of VS Code, and is not ended for a port',
};
