import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { HistoryStatus } from '../../core/model/history';
import { askedPort } from '../../core/history/asked';
import { messageText } from '../../core/text/clean';
import { formatBytes } from '../../core/text/quantity';
import { detailsLanguage } from '../details/details.contributions';
import { SubjectDocuments } from '../details/detailsDocuments';
import { readingOf } from '../details/reported';
import type { Commands } from '../handlers';
import { agrees } from '../kill/dialogs';
import { portFor } from '../ports/choosePort';
import { readSetting, setForUser } from '../settings';
import { using } from '../sharedEngine';
import { agoAndWhen } from '../started';
import { exportHistory } from './exportHistory';
import { historyCommands, historyScheme, historySettings } from './history.contributions';
import { historyDocument } from './historyDocument';
import { registerHistoryLinks } from './historyLinks';
import { type HistorySubject, rowSubject, subjectOf } from './historySubject';
import { Troubles } from './troubles';

/** The commands that tell what happened, and that keep, export and delete what is told of. */
export const commands: Commands = ({ engine, namingEngine, context }, own) => {
  const troubles = new Troubles(context.globalState);
  const documents = own.add(
    new SubjectDocuments<HistorySubject>(
      historyScheme,
      (subject) =>
        using(engine, async () => {
          troubles.tell(await engine.historyStatus());
          return historyDocument(subject, engine);
        }),
      detailsLanguage,
    ),
  );
  own.add(registerHistoryLinks());

  /** Of a row its own, of a number or text the port's; else a port is asked for. */
  const subjectFor = async (argument: unknown): Promise<HistorySubject | undefined> => {
    if (typeof argument === 'object' && argument !== null) {
      const subject = rowSubject(argument);
      if (subject === 'elsewhere') tellElsewhere();
      else if (subject === undefined) tellNone();
      return subject === 'elsewhere' ? undefined : subject;
    }
    const question = await portFor(argument, namingEngine, l10n.t('Show History'));
    return question && subjectOf(askedPort(question));
  };
  const show = async (argument?: unknown): Promise<void> => {
    const subject = await subjectFor(argument);
    if (subject !== undefined) await readingOf(subject.title, () => documents.show(subject));
  };
  const refresh = async (uri = vscode.window.activeTextEditor?.document.uri): Promise<void> => {
    if (uri instanceof vscode.Uri) await readingOf(uri.path, () => documents.refresh(uri));
  };
  /** What belongs to a document, and is called from it: by its title, with its URI, or by a link, with that as text. */
  const documentOf = (argument: unknown): vscode.Uri | undefined => {
    if (argument instanceof vscode.Uri) return argument;
    return typeof argument === 'string' ? vscode.Uri.parse(argument) : undefined;
  };
  const record = async (argument?: unknown): Promise<void> => {
    const before = readSetting(historySettings.record);
    if (before !== 'connections') await setForUser(historySettings.record, 'connections');
    const uri = documentOf(argument);
    if (uri !== undefined) await refresh(uri);
    void vscode.window.showInformationMessage(
      l10n.t('Every connection of this machine is recorded from now on, with its traffic.'),
    );
  };
  const clear = async (argument?: unknown): Promise<void> => {
    const status = await using(engine, () => engine.historyStatus());
    if (!(await mayClear(status))) return;
    await readingOf(l10n.t('The history'), async () => {
      await using(engine, () => engine.clearHistory());
    });
    const uri = documentOf(argument);
    if (uri !== undefined) await refresh(uri);
  };
  return [
    [historyCommands.showHistory, show],
    [historyCommands.refreshHistory, refresh],
    [historyCommands.recordConnections, record],
    [
      historyCommands.exportHistory,
      (argument?: unknown) => {
        const uri = documentOf(argument);
        const subject = uri && documents.subjectAt(uri);
        return exportHistory(engine, subject?.asked);
      },
    ],
    [historyCommands.clearHistory, clear],
  ];
};

/** Asks whether all of it may go, and says how much that is. */
async function mayClear({ entries, bytes, since, folder }: HistoryStatus): Promise<boolean> {
  if (entries === 0) {
    void vscode.window.showInformationMessage(l10n.t('Nothing is kept: there is nothing to delete.'));
    return false;
  }
  const detail = [
    l10n.t('{0} entries ({1}) go, those of all windows.', entries.toLocaleString(), formatBytes(bytes)),
    ...(since === undefined ? [] : [l10n.t('They reach back to {0}.', agoAndWhen(since))]),
    ...(folder === undefined ? [] : [l10n.t('They are in {0}.', messageText(folder))]),
    l10n.t('What happens from now on is recorded as before. This cannot be undone.'),
  ].join('\n');
  const message = l10n.t('Delete the history of this machine?');
  return agrees({ message, detail, yes: l10n.t('Delete') });
}

function tellElsewhere(): void {
  void vscode.window.showInformationMessage(
    l10n.t('This row is in another network than this machine’s own, of which nothing is recorded.'),
  );
}

function tellNone(): void {
  void vscode.window.showInformationMessage(
    l10n.t(
      'The history knows ports, connections, processes, addresses and containers. Choose a row of those.',
    ),
  );
}
