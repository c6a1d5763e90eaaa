import { l10n } from 'vscode';
import type { InetSocket } from '../../../core/model/inetTable';
import type { UnixSocket } from '../../../core/model/unixTable';
import { familyOf } from '../../../core/netstat/families/families';
import { latin1 } from '../../../core/procfs/scan';
import { TCP_LISTEN } from '../../../core/query/socketState';
import { clean } from '../../../core/text/clean';
import { decodeByteText } from '../../../core/text/utf8';
import { isTcp } from './stateTexts';

/** What Recv-Q counts in the socket's state. */
export function receiveQueueMeaning({ protocol, state }: InetSocket): string {
  if (protocol === 'sctp') return l10n.t('bytes of memory for messages that the program has not read');
  if (!isTcp(protocol)) return l10n.t('bytes of memory for datagrams that the program has not read');
  return state === TCP_LISTEN
    ? l10n.t('connections that wait to be accepted')
    : l10n.t('bytes received that the program has not read');
}

/** What Send-Q counts in the socket's state. */
export function sendQueueMeaning({ protocol, state }: InetSocket): string {
  if (protocol === 'sctp') return l10n.t('bytes of memory for messages that were not acknowledged yet');
  if (!isTcp(protocol)) return l10n.t('bytes of memory for datagrams that were not sent yet');
  return state === TCP_LISTEN
    ? l10n.t('nothing on a listening socket')
    : l10n.t('bytes that the other end has not acknowledged');
}

/** Which timer runs; empty where none does. */
export function timerName({ protocol, timer }: InetSocket): string {
  if (timer === 0) return '';
  if (!isTcp(protocol)) return l10n.t('timer {0}', timer);
  const names = [
    '',
    l10n.t('retransmission'),
    l10n.t('keepalive'),
    l10n.t('end of TIME_WAIT'),
    l10n.t('zero window probe'),
  ];
  return names[timer] ?? l10n.t('timer {0}', timer);
}

/** Milliseconds a clock tick of the kernel's timers. */
const TICK = 10;

/** Seconds until the timer of a socket ends that was read then. @param now in milliseconds since 1970, as `readAt` */
export function secondsLeft({ timerWhen }: InetSocket, readAt: number, now: number): number {
  return Math.max(0, timerWhen * TICK - (now - readAt)) / 1000;
}

/** The protocol as people write it: `TCP`, `TCP over IPv6`. */
export function protocolName(protocol: string): string {
  const other = familyOf(protocol);
  if (other !== undefined) return other.title;
  const family = protocol.endsWith('6') ? protocol.slice(0, -1) : protocol;
  const name = family === 'udplite' ? 'UDP-Lite' : family === 'raw' ? l10n.t('raw') : family.toUpperCase();
  return family === protocol ? name : l10n.t('{0} over IPv6', name);
}

/** A UNIX socket's path, cleaned; empty where it has none. */
export function pathText(path: Uint8Array): string {
  return clean(decodeByteText(latin1(path, 0, path.length)));
}

/** What a socket is called by: its path, or as /proc/PID/fd calls it. */
export function unixName({ path, inode }: UnixSocket): string {
  return pathText(path) || `socket:[${inode}]`;
}
