import { containerOfSocket } from '../containers/portContainer';
import { INET_PROTOCOLS, inetSocketAt } from '../model/inetTable';
import type { ProcessOwner } from '../model/process';
import { inetOwnership, type Snapshot } from '../model/snapshot';
import { type Filter, isError } from '../query/filter/filter';
import { compileFilter } from '../query/filter/compile';
import { parseFilter } from '../query/filter/parse';
import { inetStateName } from '../query/filter/filterStates';
import { leaders } from '../ports/leaders';
import { type ListeningPort, listeningPorts, transportOf } from '../ports/listeningPorts';
import { isListening } from '../query/socketState';
import { formatAddress, formatEndpoint } from '../text/address';
import { programOf } from '../text/programName';
import { quotedInput } from './cap';
import { containersFacts } from './containersFacts';
import { USUAL_ENTRIES } from './definitions';
import { unknownFacts } from './likelyFacts';
import { describedAs, notes, processFacts } from './ownerFacts';
import { ToolError, type ToolInput } from './input';

type Facts = Readonly<Record<string, unknown>>;

/** Answers of `list_listening_ports`. */
export function listListeningPorts(
  snapshot: Snapshot,
  input: ToolInput,
): Facts & { readonly listeners: readonly object[] } {
  const passes = compileFilter(filterIn(input), asShown(snapshot, input));
  const { inet } = snapshot;
  const kept = new Set<number>();
  for (let row = 0; row < inet.inode.length; row++) {
    if (isListening(inet, row) && passes.inet(row)) kept.add(inet.inode[row] ?? 0);
  }
  const ports = listeningPorts(snapshot).filter(({ sockets }) =>
    sockets.some(({ socket }) => kept.has(socket.inode)),
  );
  const shown = ports.slice(0, mostEntries(input));
  return {
    listeners: shown.map((port) => listenerFacts(port, snapshot, input)),
    ...omitted(ports.length - shown.length),
    ...notes(snapshot),
  };
}

/** What answers say of a port that is listened on. */
export function listenerFacts(port: ListeningPort, snapshot: Snapshot, input: ToolInput): object {
  const { leader, owners } = port;
  const others = owners.length - (leader === undefined ? 0 : 1);
  return {
    port: port.port,
    transport: port.transport,
    addresses: [
      ...new Set(port.sockets.map(({ socket }) => formatAddress(socket.localAddress, socket.isIPv6))),
    ],
    reachableFrom: port.exposure === 'loopback' ? 'this machine only' : 'the network',
    ...(leader && {
      process: processFacts(leader, snapshot, {
        port: port.port,
        withCommandLine: input['includeCommandLines'] === true,
      }),
    }),
    ...(others > 0 && { otherProcesses: others }),
    ...containersFacts(port),
    ...unknownFacts(port, snapshot),
  };
}

/** Answers of `list_connections`. */
export function listConnections(
  snapshot: Snapshot,
  input: ToolInput,
): Facts & { readonly sockets: readonly object[] } {
  const passes = compileFilter(filterIn(input), asShown(snapshot, input));
  const { inet } = snapshot;
  const rows: number[] = [];
  let matching = 0;
  const most = mostEntries(input);
  for (let row = 0; row < inet.inode.length; row++) {
    if (!passes.inet(row)) continue;
    matching++;
    if (rows.length < most) rows.push(row);
  }
  return {
    sockets: rows.map((row) => socketFacts(snapshot, row)),
    ...omitted(matching - rows.length),
    total: inet.inode.length,
    ...notes(snapshot),
  };
}

function socketFacts(snapshot: Snapshot, row: number): object {
  const socket = inetSocketAt(snapshot.inet, row);
  const ownership = inetOwnership(snapshot, row);
  const [leader] = leaders(ownership.owners);
  const { protocol, state, isIPv6, rxQueue, txQueue } = socket;
  const transport = transportOf(protocol) ?? '';
  const container = containerOfSocket(
    { socket, transport, ...ownership, namespace: snapshot.seenFrom },
    snapshot.containers ?? [],
  );
  return {
    protocol,
    state: inetStateName(INET_PROTOCOLS[snapshot.inet.protocol[row] ?? 0] ?? 'tcp', state),
    local: formatEndpoint(socket.localAddress, isIPv6, socket.localPort),
    foreign: formatEndpoint(socket.remoteAddress, isIPv6, socket.remotePort),
    ...((rxQueue > 0 || txQueue > 0) && { receiveQueue: rxQueue, sendQueue: txQueue }),
    ...(leader === undefined
      ? unknownFacts(ownership, snapshot)
      : {
          pid: leader.pid,
          process: processFacts(leader, snapshot).name,
          ...describedAs(leader, socket.localPort),
        }),
    ...containersFacts({ sockets: [{ container }] }),
  };
}

/** The snapshot as far as the answer tells of it: a filter must not be a way to ask for command lines that are left out. */
function asShown(snapshot: Snapshot, input: ToolInput): Snapshot {
  if (input['includeCommandLines'] === true) return snapshot;
  const processes = new Map<number, ProcessOwner>();
  for (const [pid, owner] of snapshot.processes) {
    processes.set(pid, { ...owner, commandLine: [programOf(owner)] });
  }
  return { ...snapshot, processes };
}

/**
 * The filter of a call; without one everything passes.
 * @throws {ToolError} where it cannot be read, with where
 */
export function filterIn(input: ToolInput): Filter {
  const expression = String(input['filter'] ?? '');
  const filter = parseFilter(expression);
  if (!isError(filter)) {
    if (filter.spans === undefined) return filter;
    throw new ToolError('since: and between: ask for the past, which is not in this answer.');
  }
  const part = expression.slice(filter.offset, filter.offset + filter.length);
  throw new ToolError(
    `The filter is wrong at character ${filter.offset + 1}, ${quotedInput(part)} (${filter.code}).`,
  );
}

function mostEntries(input: ToolInput): number {
  const { limit } = input;
  return typeof limit === 'number' ? limit : USUAL_ENTRIES;
}

function omitted(count: number): object {
  return count > 0 ? { omitted: count, hint: 'Use a filter or a larger limit to see more.' } : {};
}
