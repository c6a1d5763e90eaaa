import { l10n } from 'vscode';
import type { SocketRow } from '../../../core/model/page';
import { familyOf } from '../../../core/netstat/families/families';
import { datagramStateName, tcpStateName } from '../../../core/netstat/sockets/internetRow';
import { unixStateName } from '../../../core/netstat/sockets/unixRow';
import { hasTcpStates } from '../../../core/query/socketState';
import { type StateKind, tcpStateKind } from '../../../core/query/tcpStateKind';
import { otherStateName } from '../../../core/query/otherState';
import { UNIX_LISTENING, unixStateNumber } from '../../../core/query/page/unixSockets';

/** UNIX sockets: free, unconnected, connecting, connected, disconnecting, and listening. */
const UNIX_KINDS: readonly StateKind[] = ['unknown', 'unconnected', 'opening', 'open', 'closing', 'waiting'];

/** Links, as AX.25 has: listening, asked for, being closed, established, and recovering. */
const LINK_KINDS: readonly StateKind[] = ['waiting', 'opening', 'closing', 'open', 'opening'];

/** The state by netstat's name; where netstat prints none, that the socket is not connected. */
export function stateName(protocol: string, state: number): string {
  if (protocol === 'unix') {
    if (state === UNIX_LISTENING) return 'LISTENING';
    return unixStateName({ state, flags: 0 }) || l10n.t('unconnected');
  }
  const family = familyOf(protocol);
  if (family !== undefined) return otherStateName(family.name, state) || l10n.t('unconnected');
  const name = hasTcpStates(protocol) ? tcpStateName(state) : datagramStateName(state);
  return name || l10n.t('unconnected');
}

/** What the state is like. */
export function stateKind(protocol: string, state: number): StateKind {
  if (protocol === 'unix') return UNIX_KINDS[state] ?? 'unknown';
  if (hasTcpStates(protocol)) return tcpStateKind(state);
  if (hasLinkStates(protocol)) return LINK_KINDS[state] ?? 'unknown';
  return state === 1 ? 'open' : 'unconnected';
}

/** What the state means, as a sentence; empty for states that nobody knows. */
export function stateMeaning(protocol: string, state: number): string {
  if (protocol === 'unix') return unixMeaning(state);
  if (hasLinkStates(protocol)) return linkMeaning(state);
  if (!hasTcpStates(protocol)) {
    return state === 1
      ? l10n.t('It takes datagrams of one other end alone.')
      : l10n.t('It takes datagrams from everybody.');
  }
  return tcpMeaning(state);
}

function tcpMeaning(state: number): string {
  const meanings = [
    '',
    l10n.t('Both ends can send data.'),
    l10n.t('A connection was asked for, and the other end has not answered.'),
    l10n.t('The other end asked for a connection; its last acknowledgement has not come.'),
    l10n.t('This end has closed, and the other end has not acknowledged it.'),
    l10n.t('This end has closed. The other end can still send data.'),
    l10n.t('Closed. The kernel keeps the address pair for a while, so that late packets do no harm.'),
    l10n.t('Not in use.'),
    l10n.t('The other end has closed, and the program here has not. Many of these mean that it forgets to.'),
    l10n.t('Both ends have closed; the last acknowledgement has not come.'),
    l10n.t('Waits for connections.'),
    l10n.t('Both ends have closed at the same time; an acknowledgement has not come.'),
  ];
  return meanings[state] ?? '';
}

function linkMeaning(state: number): string {
  const meanings = [
    l10n.t('Waits for connections.'),
    l10n.t('A connection was asked for, and the other end has not answered.'),
    l10n.t('This end has closed, and the other end has not acknowledged it.'),
    l10n.t('Both ends can send data.'),
    l10n.t('The link was disturbed, and both ends find out what has arrived.'),
  ];
  return meanings[state] ?? '';
}

function unixMeaning(state: number): string {
  const meanings = [
    l10n.t('Not in use.'),
    l10n.t('It has no other end. Datagram sockets need none.'),
    l10n.t('A connection was asked for, and not accepted yet.'),
    l10n.t('Both ends can send data.'),
    l10n.t('It is being closed.'),
    l10n.t('Waits for connections.'),
  ];
  return meanings[state] ?? '';
}

/** The protocol of a row, as it decides what its state means. */
export function protocolOf(row: SocketRow): string {
  return row.kind === 'unix' ? 'unix' : row.socket.protocol;
}

/** The number of a row's state; for UNIX sockets listening is one of its own. */
export function stateOf(row: SocketRow): number {
  return row.kind === 'unix' ? unixStateNumber(row.socket.state, row.socket.flags) : row.socket.state;
}

/** Whether it is TCP, over IPv4 or IPv6. */
export function isTcp(protocol: string): boolean {
  return protocol.startsWith('tcp');
}

function hasLinkStates(protocol: string): boolean {
  return familyOf(protocol)?.states === 'link';
}
