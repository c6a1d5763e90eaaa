import type { UnixSocket } from '../../model/unixTable';
import { latin1 } from '../../procfs/scan';
import type { UnixValues } from '../../procfs/unixLine';
import type { ByteText } from '../context/environment';
import type { ModeContext } from '../context/modeContext';
import type { Options } from '../commandLine/options';
import { padded } from '../context/padded';
import { holderCells } from './internetRow';

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

/** White space as C has it. */
const SPACE = /[\t-\r ]/;
const WORD = /[^\t-\r ]+/;

/** Whether -a, -l or neither shows the socket: a listener is unconnected and accepts connections. */
export function isUnixShown(socket: UnixSocket, which: Options['which']): boolean {
  return which === 'all' || isUnixListener(socket) === (which === 'listening');
}

/** Whether it waits for connections: unconnected by its state (include/uapi/linux/net.h), and marked as accepting. */
export function isUnixListener({ state, flags }: Pick<UnixSocket, 'state' | 'flags'>): boolean {
  return state === 1 && (flags & ACCEPTS) !== 0;
}

/** The type as netstat names it. */
export function unixTypeName(type: number): ByteText {
  return TYPES[type] ?? 'UNKNOWN';
}

/** The state as netstat names it; empty for unconnected sockets that accept no connections. */
export function unixStateName(socket: Pick<UnixSocket, 'state' | 'flags'>): ByteText {
  if (isUnixListener(socket)) return 'LISTENING';
  return STATES[socket.state] ?? 'UNKNOWN';
}

/** The words for the flags that are set. */
export function unixFlagNames(flags: number): ByteText[] {
  return FLAGS.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name);
}

/**
 * The socket's row.
 * @param exact what the numbers are where they are more than the socket can hold
 */
export function unixRow(
  context: ModeContext,
  socket: UnixSocket,
  { refCount, inode }: Pick<UnixValues, 'refCount' | 'inode'> | UnixSocket = socket,
): ByteText {
  const what = `${padded(String(refCount), 6)} ${padded(flagsText(socket.flags), 11)} ${padded(unixTypeName(socket.type), 10)}`;
  let text = `${socket.protocol === 0 ? 'unix ' : '??   '} ${what} ${padded(unixStateName(socket), 13)} ${padded(String(inode), 8)}`;
  text += holderCells(context, Number(inode));
  return `${text} ${visiblePath(socket.path)}\n`;
}

/** The flags as netstat shows them: `[ ACC ]`. */
export function flagsText(flags: number): ByteText {
  return ['[', ...unixFlagNames(flags), ']'].join(' ');
}

/** netstat reads the path as one word: what follows white space is lost, and so is all after a NUL. */
function visiblePath(path: Uint8Array): ByteText {
  const end = path.indexOf(0);
  const text = latin1(path, 0, end === -1 ? path.length : end);
  return SPACE.test(text) ? (WORD.exec(text)?.[0] ?? '') : text;
}
