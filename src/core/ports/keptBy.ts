import { proxiedPort, watchedContainer } from '../containers/watchers';
import type { ContainerFacts, Containers, PublishedPort } from '../model/container';
import type { PortQuestion } from '../model/portFacts';
import type { ProcessOwner } from '../model/process';
import { formatAddress, isUnspecified } from '../text/address';
import type { ListeningPort } from './listeningPorts';
import { stopContainerLine } from './managerCommands';
import type { PortHolders } from './portHolders';

/** The container that has a port. */
export interface Kept {
  readonly container: ContainerFacts;
  /**
   * What says so:
   * - `keeper`: who holds the port's socket is seen to hold it for the container
   * - `published`: it alone publishes the port
   * - `itself`: a process in it listens, on the network of the host
   */
  readonly by: 'keeper' | 'published' | 'itself';
  /** Others that are in its network, and lose it when it ends. */
  readonly sharers: readonly ContainerFacts[];
  /** For a shell: it stops the container. */
  readonly line?: string;
}

/** Whether a container may have the port, so that it is worth a question which one: a plain program is no container's. */
export function mayBeKept({ owners, obstacle }: Omit<PortHolders, 'question'>): boolean {
  switch (obstacle?.kind) {
    case 'manager':
    case 'nobody':
    case 'unknownOwner':
      return true;
    case undefined:
      return containersOf(owners).size > 0;
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
 * A docker-proxy that has the port and was left behind: its engine answers, and no container has the port. Nothing where it
 * may be another engine's that did not answer.
 */
export function orphanedProxy(
  { question, owners, manager }: PortHolders,
  { containers, engines }: Containers,
): ProcessOwner | undefined {
  const dockers = engines.filter(({ runtime }) => runtime === 'docker');
  const isAnswered = dockers.length > 0 && dockers.every(({ outcome }) => outcome === 'ok');
  if (manager?.kind !== 'docker' || !isAnswered) return undefined;
  const hasPort = ({ ports, keepers = [] }: ContainerFacts): boolean =>
    ports.some((port) => isOn(port, question)) || owners.some(({ pid }) => keepers.includes(pid));
  return proxiedPort(manager.owner) !== undefined && !containers.some(hasPort) ? manager.owner : undefined;
}

/** The containers of this machine that publish a port, whatever address of the host it is on. */
export function publishersOf(question: PortQuestion, { containers }: Containers): ContainerFacts[] {
  return containers.filter(({ isHere, ports }) => isHere && ports.some((port) => isOn(port, question)));
}

/** Whether a published port is the one that is asked for. */
export function isOn({ transport, hostPort }: PublishedPort, question: PortQuestion): boolean {
  return transport === question.transport && hostPort === question.port;
}

function find(
  { question, listeners, owners, manager, obstacle }: PortHolders,
  here: readonly ContainerFacts[],
): Pick<Kept, 'container' | 'by'> | undefined {
  if (obstacle === undefined) {
    const [id, ...others] = containersOf(owners);
    const container = others.length === 0 ? here.find((each) => each.id === id) : undefined;
    const isAll = owners.every(({ membership }) => membership?.container !== undefined);
    return container && isAll && listeners.every((each) => each.owners.length > 0)
      ? { container, by: 'itself' }
      : undefined;
  }
  const kept = here.filter((each) => owners.some((owner) => isKeeperOf(owner, each)));
  if (kept.length > 1) return undefined;
  const [keeps] = kept;
  if (keeps !== undefined) return { container: keeps, by: 'keeper' };
  const publishing = here.filter(
    ({ runtime, ports }) =>
      isOfManager(manager?.kind, runtime) &&
      ports.some((port) => isOn(port, question) && isListenedOn(port, listeners)),
  );
  const likely = obstacle.kind === 'unknownOwner' ? obstacle.likelyOwner?.container?.id : undefined;
  const [container, ...others] = publishing;
  if (container === undefined || others.length > 0) return undefined;
  return likely === undefined || likely === container.id ? { container, by: 'published' } : undefined;
}

/** Whose engine it is: a container's own processes run as anybody; only root's has packet rules hand its ports on. */
function engineUser(by: Kept['by'], { listeners: [first] }: PortHolders): number | undefined {
  if (by === 'itself') return undefined;
  return first === undefined ? 0 : first.sockets[0]?.socket.uid;
}

function containersOf(owners: readonly ProcessOwner[]): Set<string> {
  return new Set(owners.flatMap(({ membership }) => membership?.container?.id ?? []));
}

/** By what /proc shows of its keepers, or by the id in the command line of its own watcher. */
function isKeeperOf(owner: ProcessOwner, { id, keepers = [] }: ContainerFacts): boolean {
  return keepers.includes(owner.pid) || watchedContainer(owner)?.id === id;
}

/** Whether one that keeps ports of that kind may keep it for a container of that engine. */
function isOfManager(
  kind: NonNullable<PortHolders['manager']>['kind'] | undefined,
  runtime: ContainerFacts['runtime'],
): boolean {
  return kind === undefined || kind === 'namespace' || kind === runtime;
}

/** Whether that is where somebody listens; true where nobody does: packet rules hand it on. */
function isListenedOn({ hostAddress }: PublishedPort, listeners: readonly ListeningPort[]): boolean {
  const sockets = listeners.flatMap((each) => each.sockets);
  if (sockets.length === 0) return true;
  const isAll = hostAddress === undefined || hostAddress === '0.0.0.0' || hostAddress === '::';
  return sockets.some(({ socket: { localAddress, isIPv6 } }) =>
    isAll
      ? isUnspecified(localAddress, isIPv6)
      : formatAddress(localAddress, isIPv6).replace('::ffff:', '') === hostAddress,
  );
}
