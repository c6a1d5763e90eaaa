import type { InetColumns } from '../../model/inetTable';
import { endsIdentity } from '../../query/page/identity';
import { TCP_TIME_WAIT } from '../../query/socketState';
import type { DestroyedColumns } from '../../traffic/destroyedSockets';
import type { End, Identities, LastWord } from './connection';
import type { TakenPass } from './takenPass';

/** Codes of INET_PROTOCOLS: TCP's are the first two, and udplite6 is the last of those that are connected. */
export const TCP6 = 1;
const UDPLITE6 = 5;

/** States of include/net/tcp_states.h, and those without a connection: none yet, or only what the kernel keeps of one. */
export const TCP_ESTABLISHED = 1;
const TCP_FIN_WAIT2 = 5;
const NO_CONNECTION: ReadonlySet<number> = new Set([2, 3, TCP_TIME_WAIT, 7, 12]);

export const NO_IDENTITIES: Identities = { identity: 0, otherIdentity: 0 };

export function identitiesOf(rows: DestroyedColumns, row: number): Identities {
  return { identity: endsIdentity(rows, row, false), otherIdentity: endsIdentity(rows, row, true) };
}

/** Notes what the kernel counts of it by now, where that was asked for. */
export function count({ snapshot: { traffic } }: TakenPass, row: number, end: End): void {
  if (traffic === undefined) return;
  end.sent = traffic.sent[row] ?? Number.NaN;
  end.received = traffic.received[row] ?? Number.NaN;
}

/** Whether the kernel may have said both of the ends of one connection: what one sent the other one got, but for a FIN in doubt. */
export function isOtherWord(one: LastWord | undefined, other: LastWord): boolean {
  if (one === undefined || one.isAborted || other.isAborted) return true;
  const isSame = (sent: number, received: number): boolean => !(Math.abs(sent - received) > 1);
  return isSame(one.sent, other.received) && isSame(other.sent, one.received);
}

/** Whether a row is that open socket, without looking for it. */
export function isSameRow(
  end: End,
  { inode, localPort, remotePort }: InetColumns,
  row: number,
  cookie: number,
): boolean {
  const isIt = inode[row] === end.inode && localPort[row] === end.port && remotePort[row] === end.foreignPort;
  return isIt && end.inode !== 0 && end.over === undefined && !differ(end.cookie, cookie);
}

/** Whether two numbers of a socket are known, and not the same. */
export function differ(a: number, b: number): boolean {
  return a !== 0 && b !== 0 && a !== b;
}

/** Whether a row is a connection, and not only what the kernel keeps of one, or one in the making. */
export function isConnection({ protocol, remotePort, state, inode }: InetColumns, row: number): boolean {
  const code = protocol[row] ?? 0;
  if (code > UDPLITE6 || remotePort[row] === 0) return false;
  const now = state[row] ?? 0;
  return code > TCP6 || !(NO_CONNECTION.has(now) || (now === TCP_FIN_WAIT2 && inode[row] === 0));
}
