import { pastText, type PastLine } from '../compare/comparedStates';
import { parseIPv4, parseIPv6 } from '../etc/addressLine';
import type { SocketStates } from '../model/comparison';
import type { HistoryConnection, HistoryEnd, HistoryListener, HistoryOwners } from '../model/history';
import { tcpStateName } from '../netstat/sockets/internetRow';
import { hasTcpStates, TCP_LISTEN } from '../query/socketState';
import { formatEndpoint } from '../text/address';
import { programOf } from '../text/programName';
import { nameOfProtocol } from './historyFilter';

/** A socket that is alone: it has no other end. */
const NOBODY = '*:*';

/**
 * The sockets that were open at a moment, by the history, as the text of a snapshot that is compared: see `statesText`. What
 * it does not know is left out of both sides by `compareStates`, since the text says what it is.
 * @param standing what was open then, as far as is known
 * @param at milliseconds since 1970
 */
export function asItWas(
  standing: readonly (HistoryListener | HistoryConnection)[],
  at: number,
): SocketStates {
  // Nothing says when connections began to be recorded, and ceased. That none was open at all is rare, and then nothing is said of them.
  const knowsConnections = standing.some(({ kind }) => kind === 'connection');
  const lines = standing.flatMap((entry) => {
    if (entry.kind === 'listener') return [listenerLine(entry)];
    // Of connections that are folded into one there is no telling which was open.
    return entry.count === 1 ? connectionLines(entry, at) : [];
  });
  return { takenAt: at, sockets: lines.length, text: pastText(lines, knowsConnections) };
}

function listenerLine(entry: HistoryListener): PastLine {
  const { protocol, isIPv6, address, port, path, owners } = entry;
  const name =
    path === undefined
      ? `${nameOfProtocol(entry)} ${endpointText({ address, port }, isIPv6)} ${NOBODY}`
      : `unix STREAM ${path}`;
  const state = protocol === 'unix' ? 'LISTENING' : hasTcpStates(protocol) ? tcpStateName(TCP_LISTEN) : '';
  return { name, state, owners: ownersText(owners) };
}

/** Within this machine both ends are sockets: whose state was the near one's alone. */
function connectionLines(entry: HistoryConnection, at: number): PastLine[] {
  const { local, foreign, isIPv6, isWithin } = entry;
  const line = (near: HistoryEnd, far: HistoryEnd, state: string): PastLine => ({
    name: `${nameOfProtocol(entry)} ${endpointText(near, isIPv6)} ${endpointText(far, isIPv6)}`,
    state,
    owners: ownersText(near.owners),
  });
  const near = line(local, foreign, stateAt(entry, at));
  return isWithin ? [near, line(foreign, local, '')] : [near];
}

/** The last state that was seen until then; empty where none was. */
function stateAt({ protocol, states }: HistoryConnection, at: number): string {
  const seen = states.findLast(({ since }) => since.by <= at);
  return seen !== undefined && hasTcpStates(protocol) ? tcpStateName(seen.state) : '';
}

/** Only who was seen to have it: whatever else is known is no knowledge that another may differ from. */
function ownersText({ evidence, programs }: HistoryOwners): string {
  if (evidence !== 'seen') return '';
  return programs.map(({ name, pid }) => `${programOf({ comm: name })} (${pid})`).join(', ');
}

/** As rows have it; an address that is none stays as it is. */
function endpointText({ address, port }: Pick<HistoryEnd, 'address' | 'port'>, isIPv6: boolean): string {
  const ipv4 = parseIPv4(address);
  const words = isIPv6 ? parseIPv6(address) : ipv4 === undefined ? undefined : ([ipv4, 0, 0, 0] as const);
  return words === undefined ? `${address}:${port}` : formatEndpoint(words, isIPv6, port);
}
