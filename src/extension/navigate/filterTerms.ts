import { type AddressWords, INET_PROTOCOLS, type InetSocket } from '../../core/model/inetTable';
import type { GroupSubject, SocketRow } from '../../core/model/page';
import type { ProcessOwner } from '../../core/model/process';
import {
  inetStateName,
  offeredStateName,
  statesNamed,
  unixStateWord,
} from '../../core/query/filter/filterStates';
import { UNIX_LISTENING } from '../../core/query/page/unixSockets';
import { formatAddress } from '../../core/text/address';
import type { Row } from '../views/tree/row';

/** What a filter can be made of from a row: terms of the filter's language. */
export interface FilterTerms {
  readonly address?: string;
  readonly port?: string;
  readonly process?: string;
  readonly state?: string;
}

/** Processes that one term names; more share a port in no program that people filter by. */
const MOST_PIDS = 50;

/** The terms that find what is like the row; what it does not have is missing. */
export function filterTerms({ port, socket, group }: Row): FilterTerms {
  if (port !== undefined) {
    const [first] = port.sockets;
    return {
      ...(first && addressTerm(first.socket.localAddress, first.socket.isIPv6)),
      port: `port:${port.port}`,
      ...processTerm(port.owners),
      ...(first && inetState(first.socket)),
    };
  }
  if (socket !== undefined) return termsOfSocket(socket);
  return group === undefined ? {} : termsOfGroup(group.subject);
}

function termsOfSocket({ kind, socket, owners }: SocketRow): FilterTerms {
  switch (kind) {
    case 'inet':
      return { ...endTerms(socket), ...processTerm(owners), ...inetState(socket) };
    case 'unix':
      return { ...processTerm(owners), ...stateTerm(unixStateWord(socket)) };
    case 'other':
      return processTerm(owners);
  }
}

function termsOfGroup(subject: GroupSubject): FilterTerms {
  switch (subject.by) {
    case 'process':
      return subject.owner === undefined ? {} : processTerm([subject.owner]);
    case 'state':
      return stateTerm(stateNameOf(subject.protocol, subject.state));
    case 'foreignHost':
      return subject.address === '' ? {} : { address: `address:${subject.address}` };
    case 'localPort':
      return subject.port === 0 ? {} : { port: `port:${subject.port}` };
    default:
      return {};
  }
}

/** The other end's address, and the port that is served: the lower one, for the higher is one of many. */
function endTerms(socket: InetSocket): FilterTerms {
  const { isIPv6, localAddress, remoteAddress, localPort, remotePort } = socket;
  const isConnected = remotePort > 0;
  const served = Math.min(...[localPort, remotePort].filter((port) => port > 0));
  return {
    ...addressTerm(isConnected ? remoteAddress : localAddress, isIPv6),
    ...(Number.isFinite(served) && { port: `port:${served}` }),
  };
}

/** Nothing for the address that stands for all. */
function addressTerm(words: AddressWords, isIPv6: boolean): FilterTerms {
  if (words.every((word) => word === 0)) return {};
  return { address: `address:${formatAddress(words, isIPv6)}` };
}

function processTerm(owners: readonly ProcessOwner[]): FilterTerms {
  if (owners.length === 0) return {};
  const pids = owners.slice(0, MOST_PIDS).map(({ pid }) => pid);
  return { process: `pid:${pids.join(',')}` };
}

function inetState({ protocol, state }: Pick<InetSocket, 'protocol' | 'state'>): FilterTerms {
  return stateTerm(inetStateName(protocol, state));
}

/** The state of a group by its name; empty where the filter has none for it. */
function stateNameOf(family: string, state: number): string {
  if (family === 'unix') return state === UNIX_LISTENING ? 'LISTENING' : unixStateWord({ state, flags: 0 });
  const protocol = INET_PROTOCOLS.find((each) => each === family);
  return protocol === undefined ? '' : inetStateName(protocol, state);
}

function stateTerm(name: string): FilterTerms {
  const word = offeredStateName(name) ?? name.toLowerCase();
  return statesNamed(word) === undefined ? {} : { state: `state:${word}` };
}
