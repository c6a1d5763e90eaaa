import { l10n, window } from 'vscode';
import { messageText } from '../../core/text/clean';
import { cancellable } from '../netstat/progress';

/** Waits for the reading of what is named so; where that fails, the user is told. */
export async function readingOf(what: string, work: () => Promise<void>): Promise<void> {
  try {
    await cancellable(l10n.t('Reading {0}', what), work(), () => undefined);
  } catch (error) {
    tellUnread(what, error);
  }
}

/** Says that something could not be read, and why. @param what as a message begins with it */
export function tellUnread(what: string, error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  void window.showErrorMessage(messageText(l10n.t('{0} could not be read: {1}', what, reason)));
}
