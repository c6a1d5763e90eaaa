import { l10n } from 'vscode';
import type { ConnectionTrouble, GroupTrouble } from '../../../core/model/page';

/** What is wrong with a connection, as a row is marked for it. */
export function troubleText(trouble: ConnectionTrouble): string {
  return {
    closeWait: () => l10n.t('The other end has closed long ago, and the program has not.'),
    retransmits: () => l10n.t('The other end does not answer: what was sent is sent again and again.'),
    unread: () => l10n.t('The program does not read what has come.'),
    unacknowledged: () => l10n.t('The other end does not take what was sent.'),
  }[trouble]();
}

/** The same of several, of which it is the worst. */
export function groupTroubleText({ trouble, count }: GroupTrouble): string {
  if (count === 1) return l10n.t('1 connection: {0}', troubleText(trouble));
  return {
    closeWait: () =>
      l10n.t('{0} connections whose other end has closed long ago, and the program has not.', count),
    retransmits: () => l10n.t('{0} connections whose other end does not answer.', count),
    unread: () => l10n.t('{0} connections whose data the program does not read.', count),
    unacknowledged: () => l10n.t('{0} connections whose other end does not take what was sent.', count),
  }[trouble]();
}
