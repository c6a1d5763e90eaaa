import { l10n } from 'vscode';
import type { ListeningPort } from '../../core/ports/listeningPorts';
import { holderCount } from '../../core/ports/mentionedPort';
import { shorten } from '../../core/text/clean';
import { programName } from '../describe';

/** A hint stands in a line of code: a longer name would push that away. */
const LONGEST_NAME = 24;

/** What a hint says of a port: `node · 4242`, `node · 4242 +1`, `in use`, `free`. Cleaned. */
export function hintLabel(rows: readonly ListeningPort[]): string {
  const [first] = rows;
  if (first === undefined) return l10n.t('free');
  const more = holderCount(rows) - 1;
  const { leader } = first;
  const label =
    leader === undefined ? l10n.t('in use') : `${shorten(programName(leader), LONGEST_NAME)} · ${leader.pid}`;
  return more > 0 ? `${label} +${more}` : label;
}
