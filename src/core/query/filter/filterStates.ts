import type { InetProtocol } from '../../model/inetTable';
import { datagramStateName, tcpStateName } from '../../netstat/sockets/internetRow';
import { unixStateName } from '../../netstat/sockets/unixRow';
import { hasTcpStates } from '../socketState';

/** Sockets that netstat shows without a state: bound or not, they have no peer. */
export const UNCONNECTED = 'UNCONNECTED';
const UNKNOWN = 'UNKNOWN';

/** The names that `state:` knows, as they are offered, with the states that each finds. */
const STATES: Readonly<Record<string, readonly string[]>> = {
  established: ['ESTABLISHED', 'CONNECTED'],
  listen: ['LISTEN', 'LISTENING'],
  time_wait: ['TIME_WAIT'],
  close_wait: ['CLOSE_WAIT'],
  syn_sent: ['SYN_SENT', 'SYN_SENT2', 'CONNECTING', 'SABM SENT', 'SABM_SENT', 'CONN SENT'],
  syn_recv: ['SYN_RECV'],
  fin_wait: ['FIN_WAIT', 'FIN_WAIT1', 'FIN_WAIT2'],
  fin_wait1: ['FIN_WAIT1'],
  fin_wait2: ['FIN_WAIT2'],
  last_ack: ['LAST_ACK'],
  closing: ['CLOSING', 'DISCONNECTING', 'DISC SENT', 'DISC_SENT'],
  close: ['CLOSE'],
  unconnected: [UNCONNECTED],
  unreplied: ['UNREPLIED'],
  assured: ['ASSURED'],
  unknown: [UNKNOWN],
};

const ALIASES: Readonly<Record<string, string>> = {
  estab: 'established',
  connected: 'established',
  listening: 'listen',
  closed: 'close',
  connecting: 'syn_sent',
  disconnecting: 'closing',
  syn_rcvd: 'syn_recv',
  unconn: 'unconnected',
  bound: 'unconnected',
};

const BY_LETTERS = new Map(
  [...Object.keys(STATES).map((name) => [name, name] as const), ...Object.entries(ALIASES)].map(
    ([word, name]) => [letters(word), STATES[name] ?? []],
  ),
);

/** The names of states that begin so, or another word for which does; by their letters, as `state:` tells them apart. */
export function statesLike(word: string): readonly string[] {
  const names = STATE_NAMES.map((name) => [name, name] as const);
  const like = [...names, ...Object.entries(ALIASES)].filter(([each]) =>
    letters(each).startsWith(letters(word)),
  );
  return [...new Set(like.map(([, name]) => name))];
}

/** The names of states that `state:` is offered with. */
export const STATE_NAMES: readonly string[] = Object.keys(STATES);

/** The states that a word names: `time_wait`, `TIME-WAIT` and `timewait` are one. Nothing for other words. */
export function statesNamed(word: string): readonly string[] | undefined {
  return BY_LETTERS.get(letters(word));
}

/** The name that {@link STATE_NAMES} has for a state. */
export function offeredStateName(state: string): string | undefined {
  return STATE_NAMES.find((name) => STATES[name]?.[0] === state);
}

/** The state of an Internet socket by netstat's name, or `UNCONNECTED` where netstat shows none. */
export function inetStateName(protocol: InetProtocol, state: number): string {
  if (hasTcpStates(protocol)) return tcpStateName(state) || UNKNOWN;
  return datagramStateName(state) || UNCONNECTED;
}

/** The word for the state of a UNIX socket: netstat's name, or `UNCONNECTED` where netstat shows none. */
export function unixStateWord(socket: { readonly state: number; readonly flags: number }): string {
  return unixStateName(socket) || UNCONNECTED;
}

function letters(word: string): string {
  return word.toLowerCase().replace(/[-_ ]/g, '');
}
