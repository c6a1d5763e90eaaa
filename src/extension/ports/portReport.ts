import { l10n } from 'vscode';
import { carriedOver } from '../../core/connections/carried';
import { closeLine } from '../../core/connections/closeLine';
import { connectionsKeeping } from '../../core/connections/keepingPort';
import type { Containers } from '../../core/model/container';
import { storyOf } from '../../core/history/story';
import type { HistoryEntry } from '../../core/model/history';
import type { BindTrial, BoundSocket } from '../../core/model/portFacts';
import { type Cause, type Explanation, likelyOwnersIn } from '../../core/ports/explainPort';
import { groupBy } from '../../core/query/groupBy';
import { formatEndpoint, formatLocal } from '../../core/text/address';
import { listedNames, otherPidsText, personProcess, userName } from '../describe';
import { storyWords } from '../history/past';
import { ownersText } from '../likely/ownersText';
import { adviceLines, onEngineHostText, publishedLines, type Told } from './containerLines';
import { type ListenerCause, listenerLines, ownerLines, toldTogether } from './listenerLines';
import { answerText, behindAnswer } from './reportAnswer';
import { clock } from '../started';
import { proofLines } from '../units/proof';
import type { Stops } from '../units/stopOffer';

/** Connections and suspects that a report names. */
const MOST_NAMED = 10;

/**
 * Why a port is busy, or that it is not: plain text that begins with the sentence that answers, and goes on with the evidence.
 * @param stops what would stop those who probably have it
 * @param known what was told of containers, for the lines that stop them
 * @param past entries of the port's history
 * @param near a port nearby that is free, where one was looked for
 */
export function portReport(
  explanation: Explanation,
  stops?: Stops,
  known?: Containers,
  past: readonly HistoryEntry[] = [],
  near?: number,
): string {
  const { facts, causes, trials, notCauses, onEngineHost } = explanation;
  const likely = likelyOwnersIn(explanation);
  const verdict = verdictText(explanation);
  const notToBlame = [...notCauses.map(notCauseText), ...onEngineHost.map(onEngineHostText)];
  const parts: string[][] = [
    [answerText(explanation, verdict, near), ...behindAnswer(explanation)],
    [
      // That it is taken was said.
      ...(explanation.verdict === 'busy' || causes.length === 0 ? [] : [verdict]),
      ...(facts.snapshot.ownerScan.procPids === 'own' ? [] : [otherPidsText()]),
    ],
    ...causeParts(causes, { ...explanation, known, past }),
    ...(likely.length > 0 ? [proofLines([{ localPort: facts.port, remotePort: 0 }], stops?.(likely))] : []),
    ...closeParts(explanation),
    ...beforeParts(facts.port, past),
    [l10n.t('What a bind comes to'), ...trials.map((trial) => trialLine(trial, facts.port))],
    notToBlame.length === 0 ? [] : [l10n.t('Not to blame'), ...notToBlame.map((text) => `  ${text}`)],
    [
      l10n.t(
        'Port {0} ({1}), as found on {2}.',
        facts.port,
        facts.transport.toUpperCase(),
        clock(facts.snapshot.takenAt),
      ),
    ],
  ].filter((lines) => lines.length > 0);
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

/** A paragraph for each cause, and one for sockets that are told of together. */
function causeParts(causes: readonly Cause[], told: Told): string[][] {
  return [...groupBy(causes, toldTogether).values()].map(([first, ...more]) =>
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
      return `  ${ends}  ${ownersText(connection, facts.snapshot, facts.port) || l10n.t('unknown owner')}`;
    }),
    ...(more > 0 ? [`  ${l10n.t('{0} more', more)}`] : []),
    `  ${l10n.t('It is free again once the connection ends.')}`,
  ];
}

function boundLines({ socket, owners }: BoundSocket, explanation: Told): string[] {
  const { facts } = explanation;
  const end = formatLocal(socket);
  if (owners.length === 0) {
    return [
      `  ${l10n.t('An unknown process has {0}', end)}`,
      `    ${l10n.t('User: {0}', userName(facts.snapshot, socket.uid))}`,
    ];
  }
  return [
    `  ${l10n.t('{0} has {1}', listedNames(owners.map((owner) => personProcess(owner, facts.port))), end)}`,
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
    ...suspects.slice(0, MOST_NAMED).map(({ owner }) => `    ${personProcess(owner)}`),
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
