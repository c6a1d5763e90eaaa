import type { UnixSocket } from '../model/unixTable';
import { latin1, SPACE } from '../procfs/scan';
import type { ByteText, ModeContext } from './environment';
import type { Options } from './options';

/** Bits of include/linux/net.h. */
const ACCEPTS = 0x10000;

/** ACC: accepts connections; W: waits for data; N: has no space. */
const FLAGS: readonly (readonly [bit: number, name: string])[] = [
  [ACCEPTS, 'ACC'],
  [0x20000, 'W'],
  [0x40000, 'N'],
];

const TYPES = ['UNKNOWN', 'STREAM', 'DGRAM', 'RAW', 'RDM', 'SEQPACKET'];
const STATES = ['FREE', '', 'CONNECTING', 'CONNECTED', 'DISCONNECTING'];

/** Whether -a, -l or neither shows the socket: a listener is unconnected and accepts connections. */
export function isUnixShown(socket: UnixSocket, which: Options['which']): boolean {
  const isListener = socket.state === 1 && (socket.flags & ACCEPTS) !== 0;
  return which === 'all' || isListener === (which === 'listening');
}

/** The type as netstat names it. */
export function unixTypeName(type: number): ByteText {
  return TYPES[type] ?? 'UNKNOWN';
}

/** The state as netstat names it; empty for unconnected sockets that accept no connections. */
export function unixStateName(socket: Pick<UnixSocket, 'state' | 'flags'>): ByteText {
  if (socket.state === 1 && (socket.flags & ACCEPTS) !== 0) return 'LISTENING';
  return STATES[socket.state] ?? 'UNKNOWN';
}

/** The words for the flags that are set. */
export function unixFlagNames(flags: number): ByteText[] {
  return FLAGS.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name);
}

/** The socket's row. */
export function unixRow(context: ModeContext, socket: UnixSocket): ByteText {
  const { options, programs } = context;
  const cells = [
    (socket.protocol === 0 ? 'unix' : '??').padEnd(5),
    String(socket.refCount).padEnd(6),
    flagsText(socket.flags).padEnd(11),
    unixTypeName(socket.type).padEnd(10),
    unixStateName(socket).padEnd(13),
    String(socket.inode).padEnd(8),
  ];
  if (options.programs) cells.push((programs?.cell(socket.inode) ?? '-').padEnd(20));
  if (options.context) cells.push((programs?.securityContext(socket.inode) ?? '-').padEnd(50));
  return `${cells.join(' ')} ${visiblePath(socket.path)}\n`;
}

/** The flags as netstat shows them: `[ ACC ]`. */
export function flagsText(flags: number): ByteText {
  return `[ ${unixFlagNames(flags)
    .map((name) => `${name} `)
    .join('')}]`;
}

/** netstat reads the path as one word: what follows white space is lost. */
function visiblePath(path: Uint8Array): ByteText {
  const isSpace = (byte: number): boolean => byte === SPACE || (byte >= 0x09 && byte <= 0x0d);
  const from = path.findIndex((byte) => !isSpace(byte));
  if (from === -1) return '';
  const length = path.subarray(from).findIndex(isSpace);
  return latin1(path, from, length === -1 ? path.length : from + length);
}
