import { l10n } from 'vscode';
import type { Round } from '../../node/netstat/netstatRun';

/** What a document shows of a round: netstat's text, and what there is to say about it. */
export function roundText({ kind, text, status = 0 }: Round): string {
  if (kind === 'cut') return `${text}\n${l10n.t('… This is too much to show here: netstat was ended.')}\n`;
  if (text === '') return `${l10n.t('netstat printed nothing. Its exit status: {0}', status)}\n`;
  return text;
}
