import { l10n } from 'vscode';
import type { HistoryRecord, HistoryStatus, HistoryTrouble } from '../../core/model/history';
import { clean } from '../../core/text/clean';
import { formatBytes } from '../../core/text/quantity';
import { agoAndWhen } from '../started';

/** What there is of the history, a line each: how far back it reaches, where it is kept, and what is recorded. */
export function statusLines(status: HistoryStatus): string[] {
  const { since, connectionsSince, folder, entries, bytes, trouble } = status;
  const reach =
    since === undefined
      ? [l10n.t('Nothing is kept yet.')]
      : [
          l10n.t('It reaches back to {0}.', agoAndWhen(since)),
          ...(connectionsSince === undefined || connectionsSince <= since
            ? []
            : [l10n.t('Connections reach back to {0}.', agoAndWhen(connectionsSince))]),
        ];
  const size = l10n.t('{0} entries, {1}', entries.toLocaleString(), formatBytes(bytes));
  const place =
    folder === undefined
      ? [...(trouble ? [troubleText(trouble)] : []), l10n.t('It is in memory ({0}).', size)]
      : [l10n.t('It is kept in {0} ({1}), for you alone.', clean(folder), size)];
  return [...reach, ...place, recordText(status.record), ...recorderLines(status)];
}

/** What is recorded, in one sentence or two. */
export function recordText(record: HistoryRecord): string {
  switch (record) {
    case 'off':
      return l10n.t('Nothing is recorded: the setting netstat.history.record is off.');
    case 'listeners':
      return l10n.t(
        'Recorded is who listens on which port, and what is ended or closed with Netstat. Connections are not recorded.',
      );
    case 'connections':
      return l10n.t(
        'Recorded is who listens on which port, every connection with its traffic, and what is ended or closed with Netstat.',
      );
  }
}

/** Why the history does not outlive the session, in plain words, and what can be done. */
export function troubleText(trouble: HistoryTrouble): string {
  const inMemory = l10n.t('The history is kept in memory until VS Code ends');
  switch (trouble.kind) {
    case 'noSqlite':
      return l10n.t(
        '{0}, since this VS Code runs Node {1}, which has no SQLite. A newer VS Code keeps it in a file.',
        inMemory,
        trouble.node,
      );
    case 'readOnly':
      return l10n.t(
        '{0}, since its folder may not be written to. Set NETSTAT_HISTORY_FOLDER to one that may.',
        inMemory,
      );
    case 'full':
      return l10n.t('{0}, since the disk is full. Make room and reload the window.', inMemory);
    case 'damaged':
      return l10n.t('{0}, since its file is damaged. Clear History… begins a new one.', inMemory);
    case 'newer':
      return l10n.t('{0}, since a newer version of Netstat wrote its file. Update Netstat.', inMemory);
    case 'networkFileSystem':
      return l10n.t(
        '{0}, since its folder is on a network file system, where two machines could damage it. Set NETSTAT_HISTORY_FOLDER to a local folder.',
        inMemory,
      );
    case 'notOurs':
      return l10n.t(
        '{0}, since its folder is not yours alone. Give it to your user with mode 0700, or set NETSTAT_HISTORY_FOLDER to another.',
        inMemory,
      );
    case 'failed':
      return l10n.t('{0}, since its file could not be opened: {1}', inMemory, clean(trouble.message));
  }
}

function recorderLines({ record, recorder }: HistoryStatus): string[] {
  if (record === 'off') return [];
  if (recorder === 'other') return [l10n.t('Another window records.')];
  return recorder === 'this' ? [] : [l10n.t('Nobody records at the moment.')];
}
