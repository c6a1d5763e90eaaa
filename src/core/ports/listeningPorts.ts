import type { ContainerFacts, PortContainer } from '../model/container';
import { type ContainerClaim, containerOfSocket, containersOf } from '../containers/portContainer';
import { type InetColumns, type InetSocket, INET_PROTOCOLS, inetSocketAt } from '../model/inetTable';
import type { LikelyOwner } from '../model/likelyOwner';
import type { NamespaceFacts } from '../model/namespace';
import type { PortQuestion } from '../model/portFacts';
import type { NoOwnerReason, ProcessOwner } from '../model/process';
import { inetOwnership, type Ownership, type Snapshot } from '../model/snapshot';
import { formatLocal, isLoopback } from '../text/address';
import { groupBy } from '../query/groupBy';
import { likelyUnitOf, unitKey } from '../units/unit';
import { leaders } from './leaders';
import { isListening } from '../query/socketState';

const TRANSPORTS = ['tcp', 'udp', 'udplite', 'sctp'] as const;

/** What a port belongs to, whatever the address family. */
export type Transport = (typeof TRANSPORTS)[number];

/** Whether something that was kept or sent names one. */
export function isTransport(name: unknown): name is Transport {
  return TRANSPORTS.some((each) => each === name);
}

/** Who can reach a socket: programs on this machine only, or others too. */
export type Exposure = 'loopback' | 'network';

/** One socket that waits on a port. */
export interface ListeningSocket extends Ownership {
  /** The same in every snapshot for as long as the socket lives. */
  readonly id: string;
  readonly socket: InetSocket;
  readonly exposure: Exposure;
  /** The container that it is for, where containers were asked for. */
  readonly container?: ContainerClaim;
}

/** All sockets through which one program serves one port. */
export interface ListeningPort {
  /** The same in every snapshot for as long as this program, run by this user, serves the port. */
  readonly id: string;
  readonly transport: Transport;
  readonly port: number;
  readonly exposure: Exposure;
  /** IPv4 first, then by address. */
  readonly sockets: readonly ListeningSocket[];
  /** Each process that holds one of the sockets, lowest pid first. */
  readonly owners: readonly ProcessOwner[];
  /** The process that speaks for all owners, see {@link leaders}. */
  readonly leader?: ProcessOwner;
  /** Why some of the sockets have no known owner. */
  readonly reasons: readonly NoOwnerReason[];
  /** Who probably has the first of the sockets that says so; absent where an owner is known. */
  readonly likelyOwner?: LikelyOwner;
  /** Where nothing listens: the container that has the port by packet rules alone, once for each address of the host. */
  readonly rules?: readonly Required<PortContainer>[];
  /** Where it is another than this machine's own: whatever asks about a port by its number means another port then. */
  readonly namespace?: NamespaceFacts;
}

/** Whether it is one of this machine's own network: a question about its number is about it. */
export function isOwnPort({ namespace, rules = [] }: Pick<ListeningPort, 'namespace' | 'rules'>): boolean {
  return namespace === undefined && rules.every(({ facts }) => facts.isHere);
}

/** One port or several in a row, of one transport or of all. */
export interface PortFilter {
  readonly port: number;
  /** The last of several; only `port` unless told. */
  readonly lastPort?: number | undefined;
  readonly transport?: Transport | undefined;
}

/** A port of one transport. */
export type TransportPort = Pick<ListeningPort, 'transport' | 'port'>;

/** The same as text, for maps and sets. */
export function portKey({ transport, port }: TransportPort): string {
  return `${transport} ${port}`;
}

/** What can be asked about a port, see {@link PortQuestion}; nothing of transports that are not looked into. */
export function questionOn({ transport, port }: TransportPort): PortQuestion | undefined {
  return transport === 'tcp' || transport === 'udp' ? { transport, port } : undefined;
}

/** Whether a port is one that is asked for: the one test of it, whatever asks. */
export function isOn(
  { port, transport }: TransportPort,
  { port: first, lastPort = first, transport: wanted = transport }: PortFilter,
): boolean {
  return port >= first && port <= lastPort && transport === wanted;
}

/** The rows of a table whose own end is such a port, ascending: listeners, connections and what is left of them. */
export function rowsOn(inet: InetColumns, filter: PortFilter): number[] {
  const rows: number[] = [];
  const { port: first, lastPort = first } = filter;
  for (let row = 0; row < inet.localPort.length; row++) {
    const port = inet.localPort[row] ?? 0;
    // Most rows are of other ports, and need no closer look.
    if (port < first || port > lastPort) continue;
    const transport = transportAt(inet, row);
    if (transport !== undefined && isOn({ port, transport }, filter)) rows.push(row);
  }
  return rows;
}

/** The sockets that wait on such a port (TCP, SCTP) or are bound to it without a peer (UDP), in the table's order. */
export function listeningSocketsOn(snapshot: Snapshot, filter: PortFilter): ListeningSocket[] {
  const ids = new Set<string>();
  const rows = rowsOn(snapshot.inet, filter).filter((row) => isListening(snapshot.inet, row));
  return rows.map((row) => listeningSocket(snapshot, row, ids));
}

/** Who listens on such a port: a row for each program and transport. */
export function listenersOn(snapshot: Snapshot, filter: PortFilter): ListeningPort[] {
  const groups = groupBy(listeningSocketsOn(snapshot, filter), groupKey);
  return [...groups].flatMap(([id, sockets]) => portsOf(id, sockets)).sort(comparePorts);
}

/** The ports that something listens on (TCP, SCTP) or is bound to without a peer (UDP), by port and transport. */
export function listeningPorts(snapshot: Snapshot): ListeningPort[] {
  return listenersOn(snapshot, EVERY_PORT);
}

const EVERY_PORT: PortFilter = { port: 0, lastPort: 65_535 };

/** The part of a row that consists of these sockets, and of these of their owners. */
export function partOf(
  port: TransportPort,
  id: string,
  sockets: readonly ListeningSocket[],
  owners = uniqueOwners(sockets),
): ListeningPort {
  const [leader] = leaders(owners);
  const likelyOwner = leader ? undefined : sockets.find((socket) => socket.likelyOwner)?.likelyOwner;
  return {
    id,
    transport: port.transport,
    port: port.port,
    exposure: sockets.some(({ exposure }) => exposure === 'network') ? 'network' : 'loopback',
    sockets,
    owners,
    ...(leader && { leader }),
    reasons: [...new Set(sockets.flatMap(({ reasons }) => reasons))],
    ...(likelyOwner && { likelyOwner }),
  };
}

/** The transport whose ports a socket of this protocol uses; nothing where it has none. */
export function transportOf(protocol: string): Transport | undefined {
  if (protocol === 'sctp') return 'sctp';
  if (protocol.startsWith('tcp')) return 'tcp';
  if (protocol.startsWith('udplite')) return 'udplite';
  return protocol.startsWith('udp') ? 'udp' : undefined;
}

/** The same of a row of a table. */
export function transportAt(columns: Pick<InetColumns, 'protocol'>, row: number): Transport | undefined {
  return transportOf(INET_PROTOCOLS[columns.protocol[row] ?? 0] ?? 'tcp');
}

/** Whether it is one of the transports that a setting hides. */
export function isUdp(transport: Transport): boolean {
  return transport === 'udp' || transport === 'udplite';
}

function listeningSocket(snapshot: Snapshot, row: number, ids: Set<string>): ListeningSocket {
  const socket = inetSocketAt(snapshot.inet, row);
  const name = socketId(socket);
  let id = name;
  // Sockets that the kernel keeps for itself may all have inode 0.
  for (let copy = 2; ids.has(id); copy++) id = `${name} ${copy}`;
  ids.add(id);
  const seen = { socket, ownership: inetOwnership(snapshot, row), namespace: snapshot.seenFrom };
  return listeningSocketOf(id, seen, snapshot.containers);
}

/** What a socket that listens is known by; several that the kernel keeps for itself may have the same. */
export function socketId(socket: InetSocket): string {
  return `${socket.protocol} ${formatLocal(socket)} ${socket.inode}`;
}

/** A socket that listens, and the container that it is for. @param containers those that are known */
export function listeningSocketOf(
  id: string,
  {
    socket,
    ownership,
    namespace,
  }: {
    readonly socket: InetSocket;
    readonly ownership: Ownership;
    readonly namespace: NamespaceFacts | undefined;
  },
  containers: readonly ContainerFacts[] = [],
): ListeningSocket {
  const transport = transportOf(socket.protocol) ?? 'tcp';
  const container = containerOfSocket({ socket, transport, ...ownership, namespace }, containers);
  return {
    id,
    socket,
    exposure: isLoopback(socket.localAddress, socket.isIPv6) ? 'loopback' : 'network',
    ...ownership,
    ...(container && { container }),
  };
}

function groupKey({ socket, owners, likelyOwner }: ListeningSocket): string {
  const transport = transportOf(socket.protocol);
  const [leader] = leaders(owners);
  // By unit and not by process: a daemon that was started again is the same.
  const unit = likelyOwner ? ` ${unitKey(likelyUnitOf(likelyOwner))}` : '';
  const owner = leader ? `${leader.uid} ${leader.comm}` : `? ${socket.uid}${unit}`;
  return `${transport} ${socket.localPort} ${owner}`;
}

/**
 * The rows of a group: one, unless containers have the port on addresses of their own. The first has the group's id, so that
 * it stays the same whether its container is known or not.
 */
function portsOf(id: string, sockets: [ListeningSocket, ...ListeningSocket[]]): ListeningPort[] {
  const [{ socket }] = sockets;
  const facts = { transport: transportOf(socket.protocol) ?? 'tcp', port: socket.localPort };
  const all = sockets.sort(byAddress);
  if (containersOf({ sockets: all }).length < 2) return [partOf(facts, id, all)];
  const byContainer = groupBy(all, ({ container }) => container?.facts.id ?? '');
  return [...byContainer].map(([container, own], at) =>
    partOf(facts, at === 0 ? id : `${id} ${container}`, own),
  );
}

function uniqueOwners(sockets: readonly ListeningSocket[]): ProcessOwner[] {
  const byPid = new Map(sockets.flatMap(({ owners }) => owners).map((owner) => [owner.pid, owner]));
  return [...byPid.values()].sort((a, b) => a.pid - b.pid);
}

function byAddress(a: ListeningSocket, b: ListeningSocket): number {
  if (a.socket.isIPv6 !== b.socket.isIPv6) return a.socket.isIPv6 ? 1 : -1;
  for (const index of [0, 1, 2, 3] as const) {
    const order = a.socket.localAddress[index] - b.socket.localAddress[index];
    if (order !== 0) return order;
  }
  return a.socket.inode - b.socket.inode;
}

/** The order of rows: by port, then by transport and owner. */
export function comparePorts(a: ListeningPort, b: ListeningPort): number {
  if (a.port !== b.port) return a.port - b.port;
  return a.id < b.id ? -1 : 1;
}
