import { l10n } from 'vscode';
import { identityLines, shortIdentity } from '../../core/identify/identityText';
import type { LeftOut, ToIdentify } from '../../core/identify/plan';
import type { IdentifyOutcome } from '../../core/model/identity';
import { listedNames } from '../describe';
import { leftOutText } from './identifyQuestions';

/** What came of asking one listener. */
export interface Identified {
  readonly asked: ToIdentify;
  readonly outcome: IdentifyOutcome;
}

/** Ports that a message names. */
const PORTS = { most: 5, longest: 200 };

/** Tells what answers at one port: all that is known, or why nothing is. */
export function oneAnswer({ asked: { listener }, outcome }: Identified): string {
  const { port } = listener;
  if (outcome.kind !== 'identified') return outcomeText(port, outcome);
  const lines = identityLines(outcome.identity, l10n).map(([name, text]) => l10n.t('{0}: {1}', name, text));
  return l10n.t('Port {0}. {1}.', port, lines.join(', '));
}

/** Tells what came of several. */
export function allAnswers(all: readonly Identified[]): string {
  const known = all.flatMap(({ asked, outcome }) =>
    outcome.kind === 'identified' ? [`${asked.listener.port} ${shortIdentity(outcome.identity, l10n)}`] : [],
  );
  const of = (...kinds: readonly IdentifyOutcome['kind'][]): string[] =>
    all.flatMap(({ asked, outcome }) => (kinds.includes(outcome.kind) ? [String(asked.listener.port)] : []));
  const rest: readonly (readonly [string[], (ports: string) => string])[] = [
    [of('silent'), (ports) => l10n.t('Nothing that is known was said by {0}.', ports)],
    [of('full'), (ports) => l10n.t('No connection was taken in time by {0}.', ports)],
    [of('refused'), (ports) => l10n.t('Nobody listens any more on {0}.', ports)],
    [of('ended'), (ports) => l10n.t('Nobody listens any more, after one connection, on {0}.', ports)],
    [of('closed'), (ports) => l10n.t('In network namespaces that only root may enter: {0}.', ports)],
    [of('failed'), (ports) => l10n.t('The system made no connection to {0}.', ports)],
    [of('cancelled'), (ports) => l10n.t('Not asked, or not to the end, since you cancelled: {0}.', ports)],
  ];
  return [
    l10n.t('{0} of {1} ports say what they are, which their rows show now.', known.length, all.length),
    ...rest.flatMap(([ports, text]) => (ports.length === 0 ? [] : [text(listedNames(ports, PORTS))])),
  ].join(' ');
}

/** Tells why a row cannot be asked at all. */
export function leftOutAnswer({ port, why }: LeftOut): string {
  return l10n.t('Port {0} was not asked: {1}.', port.port, leftOutText(why));
}

function outcomeText(port: number, outcome: Exclude<IdentifyOutcome, { kind: 'identified' }>): string {
  switch (outcome.kind) {
    case 'silent':
      return l10n.t(
        'Port {0} takes connections and says nothing that is known: no greeting, and no answer to what was sent.',
        port,
      );
    case 'full':
      return l10n.t(
        'Port {0} took no connection within a second: its program is stopped or too busy to accept any.',
        port,
      );
    case 'refused':
      return l10n.t('Nobody listens on port {0} any more.', port);
    case 'ended':
      return l10n.t(
        'The program on port {0} took one connection, said nothing, and listens no more: it served that one alone.',
        port,
      );
    case 'closed':
      return l10n.t(
        'Port {0} is in a network namespace that this process may not enter, or that has ended: only root may connect there.',
        port,
      );
    case 'cancelled':
      return l10n.t('Port {0} was not asked to the end, since you cancelled.', port);
    case 'failed':
      return l10n.t('No connection to port {0}: the system said {1}.', port, outcome.code);
  }
}
