import { l10n } from 'vscode';
import type { InetSocket } from '../../core/model/inetTable';
import type { SocketRow } from '../../core/model/page';
import type { UnixSocket } from '../../core/model/unixTable';
import { type Field, field } from '../views/tooltip';
import { pathText } from '../views/sockets/socketWords';

/** The columns of a socket as its file in /proc/net names and writes them. */
export function columnFields(row: SocketRow): Field[] {
  switch (row.kind) {
    case 'inet':
      return inetColumns(row.socket);
    case 'unix':
      return unixColumns(row.socket);
    case 'other':
      return Object.entries(row.socket).map(([name, value]) => field(name, String(value)));
  }
}

/** The file of /proc/net that has the socket, or that of a process in the socket's network namespace. */
export function fileOf({ kind, socket, namespace }: SocketRow): string {
  const { example } = namespace ?? {};
  const folder = example === undefined ? '/proc/net' : `/proc/${example.pid}/net`;
  return `${folder}/${kind === 'unix' ? 'unix' : socket.protocol}`;
}

function inetColumns(socket: InetSocket): Field[] {
  const { isIPv6, localAddress, localPort, remoteAddress, remotePort, state, inode } = socket;
  const { txQueue, rxQueue, timer, timerWhen, retransmits, uid, timeout, drops } = socket;
  const end = (address: readonly number[], port: number): string =>
    `${address
      .slice(0, isIPv6 ? 4 : 1)
      .map((word) => hex(word, 8))
      .join('')}:${hex(port, 4)}`;
  return [
    ['local_address', l10n.t('{0} (network byte order)', end(localAddress, localPort))],
    ['rem_address', l10n.t('{0} (network byte order)', end(remoteAddress, remotePort))],
    ['st', hex(state, 2)],
    ['tx_queue:rx_queue', `${hex(txQueue, 8)}:${hex(rxQueue, 8)}`],
    ['tr:tm->when', l10n.t('{0} (ticks of 10 ms)', `${hex(timer, 2)}:${hex(timerWhen, 8)}`)],
    ['retrnsmt', hex(retransmits, 8)],
    ['uid', String(uid)],
    ['timeout', String(timeout)],
    ['inode', String(inode)],
    ['drops', String(drops)],
  ];
}

function unixColumns({ refCount, protocol, flags, type, state, inode, path }: UnixSocket): Field[] {
  return [
    ['RefCount', hex(refCount, 8)],
    ['Protocol', hex(protocol, 8)],
    ['Flags', hex(flags, 8)],
    ['Type', hex(type, 4)],
    ['St', hex(state, 2)],
    ['Inode', String(inode)],
    field('Path', pathText(path)),
  ];
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}
