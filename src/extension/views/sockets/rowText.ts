import { l10n } from 'vscode';
import { containerName } from '../../../core/containers/containerNames';
import type { InetSocket } from '../../../core/model/inetTable';
import type { OtherSocket } from '../../../core/model/otherSocket';
import type { Grouping, InetRow, SocketRow } from '../../../core/model/page';
import { leaders } from '../../../core/ports/leaders';
import { unixTypeName } from '../../../core/netstat/sockets/unixRow';
import { formatLocal } from '../../../core/text/address';
import { clean } from '../../../core/text/clean';
import { TCP_TIME_WAIT } from '../../../core/query/socketState';
import { shortPersonName } from '../../describe';
import { likelyBehind, likelyName } from '../../likely/likelyTexts';
import type { Facts } from './socketFacts';
import { isMadeUp } from './madeUp';
import { foreignEnd, otherEnd, peerFacts } from './otherEnd';
import { servedPortOf, serviceOf } from './servedPort';
import { placeOfRow } from './rowNamespace';
import { isTcp, protocolOf, stateName, stateOf } from './stateTexts';
import { protocolName, secondsLeft, timerName, unixName } from './socketWords';

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

/**
 * The same as it stands in a row, where who is at the other end comes first: `→ postgres :5432` of a connection that was begun
 * here, `← chrome` of one that came.
 */
export function shownLabel(row: SocketRow, facts: Facts): string {
  if (row.kind !== 'inet') return rowLabel(row);
  if (foreignEnd(row.socket) === undefined) return shownLocal(row);
  const name = otherEnd(row, facts);
  if (row.isIncoming) return `← ${name}`;
  const { remotePort } = row.socket;
  return remotePort === 0 ? `→ ${name}` : `→ ${name} :${remotePort}`;
}

/** The local end, where the container that has the address stands for it. */
function shownLocal({ socket, localContainer }: InetRow): string {
  return localContainer === undefined
    ? formatLocal(socket)
    : `${containerName(localContainer)}:${socket.localPort}`;
}

/** What stands behind a row's name, the most important first. @param now in milliseconds since 1970 */
export function rowFacts(row: SocketRow, grouping: Grouping, facts: Facts, now: number): string[] {
  const isInet = row.kind === 'inet';
  return [
    ...natureOf(row),
    ...(isInet ? servedPort(row, grouping) : []),
    ...(grouping !== 'state' || row.mark === 'changed' ? [stateName(protocolOf(row), stateOf(row))] : []),
    ...endOfTimeWait(row, now),
    // All that follows is to be read as what is there.
    ...(grouping === 'namespace' ? [] : placeOfRow(row, facts.snapshot)),
    // Families that few kernels have are in a group of their own, whatever the grouping.
    ...(grouping === 'process' && row.kind !== 'other' ? [] : ownerText(row, grouping, facts)),
    ...kindFacts(row, grouping, facts),
    ...(isInet ? beginning(row, grouping) : []),
  ];
}

/** The same of several that are told as one: how many they are, and nothing that is of one of them alone. */
export function foldFacts(row: InetRow, count: number, grouping: Grouping, facts: Facts): string[] {
  return [
    ...natureOf(row),
    ...(count > 0 ? [`×${count}`] : []),
    ...servedPort(row, grouping),
    ...(grouping === 'state' ? [] : [stateName(protocolOf(row), stateOf(row))]),
    ...(grouping === 'namespace' ? [] : placeOfRow(row, facts.snapshot)),
    ...(grouping === 'process' ? [] : ownerText(row, grouping, facts)),
    ...(isTcp(row.socket.protocol) ? [] : [protocolName(row.socket.protocol)]),
    ...serviceOf(row, facts),
  ];
}

/** What a row is before all else. */
export function natureOf(row: SocketRow): string[] {
  return [
    ...(isMadeUp(row) ? [l10n.t('possibly made up')] : []),
    ...(row.kind === 'unix' ? [unixTypeName(row.socket.type)] : []),
  ];
}

/** The own port of a connection that came to it. */
function servedPort(row: InetRow, grouping: Grouping): string[] {
  return row.isIncoming && grouping !== 'localPort' ? [l10n.t('to {0}', shortLocal(row))] : [];
}

/** `:3000`; with the container that has the address, where that is one's. */
function shortLocal(row: InetRow): string {
  return row.localContainer === undefined ? `:${row.socket.localPort}` : shownLocal(row);
}

/** When the kernel lets go of a connection that is over: nobody has it until then. */
export function endOfTimeWait(row: SocketRow, now: number): string[] {
  if (row.kind !== 'inet' || !isTcp(row.socket.protocol)) return [];
  const { socket, readAt } = row;
  if (socket.state !== TCP_TIME_WAIT || socket.timer === 0) return [];
  return [l10n.t('ends in {0} s', Math.ceil(secondsLeft(socket, readAt, now)))];
}

/** What rows of its kind alone tell. @param isSpoken whether a screen reader says it */
export function kindFacts(row: SocketRow, grouping: Grouping, facts: Facts, isSpoken = false): string[] {
  if (row.kind === 'unix') return [];
  if (row.kind === 'other') return otherFacts(row.socket, grouping);
  const { socket } = row;
  const timer = socket.state === TCP_TIME_WAIT ? '' : timerName(socket);
  return [
    ...peerFacts(row, facts, isSpoken),
    ...queues(socket),
    ...(timer === '' ? [] : [timer]),
    ...(isTcp(socket.protocol) ? [] : [protocolName(socket.protocol)]),
    ...serviceOf(row, facts),
  ];
}

/** The end where a connection began, which is one of many: its port tells it from others like it. */
function beginning(row: InetRow, grouping: Grouping): string[] {
  const { socket, isIncoming } = row;
  if (foreignEnd(socket) === undefined || (!isIncoming && grouping === 'localPort')) return [];
  return [l10n.t('from {0}', isIncoming ? `:${socket.remotePort}` : shortLocal(row))];
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

function ownerText(row: SocketRow, grouping: Grouping, facts: Facts): string[] {
  const { owners, likelyOwner } = row;
  const [leader] = leaders(owners);
  if (leader === undefined) {
    if (likelyOwner === undefined) return [];
    const behind = grouping === 'unit' ? [] : likelyBehind(likelyOwner, facts.snapshot);
    return [[likelyName(likelyOwner, facts.snapshot), ...behind].join(' ')];
  }
  const name = l10n.t('{0} ({1})', shortPersonName(leader, servedPortOf(row)), leader.pid);
  return [owners.length > 1 ? l10n.t('{0} and {1} more', name, owners.length - 1) : name];
}

function queues({ rxQueue, txQueue }: Pick<InetSocket, 'rxQueue' | 'txQueue'>): string[] {
  return [
    ...(rxQueue > 0 ? [l10n.t('Recv-Q {0}', rxQueue)] : []),
    ...(txQueue > 0 ? [l10n.t('Send-Q {0}', txQueue)] : []),
  ];
}
