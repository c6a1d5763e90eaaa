import type { ByteText } from '../context/environment';
import type { ModeContext } from '../context/modeContext';
import { padded } from '../context/padded';

/** Which database has the names of a protocol's ports. */
export type Database = 'tcp' | 'udp' | 'raw';

/** What -o says of TCP's timers, by number: include/net/inet_sock.h and net/ipv4/tcp_ipv4.c:get_tcp4_sock(). */
const TCP_TIMERS = ['off', 'on', 'keepalive', 'timewait', 'probe'];
const OTHER_TIMERS = ['off', 'on1', 'on2'];

/** The kernel writes times in USER_HZ, which is 100 on every machine that netstat is built for. */
const TICKS_PER_SECOND = 100;

const TCP_STATES = [
  '',
  'ESTABLISHED',
  'SYN_SENT',
  'SYN_RECV',
  'FIN_WAIT1',
  'FIN_WAIT2',
  'TIME_WAIT',
  'CLOSE',
  'CLOSE_WAIT',
  'LAST_ACK',
  'LISTEN',
  'CLOSING',
];

/** The name of a TCP state, see include/net/tcp_states.h; empty for 0. */
export function tcpStateName(state: number): ByteText {
  return TCP_STATES[state] ?? 'UNKNOWN';
}

/** The state of a datagram socket: connected or not. */
export function datagramStateName(state: number): ByteText {
  if (state === 7) return '';
  return state === 1 ? 'ESTABLISHED' : 'UNKNOWN';
}

/** What of a row the timer cell tells. */
export interface TimerFields {
  readonly timer: number;
  readonly timerWhen: number | bigint;
  readonly retransmits: number | bigint;
  readonly timeout: number;
}

/** The name of a timer. */
export function timerName(timer: number, database: Database): ByteText {
  return (database === 'tcp' ? TCP_TIMERS : OTHER_TIMERS)[timer] ?? `unkn-${timer}`;
}

/** The cell of -o: which timer, and (seconds left/retransmits/unanswered probes). */
export function timerCell(fields: TimerFields, database: Database): ByteText {
  const { timer, timerWhen, timeout } = fields;
  const name = timerName(timer, database);
  // netstat shows none for UDP, whatever the file says.
  const retransmits = database === 'udp' ? 0 : fields.retransmits;
  const seconds = (timer === 0 ? 0 : Number(timerWhen) / TICKS_PER_SECOND).toFixed(2);
  return `${name} (${seconds}/${retransmits}/${timeout})`;
}

/** The user of a socket, padded; uids are signed, as netstat takes them. */
export function userCell(context: ModeContext, uid: number): ByteText {
  const name = context.options.numericUsers ? undefined : context.names.user(uid);
  return padded(name ?? String(uid | 0), 10);
}

/** What -e, -p and -Z add to a row of the Internet table, -o excepted. */
export function extraCells(context: ModeContext, uid: number, inode: number | bigint): ByteText {
  const more = context.options.extend > 0;
  const cells = more ? ` ${userCell(context, uid)} ${padded(String(inode), 10)}` : '';
  return cells + holderCells(context, Number(inode));
}

/** What -p and -Z add to a row of either table. */
export function holderCells({ options, programs }: ModeContext, inode: number): ByteText {
  let text = '';
  if (options.programs) text += ` ${padded(programs?.cell(inode) ?? '-', 20)}`;
  if (options.context) text += ` ${padded(programs?.securityContext(inode) ?? '-', 50)}`;
  return text;
}
