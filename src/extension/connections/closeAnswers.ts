import { l10n } from 'vscode';
import type { CloseReport } from '../../core/connections/execute';
import type { CloseOutcome, SeenConnection } from '../../core/model/connection';
import { groupBy } from '../../core/query/groupBy';
import { listedNames } from '../describe';
import { endsText, leftAloneText } from './connectionTexts';

/** Connections that a notification names. */
const NAMED = { most: 3, longest: 200 };

/** What is told once connections were closed, or not. */
export interface CloseAnswer {
  readonly text: string;
  /** Whether all went as the user wanted. */
  readonly isGood: boolean;
  /** Whether anything was closed. */
  readonly isDone: boolean;
  /** Those that only somebody with more rights may close. */
  readonly denied: readonly SeenConnection[];
}

/** What happened, to what, and what comes next. */
export function closeAnswer({ results, leftAlone }: CloseReport): CloseAnswer {
  const groups = groupBy(results, ({ outcome }) => (outcome.kind === 'failed' ? outcome.code : outcome.kind));
  const told = [...groups.values()].map((group) => {
    const [{ outcome }] = group;
    return outcomeText(outcome, names(group.map(({ target }) => target.connection)));
  });
  const left = [...groupBy(leftAlone, ({ why }) => why)].map(([why, group]) => {
    return notClosed(names(group.map(({ socket }) => socket)), leftAloneText(why));
  });
  const of = (kind: CloseOutcome['kind']): SeenConnection[] =>
    results.flatMap(({ target, outcome }) => (outcome.kind === kind ? [target.connection] : []));
  return {
    text: [...told, ...left].join(' '),
    isGood: leftAlone.length === 0 && of('closed').length === results.length,
    isDone: of('closed').length > 0,
    denied: of('denied'),
  };
}

function outcomeText(outcome: CloseOutcome, ends: string): string {
  switch (outcome.kind) {
    case 'closed':
      return l10n.t('Closed {0}: the kernel has it no more.', ends);
    case 'remains':
      return l10n.t(
        'The kernel says that it closed {0}, and has it still. Refresh, and try again if it stays.',
        ends,
      );
    case 'denied':
      return notClosed(ends, l10n.t('the system permits that to root alone (CAP_NET_ADMIN)'));
    case 'unsupported':
      return notClosed(
        ends,
        l10n.t(
          'this kernel closes no connections, or none in that state (CONFIG_INET_DIAG_DESTROY), and ss -K cannot either. End the program at one of its ends, or wait until it ends',
        ),
      );
    case 'failed':
      return notClosed(ends, l10n.t('the system said {0}', outcome.code));
    case 'gone':
    case 'changed':
    case 'refused':
    case 'untold':
      return notClosed(ends, leftAloneText(outcome.kind));
  }
}

function notClosed(ends: string, why: string): string {
  return l10n.t('Not closed: {0}, since {1}.', ends, why);
}

function names(connections: readonly SeenConnection[]): string {
  return listedNames(connections.map(endsText), NAMED);
}
