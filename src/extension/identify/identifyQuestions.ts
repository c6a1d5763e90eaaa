import { l10n } from 'vscode';
import type { Caution } from '../../core/identify/cautions';
import type { IdentifyPlan, LeftOut, ToIdentify } from '../../core/identify/plan';
import { PROBES } from '../../core/identify/probes';
import { groupBy } from '../../core/query/groupBy';
import { askedProcess } from '../../core/text/programName';
import { listedNames } from '../describe';
import type { Question } from '../kill/questions';

/** Ports that a sentence names, and the characters of a list of them. */
const PORTS = { most: 12, longest: 90 };

/** Chosen rows that a question tells one by one. */
const MOST_TOLD = 8;

/** Asks about rows that somebody chose, where a connection may do something else than being answered; nothing where none may. */
export function chosenQuestion(chosen: readonly ToIdentify[]): Question | undefined {
  const risky = chosen.filter(({ cautions }) => cautions.length > 0);
  if (risky.length === 0) return undefined;
  const told = risky.slice(0, MOST_TOLD).map((each) => {
    return `${holderOf(each)}: ${each.cautions.map(cautionText).join(' ')}`;
  });
  const more = risky.length - told.length;
  return {
    message: messageOf(chosen),
    detail: [
      ...told,
      ...(more > 0 ? [l10n.t('And {0} more of these ports.', more)] : []),
      sentText(chosen),
      onceText(),
    ].join('\n\n'),
    yes: l10n.t('Identify'),
  };
}

/** Asks whether to ask all, and says of whom not. */
export function allQuestion({ toAsk, leftOut }: IdentifyPlan): Question {
  const left = [...groupBy(leftOut, ({ why }) => why)].map(([why, group]) => leftLine(why, group));
  return {
    message: messageOf(toAsk),
    detail: [
      l10n.t('Ports: {0}', portsOf(toAsk)),
      sentText(toAsk),
      onceText(),
      ...(left.length > 0 ? [`${l10n.t('Left out:')}\n${left.join('\n')}`] : []),
    ].join('\n\n'),
    yes: l10n.t('Identify All'),
  };
}

function messageOf(all: readonly ToIdentify[]): string {
  const [first, ...more] = all;
  return first !== undefined && more.length === 0
    ? l10n.t('Connect to port {0}, and ask what answers there?', first.listener.port)
    : l10n.t('Connect to {0} ports, and ask what answers there?', all.length);
}

/** Why a row is left out, in the words of a sentence about its port. */
export function leftOutText(why: LeftOut['why']): string {
  switch (why) {
    case 'udp':
      return l10n.t(
        'it is a UDP port, which takes no connections: what is sent there is rarely answered, and may be taken for something else',
      );
    case 'sctp':
      return l10n.t('it is an SCTP port, and only TCP connections are made');
    case 'nobody':
      return l10n.t('nothing listens on it here: packet rules pass it on to a container');
    case 'noNamespace':
      return l10n.t('nothing names its network namespace any more');
    default:
      return cautionText(why);
  }
}

/** `Port 5432 (pid 42 “ssh”)`: the port comes first. */
function holderOf({ port, listener }: ToIdentify): string {
  const { leader } = port;
  return leader === undefined
    ? l10n.t('Port {0}', listener.port)
    : l10n.t('Port {0} ({1})', listener.port, askedProcess(leader));
}

/** What a connection may do, as sentences. */
function cautionText(caution: Caution): string {
  switch (caution) {
    case 'forwarder':
      return l10n.t(
        'Its program passes connections on, perhaps to another machine: what is sent arrives there, and comes from here.',
      );
    case 'unseen':
      return l10n.t(
        'Nobody here can see which program listens: it may pass the connection on to another machine.',
      );
    case 'starts':
      return l10n.t('A connection starts the service behind it.');
    case 'debugger':
      return l10n.t(
        'It may be a debugger’s: a connection may stop or end what is debugged, or keep out who debugs it.',
      );
    case 'printer':
      return l10n.t('Printers have this port, and print whatever is sent to them.');
    case 'once':
      return l10n.t('Its program serves one connection, and ends with it.');
  }
}

function leftLine(why: LeftOut['why'], group: readonly LeftOut[]): string {
  const ports = listedNames([...new Set(group.map(({ port }) => String(port.port)))], PORTS);
  switch (why) {
    case 'udp':
      return l10n.t('UDP, which takes no connections: {0}', ports);
    case 'sctp':
      return l10n.t('SCTP: {0}', ports);
    case 'nobody':
      return l10n.t('passed on to containers by packet rules: {0}', ports);
    case 'noNamespace':
      return l10n.t('in network namespaces that nothing names: {0}', ports);
    case 'forwarder':
      return l10n.t('passed on, perhaps to another machine: {0}', ports);
    case 'unseen':
      return l10n.t('of programs that cannot be seen, and may pass it on: {0}', ports);
    case 'starts':
      return l10n.t('of services that a connection would start: {0}', ports);
    case 'debugger':
      return l10n.t('debuggers: {0}', ports);
    case 'printer':
      return l10n.t('printers: {0}', ports);
    case 'once':
      return l10n.t('of programs that end with one connection: {0}', ports);
  }
}

/** What is sent, and in which order. */
function sentText(all: readonly ToIdentify[]): string {
  const names = all.flatMap(({ listener: { suggested } }) =>
    suggested === undefined || suggested === 'http' || suggested === 'tls' ? [] : [PROBES[suggested].name],
  );
  const suggested = listedNames([...new Set(names)].toSorted());
  const rest = l10n.t(
    'Each gets at most three connections, one after another. A greeting is waited for; who gives none is sent a question in the protocol that its name or port suggests, else a TLS handshake, else the HTTP request GET /.',
  );
  return suggested === '' ? rest : `${rest} ${l10n.t('Suggested are {0}.', suggested)}`;
}

function onceText(): string {
  return l10n.t(
    'A server that serves one connection may end by it, and servers may write what they were asked into their logs.',
  );
}

function portsOf(all: readonly ToIdentify[]): string {
  return listedNames([...new Set(all.map(({ listener }) => String(listener.port)))], PORTS);
}
