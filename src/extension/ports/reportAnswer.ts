import { l10n } from 'vscode';
import type { ContainerLabel } from '../../core/model/container';
import type { ProcessOwner } from '../../core/model/process';
import { clientsOf } from '../../core/ports/clients';
import { type Explanation, likelyOwnersIn, obstacleAmong, ownersIn } from '../../core/ports/explainPort';
import type { ListeningSocket } from '../../core/ports/listeningPorts';
import { likelyInFull } from '../likely/ownersText';
import { containerWithImage } from '../containers/containerTexts';
import { listedNames, personProcess, userName } from '../describe';
import { commandsOf } from './listenerLines';

/** Owners that one sentence names. */
const MOST_NAMED = 3;

/** Who has a port, and what is to be done about that, as a part of a sentence each. */
interface Answer {
  readonly who: string;
  /** Nothing where there is nothing to be done but to take another port. */
  readonly what?: string;
}

/**
 * The one sentence that answers why a port is busy: whose it is, what frees it, and what may be done instead. Where the verdict
 * says it all, as of a port that nobody has, that.
 * @param verdict whether a server can take the port, as a sentence
 * @param near a port nearby that is free
 */
export function answerText(explanation: Explanation, verdict: string, near: number | undefined): string {
  const { port } = explanation.facts;
  const answer = answerOf(explanation);
  if (answer === undefined) return l10n.t('Port {0}: {1}', port, verdict);
  const { who, what } = answer;
  const other =
    near === undefined ? l10n.t('choose another port') : l10n.t('take port {0}, which is free', near);
  return what === undefined ? l10n.t('{0}; {1}.', who, other) : l10n.t('{0}; {1}, or {2}.', who, what, other);
}

/** What lies behind the answer at once: the command line, and how many would lose their connection. */
export function behindAnswer(explanation: Explanation): string[] {
  const { facts } = explanation;
  const sockets = listenersIn(explanation);
  const [command, ...more] = commandsOf(explanation);
  return [
    // Of several each stands with its process.
    ...(command === undefined || more.length > 0 ? [] : [l10n.t('Command: {0}', command)]),
    ...(facts.transport === 'tcp' && sockets.length > 0
      ? [connectedText(clientsOf(facts, sockets, facts.snapshot))]
      : []),
  ];
}

/** How many clients there are, and what the end of the program is to them. */
function connectedText(clients: number): string {
  if (clients === 0) return l10n.t('Nobody is connected to it.');
  return clients === 1
    ? l10n.t('1 client is connected, and would lose its connection.')
    : l10n.t('{0} clients are connected, and would lose their connections.', clients);
}

function answerOf(explanation: Explanation): Answer | undefined {
  const { port, snapshot } = explanation.facts;
  const { causes } = explanation;
  const sockets = listenersIn(explanation);
  const containers = containersIn(explanation);
  if (containers.length > 0) {
    const who = l10n.t(
      'Port {0} belongs to the container {1}',
      port,
      listedNames(containers, { most: MOST_NAMED }),
    );
    return { who, what: l10n.t('stop it') };
  }
  const owners = ownersIn(explanation);
  if (owners.length > 0) return ownedBy(owners, explanation);
  const [likely] = likelyOwnersIn(explanation);
  if (likely !== undefined)
    return { who: l10n.t('Port {0} probably belongs to {1}', port, likelyInFull(likely, snapshot)) };
  const [unknown] = sockets;
  if (unknown !== undefined) {
    const user = userName(snapshot, unknown.socket.uid);
    return { who: l10n.t('Port {0} belongs to a process of {1} that you may not look into', port, user) };
  }
  for (const cause of causes) {
    if (cause.kind === 'privileged') return { who: l10n.t('Port {0} needs a privilege that you lack', port) };
    if (cause.kind === 'connection')
      return {
        who: l10n.t('Port {0} is this machine’s end of a connection', port),
        what: l10n.t('wait until that ends'),
      };
    if (cause.kind === 'boundOnly')
      return { who: l10n.t('Port {0} belongs to a socket that does not listen, and is in no table', port) };
  }
  return undefined;
}

/** What those who are known to have a port are called, and what is to be done about them. */
function ownedBy(owners: readonly ProcessOwner[], explanation: Explanation): Answer {
  const { port } = explanation.facts;
  const names = listedNames(
    owners.map((owner) => personProcess(owner, port)),
    { most: MOST_NAMED },
  );
  const obstacle = obstacleAmong(owners, explanation);
  if (obstacle?.kind === 'guard')
    return { who: l10n.t('Port {0} belongs to {1}, which others rely on', port, names) };
  if (obstacle?.kind === 'manager') {
    const who = l10n.t('Port {0} belongs to {1}, which keeps it for others', port, names);
    return { who, what: l10n.t('stop what it is kept for') };
  }
  const who = l10n.t('Port {0} belongs to {1}', port, names);
  return { who, what: owners.length === 1 ? l10n.t('end it') : l10n.t('end them') };
}

function listenersIn({ causes }: Explanation): ListeningSocket[] {
  return causes.flatMap((cause) => (cause.kind === 'listener' ? cause.listener : []));
}

/** The containers that have the port by a socket or by packet rules, once each. */
function containersIn({ causes }: Explanation): string[] {
  const all = causes.flatMap((cause): ContainerLabel[] => {
    if (cause.kind === 'published') return cause.containers.map(({ facts }) => facts);
    const container = cause.kind === 'listener' ? cause.listener.container : undefined;
    return container === undefined ? [] : [container.facts];
  });
  return [...new Set(all.map(containerWithImage))];
}
