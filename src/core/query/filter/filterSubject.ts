import { parseIPv4, parseIPv6 } from '../../etc/addressLine';
import type { ContainerFacts, PortContainer } from '../../model/container';
import type { ConntrackEntry, ConntrackTuple } from '../../model/conntrack';
import type { AddressWords, InetSocket } from '../../model/inetTable';
import type { MasqueradeEntry } from '../../model/masquerade';
import type { OtherSocket } from '../../model/otherSocket';
import type { LikelyOwner } from '../../model/likelyOwner';
import type { ProcessOwner } from '../../model/process';
import type { Ownership } from '../../model/snapshot';
import type { Filter, Tests } from './filter';
import { type NamespaceNames, OWN_NAMES } from './filterNamespaces';
import { type Knowledge, knowledgeOf } from './filterOwners';
import { otherStateName } from '../otherState';
import { inetStateName, UNCONNECTED } from './filterStates';

/** One end of something, as far as it is known. */
export interface SubjectEnd {
  readonly side: 'local' | 'foreign';
  readonly address?: { readonly words: AddressWords; readonly isIPv6: boolean };
  readonly port?: number;
}

/** What a filter asks of a single thing: a socket, a tracked connection, or what else has ends and states. */
export interface FilterSubject {
  readonly protocol: string;
  readonly ends: readonly SubjectEnd[];
  readonly states: readonly string[];
  readonly owners: readonly ProcessOwner[];
  /** Who has the other end within the machine, or waits for what comes to it. */
  readonly otherOwners?: readonly ProcessOwner[];
  readonly likelyOwner?: LikelyOwner;
  /** The containers that it is for. */
  readonly containers?: readonly ContainerFacts[];
  /** What its network namespace is called; absent of what is no socket. */
  readonly namespace?: NamespaceNames;
  /** What is known of who has it; absent of what is no socket. */
  readonly knowledge?: Knowledge;
  /** Users that it has beside those of its owners. */
  readonly uids: readonly number[];
  readonly inode?: number;
  readonly path?: Uint8Array;
  /** What else is shown of it, raw. */
  readonly texts?: readonly string[];
}

/** Something that rows of a table have and a filter can ask for. */
export type FilterFact = Exclude<keyof Tests, 'ends'>;

/** What sockets and connections have. */
export const SOCKET_FACTS: readonly FilterFact[] = [
  ...['port', 'address', 'endpoint', 'state', 'protocol'],
  ...['owner', 'likely', 'container', 'namespace', 'knowledge', 'user', 'inode', 'text', 'path'],
] as FilterFact[];

/**
 * Whether a filter can ask something of each term of rows with these facts: a table without ports has nothing to say to
 * `port:3000`. Of an address with a port the port decides.
 */
export function appliesTo({ terms }: Filter, facts: readonly FilterFact[]): boolean {
  return terms.every(({ tests }) =>
    tests.endpoint === undefined
      ? facts.some((fact) => tests[fact] !== undefined)
      : facts.includes('endpoint'),
  );
}

/** Whether one thing passes the filter; for tables of sockets there is the faster `compileFilter`. */
export function passes(
  { terms }: Filter,
  subject: FilterSubject,
  users: ReadonlyMap<number, string>,
): boolean {
  return terms.every(({ tests, isExcluded }) => isFound(tests, subject, users) !== isExcluded);
}

/** An Internet socket with who has it, as a filter sees it. */
export function inetSubject(socket: InetSocket, ownership: OwnersOf): FilterSubject {
  const { protocol, isIPv6, localAddress, localPort, remoteAddress, remotePort } = socket;
  const local = { side: 'local', address: { words: localAddress, isIPv6 }, port: localPort } as const;
  const foreign = { side: 'foreign', address: { words: remoteAddress, isIPv6 }, port: remotePort } as const;
  const isConnected = remotePort !== 0 || remoteAddress.some((word) => word !== 0);
  return {
    protocol,
    ends: isConnected ? [local, foreign] : [local],
    states: [inetStateName(protocol, socket.state)],
    ...ownerFacts(ownership),
    ...(ownership.container && { containers: [ownership.container.facts] }),
    uids: [socket.uid],
    inode: socket.inode,
  };
}

/** A port that a container publishes, whoever listens on it. */
export function publishedSubject({ facts, published }: Required<PortContainer>): FilterSubject {
  const { transport, hostAddress = '0.0.0.0', hostPort } = published;
  return {
    protocol: transport,
    ends: [endOf('local', hostAddress, hostPort)],
    states: [],
    owners: [],
    containers: [facts],
    uids: [],
  };
}

/** A socket of a family that few kernels have. */
export function otherSubject(socket: OtherSocket, ownership: OwnersOf): FilterSubject {
  const { protocol, local, foreign = '', device = '', ports, state, inode, uid } = socket;
  const ends: SubjectEnd[] = [];
  if (ports !== undefined) ends.push({ side: 'local', port: ports.local });
  if (ports?.foreign !== undefined) ends.push({ side: 'foreign', port: ports.foreign });
  return {
    protocol,
    ends,
    states: [otherStateName(protocol, state) || UNCONNECTED],
    ...ownerFacts(ownership),
    uids: uid === undefined ? [] : [uid],
    ...(inode !== undefined && { inode }),
    texts: [local, foreign, device],
  };
}

/** What subjects are made of beside the socket. */
export interface OwnersOf extends Pick<Ownership, 'owners' | 'likelyOwner'> {
  readonly container?: PortContainer;
  /** What its network namespace is called; absent of the engine's own. */
  readonly namespace?: NamespaceNames | undefined;
}

/** The same of them, as a filter sees it. */
export function ownerFacts(
  ownership: OwnersOf,
): Pick<FilterSubject, 'owners' | 'likelyOwner' | 'knowledge' | 'namespace'> {
  const { owners, likelyOwner, namespace = OWN_NAMES } = ownership;
  return { owners, namespace, knowledge: knowledgeOf(ownership), ...(likelyOwner && { likelyOwner }) };
}

/** An IPv4 address, 127.0.0.1 as 0x7f000001, as the words of an address. */
export function ipv4Words(address: number): AddressWords {
  return [address, 0, 0, 0];
}

/** A row of a table without sockets: it has addresses, of either side, and what else is shown of it, raw. */
export function addressSubject(
  addresses: readonly NonNullable<SubjectEnd['address']>[],
  texts: readonly string[],
): FilterSubject {
  const ends = addresses.flatMap((address) => [
    { side: 'local', address } as const,
    { side: 'foreign', address } as const,
  ]);
  return { protocol: '', ends, states: [], owners: [], uids: [], texts };
}

/** A tracked connection, as a filter sees it: sources are local and destinations foreign, as they were sent. */
export function conntrackSubject(entry: ConntrackEntry): FilterSubject {
  const { protocol, state, marks, original, reply } = entry;
  const states = state === undefined ? marks : [state, ...marks];
  return { protocol, ends: [...endsOf(original), ...endsOf(reply)], states, owners: [], uids: [] };
}

/** A masqueraded connection, as a filter sees it. */
export function masqueradeSubject(entry: MasqueradeEntry): FilterSubject {
  const end = (side: SubjectEnd['side'], word: number, port: number): SubjectEnd => {
    return { side, address: { words: ipv4Words(word), isIPv6: false }, port };
  };
  return {
    protocol: entry.protocol.toLowerCase(),
    ends: [
      end('local', entry.source, entry.sourcePort),
      end('foreign', entry.destination, entry.destinationPort),
      { side: 'local', port: entry.masqueradePort },
    ],
    states: [],
    owners: [],
    uids: [],
  };
}

function endsOf(tuple: ConntrackTuple): SubjectEnd[] {
  return [
    endOf('local', tuple.source, tuple.sourcePort),
    endOf('foreign', tuple.destination, tuple.destinationPort),
  ];
}

/** One end by its address as text, which need not be one of IP's. */
export function endOf(side: SubjectEnd['side'], text: string, port: number | undefined): SubjectEnd {
  const ipv4 = parseIPv4(text);
  const words: AddressWords | undefined = ipv4 === undefined ? parseIPv6(text) : [ipv4, 0, 0, 0];
  const address = words && { words, isIPv6: ipv4 === undefined };
  return { side, ...(address && { address }), ...(port !== undefined && { port }) };
}

function isFound(tests: Tests, subject: FilterSubject, users: ReadonlyMap<number, string>): boolean {
  const {
    protocol,
    ends,
    states,
    owners,
    otherOwners = [],
    likelyOwner,
    containers = [],
    namespace,
    knowledge,
    uids,
    inode,
    path,
    texts = [],
  } = subject;
  const { ends: asked = 'both' } = tests;
  const isUser = (uid: number): boolean => tests.user?.(uid, users.get(uid)) === true;
  const isOwner = (owner: ProcessOwner): boolean => tests.owner?.(owner) === true || isUser(owner.uid);
  return (
    tests.protocol?.(protocol) === true ||
    (tests.state !== undefined && states.some(tests.state)) ||
    (tests.inode !== undefined && inode !== undefined && tests.inode(inode)) ||
    owners.some(isOwner) ||
    (tests.otherEnd === true && otherOwners.some(isOwner)) ||
    (likelyOwner !== undefined && tests.likely?.(likelyOwner) === true) ||
    (tests.container !== undefined && containers.some(tests.container)) ||
    (namespace !== undefined && tests.namespace?.(namespace) === true) ||
    (knowledge !== undefined && tests.knowledge?.(knowledge) === true) ||
    uids.some(isUser) ||
    (tests.text !== undefined && texts.some(tests.text)) ||
    (path !== undefined && path.length > 0 && tests.path?.(path, 0, path.length) === true) ||
    ends.some((end) => (asked === 'both' || asked === end.side) && isAtEnd(tests, end))
  );
}

function isAtEnd({ port, address, endpoint }: Tests, end: SubjectEnd): boolean {
  const has = (test: Tests['address']): boolean =>
    test !== undefined && end.address !== undefined && test(end.address.words, end.address.isIPv6);
  if (end.port !== undefined && port?.(end.port) === true) return true;
  if (has(address)) return true;
  if (endpoint === undefined || end.port !== endpoint.port) return false;
  return endpoint.address === undefined || has(endpoint.address);
}
