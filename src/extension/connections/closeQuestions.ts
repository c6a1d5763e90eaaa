import { l10n } from 'vscode';
import type { ClosePlan, ConnectionToClose } from '../../core/connections/plan';
import type { Snapshot } from '../../core/model/snapshot';
import { groupBy } from '../../core/query/groupBy';
import { TCP_TIME_WAIT } from '../../core/query/socketState';
import { listedNames } from '../describe';
import type { Question } from '../kill/questions';
import { stateName } from '../views/sockets/stateTexts';
import { carriedText, endsText, farOwner, leftAloneText, nearOwner } from './connectionTexts';

/** Characters of a question's details, of which its connections take what is left; of those in a warning, and of what is left alone. */
const MOST_DETAIL = 1_700;
const MOST_WARNED = 150;
const MOST_LEFT = 250;

/** Connections that are named where a port counts. */
const MOST_OF_PORT = 5;

/**
 * Asks whether to close connections: names both ends of each and who has them, and what comes of it.
 * @param port the port that they keep, where they are closed for its sake
 */
export function closeQuestion({ toClose, leftAlone, snapshot }: ClosePlan, port?: number): Question {
  const [only, ...others] = toClose;
  const isOne = only !== undefined && others.length === 0;
  const before = warnings(toClose);
  const after = [...effects(toClose), ...leftLines(leftAlone)];
  const room = MOST_DETAIL - [...before, ...after].join('\n\n').length;
  const connections = isOne ? described(only, snapshot) : listed(toClose, { snapshot, port, room });
  const detail = [...before, connections, ...after];
  return {
    message: messageOf(toClose, port),
    detail: detail.join('\n\n'),
    yes: isOne ? l10n.t('Close Connection') : l10n.t('Close Connections'),
  };
}

/** Asks once more, for those that somebody works over. */
export function carriedQuestion(carried: readonly ConnectionToClose[]): Question {
  const [only, ...others] = carried;
  return {
    message:
      only !== undefined && others.length === 0
        ? l10n.t('Somebody works over {0}. Close it all the same?', endsText(only.connection))
        : l10n.t('Somebody works over {0} of these connections. Close them all the same?', carried.length),
    detail: warnings(carried).join('\n\n'),
    yes: l10n.t('Close All the Same'),
  };
}

function messageOf(toClose: readonly ConnectionToClose[], port: number | undefined): string {
  const [only, ...others] = toClose;
  if (only !== undefined && others.length === 0) {
    const ends = endsText(only.connection);
    return port === undefined
      ? l10n.t('Close the connection {0}?', ends)
      : l10n.t('Close the connection {0}, which keeps port {1}?', ends, port);
  }
  return port === undefined
    ? l10n.t('Close {0} connections?', toClose.length)
    : l10n.t('Close {0} connections, which keep port {1}?', toClose.length, port);
}

/** One connection, a line for each thing. */
function described(target: ConnectionToClose, snapshot: Snapshot): string {
  const { protocol, state } = target.connection;
  return [
    l10n.t('State: {0}', stateName(protocol, state)),
    l10n.t('This end: {0}', nearOwner(target, snapshot)),
    l10n.t('Other end: {0}', farOwner(target, snapshot)),
  ].join('\n');
}

/** Several, a line each: of those whose other end is seen, who has that, too. */
function listed(
  toClose: readonly ConnectionToClose[],
  {
    snapshot,
    port,
    room,
  }: { readonly snapshot: Snapshot; readonly port?: number | undefined; readonly room: number },
): string {
  const lines = toClose.map((target) => {
    const { connection, peer } = target;
    const far = peer === undefined ? '' : ` ↔ ${farOwner(target, snapshot)}`;
    const state = stateName(connection.protocol, connection.state);
    return `${endsText(connection)} · ${state} · ${nearOwner(target, snapshot)}${far}`;
  });
  return linesOf(lines, room, port === undefined ? lines.length : MOST_OF_PORT);
}

function linesOf(lines: readonly string[], longest: number, most = lines.length): string {
  const andMore = (named: string, more: number): string => `${named}\n${l10n.t('and {0} more', more)}`;
  return listedNames(lines, { most, longest, between: '\n', andMore });
}

/** The same thing once. */
function warnings(toClose: readonly ConnectionToClose[]): string[] {
  return [...groupBy(toClose, ({ carried }) => carried)].flatMap(([carried, group]) => {
    if (carried === undefined) return [];
    const ends = group.map(({ connection }) => endsText(connection));
    return [l10n.t('WARNING: {0}', carriedText(listedNames(ends, { longest: MOST_WARNED }), carried))];
  });
}

function effects(toClose: readonly ConnectionToClose[]): string[] {
  const waits = toClose.filter(({ connection }) => connection.state === TCP_TIME_WAIT).length;
  return [
    ...(waits < toClose.length
      ? [
          l10n.t(
            'The programs go on, and get an error at once, as if the connection had been reset (ECONNABORTED at this end). What was not sent or read yet is lost.',
          ),
        ]
      : []),
    ...(waits > 0
      ? [
          l10n.t(
            'What is in TIME_WAIT is closed already, and no program has it. The kernel keeps its ends for up to a minute, so that late packets reach no later connection. Without it the port can be taken again at once.',
          ),
        ]
      : []),
  ];
}

function leftLines(leftAlone: ClosePlan['leftAlone']): string[] {
  if (leftAlone.length === 0) return [];
  const lines = leftAlone.map(({ socket, why }) => `${endsText(socket)}: ${leftAloneText(why)}`);
  return [`${l10n.t('Left alone:')}\n${linesOf(lines, MOST_LEFT)}`];
}
