import { l10n } from 'vscode';
import type { ContainerLabel } from '../../../core/model/container';
import type { InetSocket } from '../../../core/model/inetTable';
import type { InetRow, Peer, SocketRow } from '../../../core/model/page';
import type { UnixSocket } from '../../../core/model/unixTable';
import { flagsText, unixTypeName } from '../../../core/netstat/sockets/unixRow';
import { transportOf } from '../../../core/ports/listeningPorts';
import { hasTcpStates } from '../../../core/query/socketState';
import { formatEndpoint, formatLocal } from '../../../core/text/address';
import { clean, shorten } from '../../../core/text/clean';
import { processName, userName } from '../../describe';
import { ownContainers } from '../../containers/actions/rowContainers';
import { containerFields, containerInFull } from '../../containers/containerTexts';
import { unknownFields } from '../../likely/likelyFields';
import { likelyLabel } from '../../likely/likelyTexts';
import { type Field, field } from '../tooltip';
import { MOST_OWNERS } from '../listeningPorts/portTooltip';
import type { Facts } from './socketFacts';
import { associationFields, otherFields } from './rareFields';
import { namespaceFields, placeOfPeer } from './rowNamespace';
import { foreignEnd, foreignHost } from './otherEnd';
import { protocolOf, stateMeaning, stateName, stateOf } from './stateTexts';
import { pathText, receiveQueueMeaning, secondsLeft, sendQueueMeaning, timerName } from './socketWords';

const LONGEST_PATH = 600;

/** All that netstat prints of a socket, with what it means, and why no owner is known where none is. */
export function socketFields(row: SocketRow, facts: Facts, now: number): Field[] {
  const protocol = protocolOf(row);
  const state = [stateName(protocol, stateOf(row)), stateMeaning(protocol, stateOf(row))];
  return [
    field(l10n.t('State'), state.filter(Boolean).join(': ')),
    ...kindFields(row, facts, now),
    ...namespaceFields(row, facts.snapshot),
    ...containersOfRow(row, facts),
    ...unknownFields(row, facts.snapshot),
  ];
}

function kindFields(row: SocketRow, facts: Facts, now: number): Field[] {
  switch (row.kind) {
    case 'inet':
      return [...inetFields(row, facts, now), ...associationFields(row)];
    case 'unix':
      return unixFields(row.socket);
    case 'other':
      return otherFields(row.socket, facts);
  }
}

function containersOfRow(row: SocketRow, { snapshot }: Facts): Field[] {
  const containers = ownContainers(row, snapshot?.containers);
  return containers.slice(0, MOST_OWNERS).flatMap((container) => containerFields(container));
}

function inetFields(row: InetRow, facts: Facts, now: number): Field[] {
  const { socket, readAt, peer } = row;
  const { rxQueue, txQueue, remoteAddress, remotePort, isIPv6, uid, inode } = socket;
  const foreign =
    foreignEnd(socket) ?? formatEndpoint(remoteAddress, isIPv6, remotePort).replace(/:0$/, ':*');
  const host = row.foreignContainer === undefined ? foreignHost(row, facts) : undefined;
  const lines = [
    field(l10n.t('Local address'), withService(formatLocal(socket), socket, socket.localPort, facts)),
    field(l10n.t('Foreign address'), withService(foreign, socket, remotePort, facts)),
    ...(host === undefined ? [] : [field(l10n.t('Foreign host'), host)]),
    ...containerField(l10n.t('Local container'), row.localContainer),
    ...containerField(l10n.t('Foreign container'), row.foreignContainer),
  ];
  if (peer !== undefined) lines.push(field(l10n.t('Other end'), peerLine(peer, facts.snapshot)));
  lines.push(
    field('Recv-Q', `${rxQueue} (${receiveQueueMeaning(socket)})`),
    field('Send-Q', `${txQueue} (${sendQueueMeaning(socket)})`),
    ...(socket.protocol === 'sctp' ? [] : [field(l10n.t('Timer'), timerText(socket, readAt, now))]),
    field(l10n.t('User'), l10n.t('{0} (uid {1})', userName(facts.snapshot, uid), uid)),
    field(l10n.t('Inode'), inode === 0 ? l10n.t('none, no process can hold it') : String(inode)),
  );
  const countsDrops = !hasTcpStates(socket.protocol);
  if (countsDrops) lines.push(field(l10n.t('Datagrams dropped'), String(socket.drops)));
  return lines;
}

function containerField(label: string, container: ContainerLabel | undefined): Field[] {
  return container === undefined ? [] : [field(label, containerInFull({ facts: container }))];
}

function unixFields({ path, type, flags, refCount, protocol, inode }: UnixSocket): Field[] {
  const name = pathText(path);
  return [
    field(l10n.t('Path'), name === '' ? l10n.t('none') : shorten(name, LONGEST_PATH)),
    ...(name.startsWith('@') ? [field('', l10n.t('The path is abstract: there is no such file.'))] : []),
    field(l10n.t('Type'), unixTypeName(type)),
    field(l10n.t('Flags'), flagsMeaning(flags)),
    field('RefCnt', String(refCount)),
    field(l10n.t('Inode'), String(inode)),
    ...(protocol === 0 ? [] : [field(l10n.t('Protocol'), String(protocol))]),
  ];
}

function flagsMeaning(flags: number): string {
  const meanings: readonly (readonly [number, string])[] = [
    [0x10000, l10n.t('ACC: accepts connections')],
    [0x20000, l10n.t('W: waits for data')],
    [0x40000, l10n.t('N: has no space to send')],
  ];
  const set = meanings.flatMap(([bit, meaning]) => ((flags & bit) === 0 ? [] : [meaning]));
  return [flagsText(flags), ...set].join(' ');
}

function withService(end: string, socket: InetSocket, port: number, { names }: Facts): string {
  const transport = transportOf(socket.protocol);
  const service = transport && port > 0 ? names.service(port, transport) : undefined;
  return service === undefined ? end : `${end} (${clean(service.name)})`;
}

/** Who has the other end of a connection within this machine, or likely has. */
export function peerLine(peer: Peer, snapshot: Facts['snapshot']): string {
  const { owners, likelyOwner, inode } = peer;
  const names = owners.slice(0, MOST_OWNERS).map(processName);
  const likely = likelyOwner === undefined ? l10n.t('unknown owner') : likelyLabel(likelyOwner, snapshot);
  const who = names.length > 0 ? names.join(', ') : likely;
  return l10n.t('{0}, {1}, inode {2}', placeOfPeer(peer, snapshot), who, inode);
}

function timerText(socket: InetSocket, readAt: number, now: number): string {
  const { timer, retransmits, timeout } = socket;
  const name = timerName(socket);
  const counts = [
    l10n.t('retransmits {0}', retransmits),
    l10n.t('unanswered zero window probes {0}', timeout),
  ].join(', ');
  if (timer === 0) return l10n.t('none, {0}', counts);
  const seconds = secondsLeft(socket, readAt, now);
  return l10n.t('{0}, {1} s left, {2}', name, seconds.toFixed(1), counts);
}
