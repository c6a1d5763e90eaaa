import { l10n } from 'vscode';
import { containerName } from '../../../core/containers/containerNames';
import type { InetSocket } from '../../../core/model/inetTable';
import type { OtherSocket } from '../../../core/model/otherSocket';
import type { Grouping, InetRow, Peer, SocketRow } from '../../../core/model/page';
import { leaders } from '../../../core/ports/leaders';
import { transportOf } from '../../../core/ports/listeningPorts';
import { unixTypeName } from '../../../core/netstat/sockets/unixRow';
import { formatAddress, formatEndpoint, formatLocal } from '../../../core/text/address';
import { clean } from '../../../core/text/clean';
import type { LikelyOwner } from '../../../core/model/likelyOwner';
import { programName } from '../../describe';
import { likelyBehind, likelyLabel, likelyName, likelySpoken } from '../../likely/likelyTexts';
import type { Facts } from './socketFacts';
import { isMadeUp } from './groupText';
import { placedPeer, placeOfRow } from './rowNamespace';
import { isTcp, protocolOf, stateName, stateOf } from './stateTexts';
import { protocolName, timerName, unixName } from './socketWords';

/** The foreign end as `address:port`; nothing where the socket has none. */
export function foreignEnd({ remoteAddress, remotePort, isIPv6 }: InetSocket): string | undefined {
  if (remotePort === 0 && remoteAddress.every((word) => word === 0)) return undefined;
  return formatEndpoint(remoteAddress, isIPv6, remotePort);
}

/** What a row is called by: its foreign end, else its local one; a UNIX socket's path. */
export function rowLabel(row: SocketRow): string {
  switch (row.kind) {
    case 'inet':
      return foreignEnd(row.socket) ?? formatLocal(row.socket);
    case 'unix':
      return unixName(row.socket);
    case 'other':
      return clean(row.socket.foreign ?? row.socket.local);
  }
}

/** The same as it stands in a row, where its host may have a name: a container that has the address, or what a name server says. */
export function shownLabel(row: SocketRow, facts: Facts): string {
  if (row.kind !== 'inet') return rowLabel(row);
  const host = foreignHost(row, facts);
  if (host !== undefined) return `${host}:${row.socket.remotePort}`;
  return foreignEnd(row.socket) === undefined ? shownLocal(row) : rowLabel(row);
}

/** The local end, where the container that has the address stands for it. */
function shownLocal({ socket, localContainer }: InetRow): string {
  return localContainer === undefined
    ? formatLocal(socket)
    : `${containerName(localContainer)}:${socket.localPort}`;
}

/** What the host at the other end is called, where there is one and rows show it. */
export function foreignHost({ socket, foreignContainer }: InetRow, { names }: Facts): string | undefined {
  if (foreignEnd(socket) === undefined) return undefined;
  if (foreignContainer !== undefined) return containerName(foreignContainer);
  return names.host(formatAddress(socket.remoteAddress, socket.isIPv6));
}

/** How an owner that is likely is told: written with a sign, or said in words. @param hasUnit whether the unit is told already */
type SayLikely = (owner: LikelyOwner, facts: Facts, hasUnit?: boolean) => string;

const written: SayLikely = (owner, { snapshot }, hasUnit = false) =>
  [likelyName(owner, snapshot), ...(hasUnit ? [] : likelyBehind(owner, snapshot))].join(' ');

const said: SayLikely = (owner, { snapshot }, hasUnit = false) =>
  hasUnit ? likelySpoken(owner, snapshot) : likelyLabel(owner, snapshot);

/** What stands behind a row's name, the most important first. */
export function rowFacts(
  row: SocketRow,
  grouping: Grouping,
  facts: Facts,
  say: SayLikely = written,
): string[] {
  const parts: string[] = [];
  if (isMadeUp(row)) parts.push(l10n.t('possibly made up'));
  if (row.kind === 'unix') parts.push(unixTypeName(row.socket.type));
  if (grouping !== 'state' || row.mark === 'changed') parts.push(stateName(protocolOf(row), stateOf(row)));
  // All that follows is to be read as what is there.
  if (grouping !== 'namespace') parts.push(...placeOfRow(row, facts.snapshot));
  // Families that few kernels have are in a group of their own, whatever the grouping.
  if (grouping !== 'process' || row.kind === 'other') parts.push(...ownerText(row, grouping, facts, say));
  return [...parts, ...kindFacts(row, grouping, facts, say)];
}

function kindFacts(row: SocketRow, grouping: Grouping, facts: Facts, say: SayLikely): string[] {
  if (row.kind === 'unix') return [];
  if (row.kind === 'other') return otherFacts(row.socket, grouping);
  const { socket, peer } = row;
  const parts: string[] = [];
  if (peer !== undefined) parts.push(`↔ ${placedPeer(peerText(peer, facts, say), peer, facts.snapshot)}`);
  parts.push(...queues(socket));
  const timer = timerName(socket);
  if (timer !== '') parts.push(timer);
  if (!isTcp(socket.protocol)) parts.push(protocolName(socket.protocol));
  parts.push(...serviceOf(socket, facts));
  if (foreignEnd(socket) !== undefined && grouping !== 'localPort') {
    parts.push(l10n.t('local {0}', shownLocal(row)));
  }
  return parts;
}

function otherFacts(socket: OtherSocket, grouping: Grouping): string[] {
  const { local, foreign, device } = socket;
  return [
    ...queues(socket),
    ...(grouping === 'protocol' ? [] : [protocolName(socket.protocol)]),
    ...(device === undefined ? [] : [clean(device)]),
    ...(foreign === undefined ? [] : [l10n.t('local {0}', clean(local))]),
  ];
}

/** `postgres (812)`, `~postgres postgresql@16-main.service` where that is likely, or that nobody knows it. */
function peerText({ owners, likelyOwner }: Peer, facts: Facts, say: SayLikely = written): string {
  const [leader] = leaders(owners);
  if (leader !== undefined) return l10n.t('{0} ({1})', programName(leader), leader.pid);
  return likelyOwner === undefined ? l10n.t('unknown owner') : say(likelyOwner, facts);
}

/** The name of the port that is served: that of a connection's lower port, for the higher is one of many. */
export function serviceOf(socket: InetSocket, { names }: Facts): string[] {
  const transport = transportOf(socket.protocol);
  if (transport === undefined) return [];
  const ports = [socket.localPort, socket.remotePort].filter((port) => port > 0);
  const service = names.shownService(Math.min(...ports), transport);
  return service === undefined ? [] : [clean(service.name)];
}

/** What a screen reader says of a row. */
export function spokenRow(row: SocketRow, grouping: Grouping, facts: Facts): string {
  const parts = [shownLabel(row, facts), ...rowFacts(row, grouping, facts, said)];
  if (grouping === 'process' && row.kind !== 'other') parts.push(...ownerText(row, grouping, facts, said));
  if (row.kind === 'inet' && isTcp(row.socket.protocol)) {
    parts.splice(1, 0, protocolName(row.socket.protocol));
  }
  return clean(parts.join(', '));
}

function ownerText(
  { owners, likelyOwner }: SocketRow,
  grouping: Grouping,
  facts: Facts,
  say: SayLikely,
): string[] {
  const [leader] = leaders(owners);
  if (leader === undefined)
    return likelyOwner === undefined ? [] : [say(likelyOwner, facts, grouping === 'unit')];
  const name = l10n.t('{0} ({1})', programName(leader), leader.pid);
  return [owners.length > 1 ? l10n.t('{0} and {1} more', name, owners.length - 1) : name];
}

function queues({ rxQueue, txQueue }: Pick<InetSocket, 'rxQueue' | 'txQueue'>): string[] {
  return [
    ...(rxQueue > 0 ? [l10n.t('Recv-Q {0}', rxQueue)] : []),
    ...(txQueue > 0 ? [l10n.t('Send-Q {0}', txQueue)] : []),
  ];
}
