import type { PortContainer } from '../containers/portContainer';
import type { MentionedPort } from '../mentions/mention';
import type { ContainerFacts } from '../model/container';
import type { Snapshot } from '../model/snapshot';
import { groupBy } from '../query/groupBy';
import { formatAddress } from '../text/address';
import {
  isUdp,
  type ListeningPort,
  type ListeningSocket,
  listenersOn,
  type Transport,
} from './listeningPorts';

/**
 * Who listens on a port that a text names, those with a known owner first; nobody where it is free. Nothing where the
 * machine does not tell, so that none must be called free.
 */
export function listenersAt(snapshot: Snapshot, mention: MentionedPort): ListeningPort[] | undefined {
  const { port, lastPort, host, transport } = mention;
  const here = listenersOn(snapshot, { port, lastPort });
  const reached = here.filter(({ sockets }) => sockets.some((socket) => isReached(socket, host)));
  const wanted = reached.filter((row) => isMeant(row.transport, transport));
  // Where the text does not say, a port is TCP's if TCP has it.
  const tcp = transport === undefined ? wanted.filter((row) => row.transport === 'tcp') : [];
  const rows = tcp.length > 0 ? tcp : wanted;
  if (rows.length === 0 && !tellsAll(snapshot)) return undefined;
  return [...rows.filter(({ leader }) => leader), ...rows.filter(({ leader }) => !leader)];
}

/** Words of engines for a container that has its ports. */
const HAS_PORTS: readonly (string | undefined)[] = [undefined, 'running', 'paused'];

/** What containers publish here, by the ports of the host, for each list: a screen of text names many. */
const published = new WeakMap<readonly ContainerFacts[], ReadonlyMap<number, Required<PortContainer>[]>>();

function publishedBy(containers: readonly ContainerFacts[]): ReadonlyMap<number, Required<PortContainer>[]> {
  const known = published.get(containers);
  if (known !== undefined) return known;
  const here = containers.filter(
    ({ isHere, publishesOn, state }) => isHere && publishesOn !== 'elsewhere' && HAS_PORTS.includes(state),
  );
  const all = here.flatMap((facts) => facts.ports.map((each) => ({ facts, published: each })));
  const made = groupBy(all, (each) => each.published.hostPort);
  published.set(containers, made);
  return made;
}

/**
 * The containers that publish a port which a text names on this machine, each port of theirs once. Whether anybody listens on it
 * does not matter: packet rules go before sockets.
 */
export function publishersAt(
  { port: first, lastPort = first, transport = 'tcp', host }: MentionedPort,
  containers: readonly ContainerFacts[],
): Required<PortContainer>[] {
  const byPort = publishedBy(containers);
  const ports =
    first === lastPort ? [first] : [...byPort.keys()].filter((port) => port >= first && port <= lastPort);
  return ports
    .flatMap((port) => byPort.get(port) ?? [])
    .filter(
      ({ published: { transport: own, hostAddress = '::' } }) =>
        own === transport && isReachedAt(hostAddress, host),
    );
}

/** Where a text does not say, it does not mean SCTP, whose ports are its own. */
function isMeant(transport: Transport, wanted: MentionedPort['transport']): boolean {
  if (transport === 'sctp' || wanted === 'sctp') return transport === wanted;
  return wanted === undefined || isUdp(transport) === (wanted === 'udp');
}

/** How many processes hold the ports; a socket whose owner is not known counts as one. */
export function holderCount(rows: readonly ListeningPort[]): number {
  const pids = new Set(rows.flatMap(({ owners }) => owners.map(({ pid }) => pid)));
  return pids.size + rows.filter(({ owners }) => owners.length === 0).length;
}

/** Whether the socket answers at the host, or keeps another from listening there. */
function isReached({ socket }: ListeningSocket, host: string | undefined): boolean {
  return isReachedAt(formatAddress(socket.localAddress, socket.isIPv6), host);
}

/** The same of an address in numbers. */
function isReachedAt(own: string, host: string | undefined): boolean {
  const address = own.replace(/^::ffff:(?=\d+\.)/, '');
  // A socket on :: takes IPv4 too, unless it was told not to, which no table says.
  if (host === undefined || host === '::' || address === '::') return true;
  const isIPv4 = !address.includes(':');
  if (/(?:^|\.)localhost$/.test(host)) return ['0.0.0.0', '127.0.0.1', '::1'].includes(address);
  const wanted = host.replace(/^::ffff:(?=\d+\.)/, '');
  if (wanted === '0.0.0.0') return isIPv4;
  return address === wanted || (address === '0.0.0.0' && !wanted.includes(':'));
}

function tellsAll({ platform, sources }: Snapshot): boolean {
  if (platform === 'unsupported' || platform === 'wsl1') return false;
  const read = sources.filter(({ status }) => status === 'ok');
  return read.length > 0 && sources.every(({ status }) => status === 'ok' || status === 'absent');
}
