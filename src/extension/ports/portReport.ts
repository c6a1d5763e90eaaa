import { l10n } from 'vscode';
import { carriedOver } from '../../core/connections/carried';
import { closeLine } from '../../core/connections/closeLine';
import { connectionsKeeping } from '../../core/connections/keepingPort';
import type { Containers } from '../../core/model/container';
import { storyOf } from '../../core/history/story';
import type { HistoryEntry } from '../../core/model/history';
import type { LikelyOwner } from '../../core/model/likelyOwner';
import type { BindTrial, BoundSocket } from '../../core/model/portFacts';
import { isSame, type ProcessOwner } from '../../core/model/process';
import type { Ownership, Snapshot } from '../../core/model/snapshot';
import { type Cause, type Explanation, likelyOwnersIn } from '../../core/ports/explainPort';
import { groupBy } from '../../core/query/groupBy';
import { formatEndpoint, formatLocal } from '../../core/text/address';
import { clean } from '../../core/text/clean';
import { unescapedUnit } from '../../core/units/unitName';
import { otherPidsText, processName, reasonsText, userName } from '../describe';
import { containerInFull } from '../containers/containerTexts';
import { storyWords } from '../history/past';
import { likelyText } from '../likely/likelyTexts';
import { likelyInFull, ownersText } from '../likely/ownersText';
import { adviceLines, onEngineHostText, publishedLines, stopLines, type Told } from './containerLines';
import { seenHeldLine } from '../likely/seenHeld';
import { agoAndWhen, clock, startedAt } from '../started';
import { proofLines } from '../units/proof';
import type { Stops } from '../units/stopOffer';

type ListenerCause = Extract<Cause, { kind: 'listener' }>;

/** Connections and suspects that a report names. */
const MOST_NAMED = 10;

/**
 * Why a port is busy, or that it is not: plain text that reads from top to bottom, with the evidence.
 * @param stops what would stop those who probably have it
 * @param known what was told of containers, for the lines that stop them
 * @param past entries of the port's history
 */
export function portReport(
  explanation: Explanation,
  stops?: Stops,
  known?: Containers,
  past: readonly HistoryEntry[] = [],
): string {
  const { facts, causes, trials, notCauses, onEngineHost } = explanation;
  const likely = likelyOwnersIn(explanation);
  const parts: string[][] = [
    [
      l10n.t('Port {0} ({1})', facts.port, facts.transport.toUpperCase()),
      l10n.t('As found on {0}.', clock(facts.snapshot.takenAt)),
      ...(facts.snapshot.ownerScan.procPids === 'own' ? [] : [otherPidsText()]),
    ],
    [verdictText(explanation)],
    ...causeParts(causes, { ...explanation, known, past }),
    ...(likely.length > 0 ? [proofLines([{ localPort: facts.port, remotePort: 0 }], stops?.(likely))] : []),
    ...closeParts(explanation),
    ...beforeParts(facts.port, past),
    [l10n.t('What a bind comes to'), ...trials.map((trial) => trialLine(trial, facts.port))],
    [
      l10n.t('Not to blame'),
      ...notCauses.map((fact) => `  ${notCauseText(fact)}`),
      ...onEngineHost.map((container) => `  ${onEngineHostText(container)}`),
    ],
  ];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** What happened on the port lately, the newest first; nothing where nothing was recorded. */
function beforeParts(port: number, past: readonly HistoryEntry[]): string[][] {
  const events = storyOf(past, storyWords(port)).slice(0, MOST_NAMED);
  const told = events.map(({ when, line }) => `  ${when}  ${line}`);
  return told.length === 0 ? [] : [[l10n.t('What was here before, the newest first'), ...told]];
}

/** How the port is free at once, where connections alone keep it. No line is shown for what somebody may work over. */
function closeParts(explanation: Explanation): string[][] {
  const line = closeLine(connectionsKeeping(explanation));
  if (line === undefined) return [];
  const isCarried = explanation.causes.some(
    (cause) =>
      cause.kind === 'connection' &&
      cause.connections.some(
        (each) => carriedOver(each.socket, [each], { isOwn: () => false }) !== undefined,
      ),
  );
  return [
    [
      l10n.t(
        'Connections alone keep it: Free Port… offers to close them, which takes root’s rights (CAP_NET_ADMIN).',
      ),
      ...(isCarried
        ? []
        : [
            `  ${l10n.t('With an account that may use sudo, this closes whatever has these ends by then:')}`,
            `    ${line}`,
          ]),
    ],
  ];
}

/** Whether a server can take the port, in one sentence. */
export function verdictText({ verdict, causes }: Explanation): string {
  switch (verdict) {
    case 'free':
      return l10n.t('It is free: a server can take it on every address.');
    case 'freeToReuse': {
      const waiting = causes.find((cause) => cause.kind === 'timeWait');
      return l10n.t(
        'It is free to servers that set SO_REUSEADDR, as Node and most others do. Others have to wait {0} s.',
        waiting?.seconds ?? 60,
      );
    }
    case 'partly':
      return l10n.t('It is taken on some addresses, and free on others.');
    case 'busy':
      return l10n.t('It is taken: no server can have it now.');
    case 'published':
      return l10n.t(
        'It is taken, though a bind succeeds: a container publishes it, and gets what is sent to it.',
      );
  }
}

/** A paragraph for each cause; one for all sockets that are kept for a container, of which most lines are the same. */
function causeParts(causes: readonly Cause[], told: Told): string[][] {
  const parts = groupBy(causes, (cause) => {
    const container = cause.kind === 'listener' ? cause.listener.container : undefined;
    // Its own processes may be anything.
    return container === undefined || container.by === 'itself' ? cause : container.facts.id;
  });
  return [...parts.values()].map(([first, ...more]) =>
    first.kind === 'listener'
      ? listenerLines([first, ...more.filter((cause) => cause.kind === 'listener')], told)
      : causeLines(first, told),
  );
}

function causeLines(cause: Exclude<Cause, ListenerCause>, explanation: Told): string[] {
  switch (cause.kind) {
    case 'published':
      return cause.containers.flatMap((container) => publishedLines(container, explanation));
    case 'timeWait':
      return [
        l10n.t('Closed connections in TIME_WAIT: {0}', cause.count),
        `  ${l10n.t('The kernel keeps them for {0} s more. They belong to no process: there is nothing to end.', cause.seconds)}`,
        `  ${l10n.t('Only programs that do not set SO_REUSEADDR fail, Python’s servers among them.')}`,
      ];
    case 'connection':
      return connectionLines(cause, explanation);
    case 'boundOnly':
      return [
        l10n.t('A socket is bound to it and does not listen'),
        `  ${l10n.t('Such a socket is in no table of /proc: it shows in that a bind fails.')}`,
        ...(cause.sockets.length > 0
          ? cause.sockets.flatMap((socket) => boundLines(socket, explanation))
          : suspectLines(cause.suspects)),
      ];
    case 'privileged':
      return [
        l10n.t('Ports below {0} need a privilege that you lack', cause.from),
        `  ${l10n.t('The capability is CAP_NET_BIND_SERVICE; net.ipv4.ip_unprivileged_port_start sets the limit.')}`,
        `  ${l10n.t('Choose a port from {0} on, or have the server started with that capability.', cause.from)}`,
      ];
  }
}

/** Several have one container; what is the same of all is said once. */
function listenerLines(causes: readonly ListenerCause[], explanation: Told): string[] {
  const { snapshot } = explanation.facts;
  const once = (lines: (listener: ListenerCause['listener']) => readonly string[]): string[] => [
    ...new Set(causes.flatMap(({ listener }) => lines(listener))),
  ];
  return [
    ...causes.map(({ listener }) => hasText(listener, formatLocal(listener.socket), snapshot)),
    ...once(({ container }) =>
      container === undefined
        ? []
        : [`  ${l10n.t('It is for the container {0}.', containerInFull(container))}`],
    ),
    ...new Set(causes.map(({ reach }) => `  ${reachText(reach)}`)),
    ...once(({ owners }) => owners.flatMap((owner) => ownerLines(owner, explanation))),
    ...once(({ likelyOwner }) => (likelyOwner === undefined ? [] : likelyLines(likelyOwner, snapshot))),
    ...once((listener) => {
      const seen = seenHeldLine(listener, explanation.past ?? []);
      return seen === undefined ? [] : [`  ${seen}`];
    }),
    ...once(({ reasons }) => (reasons.length > 0 ? [`  ${reasonsText(reasons)}`] : [])),
    ...once(({ owners, socket }) =>
      owners.length === 0 ? [`  ${l10n.t('User: {0}', userName(snapshot, socket.uid))}`] : [],
    ),
    ...once((listener) => stopLines(listener, explanation) ?? adviceLines(listener.owners, explanation)),
  ];
}

/** Who has a socket, or probably has it. */
function hasText({ owners, likelyOwner }: Ownership, end: string, snapshot: Snapshot): string {
  if (owners.length > 0) return l10n.t('{0} has {1}', owners.map(processName).join(', '), end);
  return likelyOwner === undefined
    ? l10n.t('An unknown process has {0}', end)
    : l10n.t('{0} probably has {1}', likelyInFull(likelyOwner, snapshot), end);
}

/** Why an owner is thought likely, and what to do next. */
function likelyLines(likelyOwner: LikelyOwner, snapshot: Snapshot): string[] {
  return [
    likelyText(likelyOwner, snapshot),
    l10n.t('That is no proof, for a socket may have been moved or handed on.'),
  ].map((line) => `  ${line}`);
}

function ownerLines(owner: ProcessOwner, { facts: { snapshot }, origins }: Explanation): string[] {
  const began = startedAt(snapshot, owner.startTime);
  const origin = origins.find((each) => isSame(each, owner));
  const { unit, container } = origin?.membership ?? {};
  const parents = origin?.ancestors.map(processName) ?? [];
  return [
    l10n.t('User: {0}', userName(snapshot, owner.uid)),
    ...(began === undefined ? [] : [l10n.t('Started: {0}', agoAndWhen(began))]),
    ...(owner.workingDirectory === undefined
      ? []
      : [l10n.t('Working directory: {0}', clean(owner.workingDirectory))]),
    ...(parents.length === 0 ? [] : [l10n.t('Started by: {0}', parents.join(' ← '))]),
    ...(unit === undefined ? [] : [l10n.t('systemd unit: {0}', clean(unescapedUnit(unit)))]),
    ...(container === undefined
      ? []
      : [l10n.t('Container: {0} ({1})', clean(container.id), container.runtime)]),
  ].map((line) => `    ${line}`);
}

function reachText(reach: ListenerCause['reach']): string {
  return {
    everything: () =>
      l10n.t('It takes every address, IPv4 and IPv6, unless the program asked for IPv6 alone.'),
    allIPv4: () => l10n.t('It takes every IPv4 address; IPv6 is left to others.'),
    allIPv6: () => l10n.t('It takes every IPv6 address; IPv4 is left to others.'),
    oneAddress: () => l10n.t('It takes this address alone, and so keeps others from taking all at once.'),
  }[reach]();
}

function connectionLines(
  { connections, isEphemeral }: Extract<Cause, { kind: 'connection' }>,
  { facts }: Explanation,
): string[] {
  const more = connections.length - MOST_NAMED;
  return [
    isEphemeral
      ? l10n.t(
          'A connection got it by chance, from the ports that the kernel gives away (ip_local_port_range)',
        )
      : l10n.t('A connection has it as its own end'),
    ...connections.slice(0, MOST_NAMED).map((connection) => {
      const { socket } = connection;
      const ends = `${formatLocal(socket)} → ${formatEndpoint(socket.remoteAddress, socket.isIPv6, socket.remotePort)}`;
      return `  ${ends}  ${ownersText(connection, facts.snapshot) || l10n.t('unknown owner')}`;
    }),
    ...(more > 0 ? [`  ${l10n.t('{0} more', more)}`] : []),
    `  ${l10n.t('It is free again once the connection ends.')}`,
  ];
}

function boundLines({ socket, owners }: BoundSocket, explanation: Told): string[] {
  const end = formatLocal(socket);
  if (owners.length === 0) {
    return [
      `  ${l10n.t('An unknown process has {0}', end)}`,
      `    ${l10n.t('User: {0}', userName(explanation.facts.snapshot, socket.uid))}`,
    ];
  }
  return [
    `  ${l10n.t('{0} has {1}', owners.map(processName).join(', '), end)}`,
    ...owners.flatMap((owner) => ownerLines(owner, explanation)),
    ...adviceLines(owners, explanation).map((line) => `  ${line}`),
  ];
}

function suspectLines(suspects: Extract<Cause, { kind: 'boundOnly' }>['suspects']): string[] {
  if (suspects.length === 0) {
    return [
      `  ${l10n.t('No process that you may look into holds such a socket: it is another user’s, or a container’s.')}`,
    ];
  }
  const more = suspects.length - MOST_NAMED;
  return [
    `  ${l10n.t('One of these holds it, or one that you may not look into:')}`,
    ...suspects.slice(0, MOST_NAMED).map(({ owner }) => `    ${processName(owner)}`),
    ...(more > 0 ? [`    ${l10n.t('{0} more', more)}`] : []),
  ];
}

function trialLine({ address, outcome, code }: BindTrial, port: number): string {
  const end = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
  const told = {
    free: () => l10n.t('free'),
    inUse: () => l10n.t('in use (EADDRINUSE)'),
    denied: () => l10n.t('not permitted (EACCES)'),
    unavailable: () => l10n.t('no such address'),
    failed: () => l10n.t('failed ({0})', code ?? ''),
  }[outcome]();
  return `  ${end.padEnd(20)}  ${told}`;
}

function notCauseText(fact: Explanation['notCauses'][number]): string {
  return fact === 'reserved'
    ? l10n.t('It is in ip_local_reserved_ports: the kernel does not give it away, and servers can take it.')
    : l10n.t('Listeners in other network namespaces (containers) never get in its way.');
}
