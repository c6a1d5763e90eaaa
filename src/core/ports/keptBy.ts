import { type ContainerClaim, containerOfSocket, mayHaveFor } from '../containers/portContainer';
import { isPublishedOn, publishersOf } from '../containers/publishers';
import { proxiedPort } from '../containers/watchers';
import type { ContainerFacts, Containers } from '../model/container';
import type { PortQuestion } from '../model/portFacts';
import { isSame, type ProcessOwner } from '../model/process';
import type { Ownership, Snapshot } from '../model/snapshot';
import { listeningPorts, questionOn } from './listeningPorts';
import { stopContainerLine } from './managerCommands';
import type { PortHolders } from './portHolders';

/** The container that has a port. */
export interface Kept {
  readonly container: ContainerFacts;
  readonly by: ContainerClaim['by'];
  /** Others that are in its network, and lose it when it ends. */
  readonly sharers: readonly ContainerFacts[];
  /** For a shell: it stops the container. */
  readonly line?: string;
}

/** Whether a container may have the port, so that it is worth a question which one: what others rely on besides is none's. */
export function mayBeKept({ obstacle }: Pick<PortHolders, 'obstacle'>): boolean {
  switch (obstacle?.kind) {
    case 'manager':
    case 'nobody':
    case 'unknownOwner':
    case undefined:
      return true;
    default:
      return false;
  }
}

/** Which container of this machine has a port, where it is certain: nothing of two, nothing of what another machine's engine says. */
export function keptBy(holders: PortHolders, { containers, engines }: Containers): Kept | undefined {
  if (!mayBeKept(holders)) return undefined;
  const here = containers.filter(({ isHere }) => isHere);
  const found = find(holders, here);
  if (found === undefined) return undefined;
  const { container } = found;
  const line = stopContainerLine(container, engineUser(found.by, holders), engines);
  return {
    ...found,
    sharers: here.filter(({ networkMode }) => networkMode === `container:${container.id}`),
    ...(line !== undefined && { line }),
  };
}

/**
 * A port by which processes are seen to keep ports for one container, or to be in it: to stop that one is better than to end
 * them. Nothing where one of them does something else as well, or it is not certain.
 * @param snapshot with the containers as they are now
 */
export function portKeptBy(processes: readonly ProcessOwner[], snapshot: Snapshot): PortQuestion | undefined {
  const sockets = listeningPorts(snapshot).flatMap((port) =>
    port.sockets.map((socket) => ({ ...port, ...socket })),
  );
  const isOf = ({ owners }: Pick<Ownership, 'owners'>, process: ProcessOwner): boolean =>
    owners.some((owner) => isSame(owner, process));
  const own = sockets.filter((socket) => processes.some((process) => isOf(socket, process)));
  const isEach = processes.every((process) => own.some((socket) => isOf(socket, process)));
  const [first, ...others] = own;
  const facts = first?.container?.facts;
  if (first === undefined || facts === undefined || !isEach) return undefined;
  const isAll = own.every(
    ({ container }) => container?.isCertain === true && container.facts.id === facts.id,
  );
  return isAll ? [first, ...others].map(questionOn).find((question) => question !== undefined) : undefined;
}

/**
 * What of Docker's has the port for no container:
 * - `orphan`: a docker-proxy that was left behind
 * - `engine`: dockerd for itself, as for its API or its metrics
 */
export interface ForNobody {
  readonly kind: 'orphan' | 'engine';
  readonly owner: ProcessOwner;
}

/**
 * Tells that no container has the port though one of Docker's processes has: the engine says so, or has ended itself. Nothing
 * where it may be another engine's that did not answer.
 */
export function keptForNobody(
  { question, owners, manager }: Pick<PortHolders, 'question' | 'owners' | 'manager'>,
  { containers, engines }: Containers,
): ForNobody | undefined {
  const dockers = engines.filter(({ runtime }) => runtime === 'docker');
  const isAnswered = dockers.length > 0 && dockers.every(({ outcome }) => outcome === 'ok');
  if (manager?.kind !== 'docker' || (!isAnswered && manager.isLeft !== true)) return undefined;
  const { owner } = manager;
  const hasPort = ({ ports, keepers = [] }: ContainerFacts): boolean =>
    ports.some((port) => isPublishedOn(port, question)) || owners.some(({ pid }) => keepers.includes(pid));
  if (containers.some(hasPort)) return undefined;
  if (proxiedPort(owner) !== undefined) return { kind: 'orphan', owner };
  return owner.comm === 'dockerd' ? { kind: 'engine', owner } : undefined;
}

/** Each socket is its container's by the same rule as it is named: of what that says, what is certain counts. */
function find(
  { question, listeners, obstacle }: PortHolders,
  here: readonly ContainerFacts[],
): Pick<Kept, 'container' | 'by'> | undefined {
  const sockets = listeners.flatMap((each) => each.sockets);
  if (sockets.length === 0) {
    const [publisher, ...more] = publishersOf(question, here);
    // That packet rules hand on its port here is what the container would be stopped for.
    const isTold = publisher?.facts.publishesOn === 'here' && more.length === 0;
    return isTold ? { container: publisher.facts, by: 'published' } : undefined;
  }
  const { transport } = question;
  const named = sockets.map((each) => containerOfSocket({ ...each, transport }, here));
  // Of what it is that one keeps besides nobody tells.
  if (sockets.some(({ owners }, at) => named[at] === undefined && owners.some(mayHaveFor))) return undefined;
  const claims = named.filter((claim) => claim !== undefined);
  const [first, ...others] = claims;
  if (first === undefined || !claims.every(({ isCertain }) => isCertain)) return undefined;
  const container = first.facts;
  if (others.some(({ facts }) => facts.id !== container.id)) return undefined;
  const kinds = new Set(claims.map(({ by }) => by));
  if (obstacle === undefined) {
    const isAll = kinds.size === 1 && kinds.has('itself') && claims.length === sockets.length;
    return isAll ? { container, by: 'itself' } : undefined;
  }
  if (kinds.has('itself')) return undefined;
  return { container, by: kinds.has('keeper') ? 'keeper' : 'published' };
}

/** Whose engine it is: a container's own processes run as anybody; only root's has packet rules hand its ports on. */
function engineUser(by: Kept['by'], { listeners: [first] }: PortHolders): number | undefined {
  if (by === 'itself') return undefined;
  return first === undefined ? 0 : first.sockets[0]?.socket.uid;
}
