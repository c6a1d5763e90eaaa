import { l10n, MarkdownString } from 'vscode';
import type { InetSocket } from '../../../core/model/inetTable';
import type { GroupSummary, InetRow, Peer, SocketRow } from '../../../core/model/page';
import type { ProcessOwner } from '../../../core/model/process';
import type { UnixSocket } from '../../../core/model/unixTable';
import { flagsText, unixTypeName } from '../../../core/netstat/unixRow';
import { transportOf } from '../../../core/query/listeningPorts';
import { formatEndpoint, formatLocal } from '../../../core/text/address';
import { clean, markdownText, shorten } from '../../../core/text/clean';
import { processName, reasonsText, userName } from '../../describe';
import { field, MOST_OWNERS, ownerLines, paragraph, type TooltipFacts } from '../listeningPorts/tooltip';
import { groupLabel } from './groupText';
import { foreignEnd, rowLabel } from './rowText';
import { isTcp, protocolOf, stateMeaning, stateName, stateOf } from './states';
import { associationLines, otherLines } from './rareLines';
import { OTHER_NAMES, pathText, receiveQueueMeaning, sendQueueMeaning, timerName } from './words';

const LONGEST_PATH = 600;

/** Milliseconds a clock tick of the kernel's timers. */
const TICK = 10;

/** The owners that a row's tooltip speaks of. */
export function rowOwners({ owners }: SocketRow): readonly ProcessOwner[] {
  return owners.slice(0, MOST_OWNERS);
}

/** All that netstat prints of a socket, with what it means, and its owners. Untrusted, and all text is escaped. */
export function socketTooltip(row: SocketRow, facts: TooltipFacts, now: number): MarkdownString {
  const text = new MarkdownString();
  const protocol = protocolOf(row);
  paragraph(text, [`**${markdownText(`${protocol} ${shorten(rowLabel(row), LONGEST_PATH)}`)}**`]);
  const state = [stateName(protocol, stateOf(row)), stateMeaning(protocol, stateOf(row))];
  const lines = [field(l10n.t('State'), state.filter(Boolean).join(': '))];
  lines.push(...kindLines(row, facts, now));
  if (row.reasons.length > 0) lines.push(markdownText(reasonsText(row.reasons)));
  paragraph(text, lines);
  for (const owner of rowOwners(row)) paragraph(text, ownerLines(owner, facts));
  const more = row.owners.length - MOST_OWNERS;
  if (more > 0) paragraph(text, [l10n.t('{0} more processes', more)]);
  return text;
}

/** What a group stands for: its process in full, or why none is known, or what its state means. */
export function groupTooltip(summary: GroupSummary, facts: TooltipFacts): MarkdownString {
  const text = new MarkdownString();
  const { subject } = summary;
  if (subject.by === 'process' && subject.owner !== undefined) {
    paragraph(text, ownerLines(subject.owner, facts));
    return text;
  }
  const lines = [`**${markdownText(groupLabel(summary, facts))}**`];
  if (subject.by === 'process') lines.push(markdownText(reasonsText(subject.reasons)));
  if (subject.by === 'state') lines.push(markdownText(stateMeaning(subject.protocol, subject.state)));
  if (subject.by === 'others') lines.push(markdownText(Object.values(OTHER_NAMES).join(', ')));
  if (subject.by === 'user' && subject.uid >= 0) lines.push(field(l10n.t('User id'), String(subject.uid)));
  paragraph(text, lines.filter(Boolean));
  return text;
}

function kindLines(row: SocketRow, facts: TooltipFacts, now: number): string[] {
  switch (row.kind) {
    case 'inet':
      return [...inetLines(row, facts, now), ...associationLines(row)];
    case 'unix':
      return unixLines(row.socket);
    case 'other':
      return otherLines(row.socket, facts);
  }
}

function inetLines({ socket, readAt, peer }: InetRow, facts: TooltipFacts, now: number): string[] {
  const { rxQueue, txQueue, remoteAddress, remotePort, isIPv6, uid, inode } = socket;
  const foreign =
    foreignEnd(socket) ?? formatEndpoint(remoteAddress, isIPv6, remotePort).replace(/:0$/, ':*');
  const lines = [
    field(l10n.t('Local address'), withService(formatLocal(socket), socket, socket.localPort, facts)),
    field(l10n.t('Foreign address'), withService(foreign, socket, remotePort, facts)),
  ];
  if (peer !== undefined) lines.push(field(l10n.t('Other end'), peerLine(peer)));
  lines.push(
    field('Recv-Q', `${rxQueue} (${receiveQueueMeaning(socket)})`),
    field('Send-Q', `${txQueue} (${sendQueueMeaning(socket)})`),
    ...(socket.protocol === 'sctp' ? [] : [field(l10n.t('Timer'), timerText(socket, readAt, now))]),
    field(l10n.t('User'), l10n.t('{0} (uid {1})', userName(facts.snapshot, uid), uid)),
    field(l10n.t('Inode'), inode === 0 ? l10n.t('none, no process can hold it') : String(inode)),
  );
  const countsDrops = !isTcp(socket.protocol) && socket.protocol !== 'sctp';
  if (countsDrops) lines.push(field(l10n.t('Datagrams dropped'), String(socket.drops)));
  return lines;
}

function unixLines({ path, type, flags, refCount, protocol, inode }: UnixSocket): string[] {
  const name = pathText(path);
  return [
    field(l10n.t('Path'), name === '' ? l10n.t('none') : shorten(name, LONGEST_PATH)),
    ...(name.startsWith('@') ? [l10n.t('The path is abstract: there is no such file.')] : []),
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

function withService(end: string, socket: InetSocket, port: number, { names }: TooltipFacts): string {
  const transport = transportOf(socket.protocol);
  const service = transport && port > 0 ? names.service(port, transport) : undefined;
  return service === undefined ? end : `${end} (${clean(service.name)})`;
}

function peerLine({ owners, inode }: Peer): string {
  const names = owners.slice(0, MOST_OWNERS).map(processName);
  const who = names.length > 0 ? names.join(', ') : l10n.t('unknown owner');
  return l10n.t('on this machine, {0}, inode {1}', who, inode);
}

function timerText(socket: InetSocket, readAt: number, now: number): string {
  const { timer, timerWhen, retransmits, timeout } = socket;
  const name = timerName(socket);
  const counts = [
    l10n.t('retransmits {0}', retransmits),
    l10n.t('unanswered zero window probes {0}', timeout),
  ].join(', ');
  if (timer === 0) return l10n.t('none, {0}', counts);
  const seconds = Math.max(0, timerWhen * TICK - (now - readAt)) / 1000;
  return l10n.t('{0}, {1} s left, {2}', name, seconds.toFixed(1), counts);
}
