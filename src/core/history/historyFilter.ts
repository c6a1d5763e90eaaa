import type { ContainerFacts } from '../model/container';
import type { HistoryEnd, HistoryEntry, HistoryKind, HistoryOwners, HistoryProgram } from '../model/history';
import type { InetProtocol } from '../model/inetTable';
import type { ProcessOwner } from '../model/process';
import type { KeyName } from '../query/filter/filterKeys';
import type { Knowledge } from '../query/filter/filterOwners';
import { UNCONNECTED, inetStateName } from '../query/filter/filterStates';
import { endOf, type FilterSubject, passes } from '../query/filter/filterSubject';
import { keysIn, readFilter } from '../query/filter/parse';
import { encodeByteText } from '../text/utf8';
import { hasTcpStates, TCP_LISTEN } from '../query/socketState';

/** What nothing is kept of: a filter that asks for it leaves the history alone, as one of ports leaves a table without any. */
const NOT_KEPT: ReadonlySet<KeyName> = new Set(['image', 'project', 'namespace', 'inode']);

/** The keys of an expression that ask for what is not kept. Where there is one, {@link historyTest} lets everything pass. */
export function keysNotKept(expression: string): KeyName[] {
  return [...new Set(keysIn(expression).filter((key) => NOT_KEPT.has(key)))];
}

/**
 * Whether an entry passes a filter, as rows of sockets do. Spans are left to the question.
 * @param expression without mistakes
 * @param users names by uid, where they are known
 * @throws where the expression is wrong
 */
export function historyTest(
  expression: string,
  users: ReadonlyMap<number, string> = new Map(),
): (entry: HistoryEntry) => boolean {
  const filter = readFilter(expression);
  if (filter.terms.length === 0 || keysNotKept(expression).length > 0) return () => true;
  const asksWords = filter.terms.some(({ tests }) => tests.text !== undefined);
  return (entry) => {
    const subject = subjectOf(entry);
    return passes(filter, asksWords ? withWords(subject, wordsOf(entry)) : subject, users);
  };
}

function withWords(subject: FilterSubject, words: readonly string[]): FilterSubject {
  return { ...subject, texts: [...(subject.texts ?? []), ...words] };
}

/** What lines of the story say of each kind, where that is no fact of the entry: a word finds what it is shown in. */
const WORDS: Readonly<Record<HistoryKind, readonly string[]>> = {
  listener: ['began to listen on', 'stopped listening on', 'already when recording began'],
  connection: ['connection', 'connected to', 'came from', 'ended'],
  refusal: ['was refused on'],
  action: ['was ended', 'was sent', 'the connection', 'was closed', 'the container', 'was stopped'],
  notice: ['the interface', 'got the address', 'lost the address', 'a route to', 'was added', 'was removed'],
  gap: ['Nobody knows what happened between', 'the clock was set', 'the kernel did not tell'],
};

/** The same of an entry: who did it, and how it ended. */
function wordsOf(entry: HistoryEntry): string[] {
  const more: string[] = [];
  if (entry.kind === 'listener') {
    if (entry.isTakenOver === true) more.push('taken by', 'took over');
    if (entry.ending === 'handedOver') more.push('handed over to', 'shared with');
  }
  if (entry.kind === 'action') more.push(entry.by === 'agent' ? 'by an agent' : 'from this window');
  return [...WORDS[entry.kind], ...more];
}

function subjectOf(entry: HistoryEntry): FilterSubject {
  switch (entry.kind) {
    case 'listener': {
      const { address, port, path } = entry;
      return {
        ...subject(nameOfProtocol(entry), [entry.owners]),
        ends: entry.protocol === 'unix' ? [] : [endOf('local', address, port)],
        states: [waitingState(entry.protocol)],
        ...(path !== undefined && { path: bytesOf(path) }),
      };
    }
    case 'connection': {
      const { protocol, local, foreign, states } = entry;
      return {
        ...subject(nameOfProtocol(entry), [local.owners, foreign.owners]),
        ends: [inetEnd('local', local), inetEnd('foreign', foreign)],
        states: states.map(({ state }) => inetStateName(protocol as InetProtocol, state)),
      };
    }
    case 'refusal': {
      const { address, port, owners } = entry;
      return { ...subject(nameOfProtocol(entry), [owners]), ends: [endOf('foreign', address, port)] };
    }
    case 'action':
      return actionSubject(entry);
    case 'notice': {
      const { subject: changed, change, device = '', address = '', gateway = '' } = entry;
      const addresses = [address.replace(/\/\d+$/, ''), gateway].filter(Boolean);
      return {
        ...subject('', []),
        ends: addresses.map((text) => endOf('local', text, undefined)),
        texts: [changed, change, device, address, gateway],
      };
    }
    case 'gap':
      return { ...subject('', []), texts: [entry.why] };
  }
}

function actionSubject({ deed }: Extract<HistoryEntry, { kind: 'action' }>): FilterSubject {
  switch (deed.kind) {
    case 'signal': {
      const owners: HistoryOwners = { evidence: 'seen', programs: [deed.program] };
      return { ...subject('', [owners]), texts: [deed.signal] };
    }
    case 'stopContainer':
      return { ...subject('', []), containers: [containerOf(deed.container, deed.name)] };
    case 'closeConnection': {
      const { protocol, local, foreign } = deed;
      const ends = [
        endOf('local', local.address, local.port),
        endOf('foreign', foreign.address, foreign.port),
      ];
      return { ...subject(protocol, []), ends };
    }
  }
}

/** What owners tell; ends and states come to it. */
function subject(protocol: string, sides: readonly HistoryOwners[]): FilterSubject {
  const programs = sides.flatMap((side) => side.programs);
  return {
    protocol,
    ends: [],
    states: [],
    owners: programs.map(processOf),
    containers: programs.flatMap(({ container, containerName }) =>
      container === undefined ? [] : [containerOf(container, containerName)],
    ),
    ...(sides[0] && { knowledge: knowledgeOf(sides[0]) }),
    uids: [],
    texts: [
      ...programs.flatMap(({ origin }) => (origin === undefined ? [] : [origin.kind, origin.name])),
      ...sides.flatMap((side) => (side.programs.length === 0 ? ['an unknown process'] : [])),
      ...(sides.some(({ evidence }) => evidence === 'likely') ? ['probably'] : []),
    ],
  };
}

/** As much of a process as a filter asks for. It was the recording window's where it came from there. */
function processOf({ name, pid, startTime, uid, unit, origin }: HistoryProgram): ProcessOwner {
  return {
    pid,
    startTime,
    parentPid: 0,
    // Nobody's, where it is not known.
    uid: uid ?? -1,
    comm: name,
    commandLine: [],
    ...(unit !== undefined && { membership: { unit } }),
    ...(origin && { isMine: true }),
  };
}

function containerOf(id: string, name: string | undefined): ContainerFacts {
  return {
    runtime: 'unknown',
    id,
    ...(name !== undefined && { name }),
    networks: [],
    ports: [],
    isHere: true,
  };
}

function knowledgeOf({ evidence }: HistoryOwners): Knowledge {
  if (evidence === 'seen') return 'proven';
  return evidence === 'unknown' || evidence === 'unseen' ? 'unknown' : 'likely';
}

/** The protocol of an entry as sockets have it: tcp6 where it is of IPv6. */
export function nameOfProtocol({
  protocol,
  isIPv6,
}: {
  readonly protocol: string;
  readonly isIPv6: boolean;
}): string {
  const isOfBoth = /^(?:tcp|udp|udplite|raw|icmp)$/.test(protocol);
  return isIPv6 && isOfBoth ? `${protocol}6` : protocol;
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(encodeByteText(text), (byte) => byte.charCodeAt(0));
}

function waitingState(protocol: string): string {
  if (protocol === 'unix') return 'LISTENING';
  return hasTcpStates(protocol) ? inetStateName('tcp', TCP_LISTEN) : UNCONNECTED;
}

/** Of connections that are folded the connecting end has no port. */
function inetEnd(side: 'local' | 'foreign', { address, port }: HistoryEnd): FilterSubject['ends'][number] {
  return endOf(side, address, port === 0 ? undefined : port);
}
