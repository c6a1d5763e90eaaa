import { type InetSocket, INET_PROTOCOLS, inetSocketAt } from '../model/inetTable';
import type { NoOwnerReason, ProcessOwner } from '../model/process';
import { noOwnerReasons, ownersOf, type Snapshot } from '../model/snapshot';
import { formatLocal, isLoopback } from '../text/address';
import { leaders } from './leaders';
import { isListening } from './socketState';

/** What a port belongs to, whatever the address family. */
export type Transport = 'tcp' | 'udp' | 'udplite' | 'sctp';

/** Who can reach a socket: programs on this machine only, or others too. */
export type Exposure = 'loopback' | 'network';

/** One socket that waits on a port. */
export interface ListeningSocket {
  /** The same in every snapshot for as long as the socket lives. */
  readonly id: string;
  readonly socket: InetSocket;
  readonly exposure: Exposure;
  readonly owners: readonly ProcessOwner[];
  /** Why no owner is known; empty where one is. */
  readonly reasons: readonly NoOwnerReason[];
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
}

/**
 * The ports that something listens on (TCP, SCTP) or is bound to without a peer (UDP), by port and transport.
 * @param isWanted tells which ports are asked for; all unless given
 */
export function listeningPorts(
  snapshot: Snapshot,
  isWanted: (port: number) => boolean = () => true,
): ListeningPort[] {
  const groups = new Map<string, ListeningSocket[]>();
  const ids = new Set<string>();
  const { inet } = snapshot;
  for (let row = 0; row < inet.inode.length; row++) {
    if (!isWanted(inet.localPort[row] ?? 0)) continue;
    const transport = transportOf(INET_PROTOCOLS[inet.protocol[row] ?? 0] ?? 'tcp');
    if (transport === undefined || !isListening(inet, row)) continue;
    const found = listeningSocket(snapshot, row, ids);
    const key = groupKey(transport, found);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [found]);
    else group.push(found);
  }
  return [...groups].map(([id, sockets]) => portOf(id, sockets)).sort(comparePorts);
}

/** The part of a row that consists of these sockets, and of these of their owners. */
export function partOf(
  port: ListeningPort,
  id: string,
  sockets: readonly ListeningSocket[],
  owners = uniqueOwners(sockets),
): ListeningPort {
  const [leader] = leaders(owners);
  return {
    id,
    transport: port.transport,
    port: port.port,
    exposure: sockets.some(({ exposure }) => exposure === 'network') ? 'network' : 'loopback',
    sockets,
    owners,
    ...(leader && { leader }),
    reasons: [...new Set(sockets.flatMap(({ reasons }) => reasons))],
  };
}

/** The transport whose ports a socket of this protocol uses; nothing where it has none. */
export function transportOf(protocol: string): Transport | undefined {
  if (protocol === 'sctp') return 'sctp';
  if (protocol.startsWith('tcp')) return 'tcp';
  if (protocol.startsWith('udplite')) return 'udplite';
  return protocol.startsWith('udp') ? 'udp' : undefined;
}

/** Whether it is one of the transports that a setting hides. */
export function isUdp(transport: Transport): boolean {
  return transport === 'udp' || transport === 'udplite';
}

function listeningSocket(snapshot: Snapshot, row: number, ids: Set<string>): ListeningSocket {
  const socket = inetSocketAt(snapshot.inet, row);
  const owners = ownersOf(snapshot, row);
  const name = `${socket.protocol} ${formatLocal(socket)} ${socket.inode}`;
  let id = name;
  // Sockets that the kernel keeps for itself may all have inode 0.
  for (let copy = 2; ids.has(id); copy++) id = `${name} ${copy}`;
  ids.add(id);
  return {
    id,
    socket,
    exposure: isLoopback(socket.localAddress, socket.isIPv6) ? 'loopback' : 'network',
    owners,
    reasons: owners.length > 0 ? [] : noOwnerReasons(snapshot.ownerScan, socket.inode, socket.uid),
  };
}

function groupKey(transport: Transport, { socket, owners }: ListeningSocket): string {
  const [leader] = leaders(owners);
  const owner = leader ? `${leader.uid} ${leader.comm}` : `? ${socket.uid}`;
  return `${transport} ${socket.localPort} ${owner}`;
}

function portOf(id: string, sockets: ListeningSocket[]): ListeningPort {
  sockets.sort(byAddress);
  const protocol = sockets[0]?.socket.protocol ?? 'tcp';
  const port = sockets[0]?.socket.localPort ?? 0;
  const empty = { id, transport: transportOf(protocol) ?? 'tcp', port, exposure: 'loopback' } as const;
  return partOf({ ...empty, sockets: [], owners: [], reasons: [] }, id, sockets);
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
