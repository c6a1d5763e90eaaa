import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { askedSocket } from '../../core/history/asked';
import type { SocketFacts } from '../../core/model/socketFacts';
import { detailsCommands, detailsLanguage, detailsScheme } from './details.contributions';
import type { Parts } from '../api';
import type { Commands } from '../handlers';
import { pastOfPort } from '../history/past';
import { using } from '../sharedEngine';
import { SubjectDocuments } from './detailsDocuments';
import { registerDetailsProviders } from './detailsProviders';
import { FollowedDetails } from './followedDetails';
import { readingOf } from './reported';
import { subjectOf } from './detailRows';
import { rowDetails, type RowSubject, rowSubjectOf } from './rowDetails';
import { socketsNow } from './socketsNow';
import type { Subject } from './detailsSubject';
import type { Told } from './told';
import { detailsOf, MOST_PROCESSES } from './detailsText';

type DetailsDependencies = Pick<Parts, 'namingEngine' | 'names' | 'roots'>;

/** The commands that tell everything of a row in a document. */
export const commands: Commands = (parts, own) => {
  const { engine, monitor, views } = parts;
  const documents = own.add(
    new SubjectDocuments<Subject | RowSubject>(
      detailsScheme,
      (subject) => ('seen' in subject ? rowDetails(subject, engine) : textOf(parts, subject)),
      detailsLanguage,
    ),
  );
  const followed = own.add(new FollowedDetails(monitor, (uri) => documents.refresh(uri)));
  own.add(registerDetailsProviders(documents, followed));
  const aboutOf = (node: unknown): Subject | RowSubject | undefined =>
    subjectOf(node, Date.now()) ?? rowSubjectOf(node, views);
  const read = (subject: Subject | RowSubject, preserveFocus: boolean): Promise<void> =>
    readingOf(subject.title, () => documents.show({ ...subject, wish: monitor.wish }, { preserveFocus }));
  const show = async (node?: unknown): Promise<void> => {
    const nodes = node === undefined ? views.flatMap(({ tree }) => tree.selection.slice(0, 1)) : [node];
    const subject = nodes.map(aboutOf).find((each) => each !== undefined);
    if (subject === undefined) {
      void vscode.window.showInformationMessage(l10n.t('Select a row first.'));
    } else await read(subject, false);
  };
  const selecting = { isBegun: false, wouldOpen: false };
  /**
   * Selects the row that has the focus, which VS Code takes for a click: what that would open stays closed, and what it folds or
   * unfolds is put back.
   * @param folds whether it has rows below it, which a click folds or unfolds unless it opens something
   */
  const selectByKey = async (folds?: unknown): Promise<void> => {
    selecting.isBegun = true;
    selecting.wouldOpen = false;
    try {
      await vscode.commands.executeCommand('list.selectAndPreserveFocus');
    } finally {
      selecting.isBegun = false;
    }
    if (folds === true && !selecting.wouldOpen) await vscode.commands.executeCommand('list.toggleExpand');
  };
  /** A click, or Enter: the list keeps the focus the first time. */
  const open = async (node?: unknown): Promise<void> => {
    if (selecting.isBegun) {
      selecting.wouldOpen = true;
      return;
    }
    const subject = aboutOf(node);
    // Several rows are being chosen, for what is done with all of them.
    if (subject === undefined || views.some(({ tree }) => isAmongSeveral(tree.selection, node))) return;
    await read(subject, !documents.isInSight(subject));
  };
  const refresh = ofDocument((uri) => readingOf(uri.path, () => documents.refresh(uri)));
  return [
    [detailsCommands.showDetails, show],
    [detailsCommands.openDetails, open],
    [detailsCommands.selectByKey, selectByKey],
    [detailsCommands.refreshDetails, refresh],
    [detailsCommands.followDetails, ofDocument((uri) => followed.start(uri))],
    [detailsCommands.unfollowDetails, ofDocument((uri) => followed.stop(uri))],
  ];
};

/** On a document: that of the editor's title, or the active one. */
function ofDocument<R>(run: (uri: vscode.Uri) => R): (uri?: unknown) => R | undefined {
  return (uri = vscode.window.activeTextEditor?.document.uri) =>
    uri instanceof vscode.Uri ? run(uri) : undefined;
}

function isAmongSeveral(selection: readonly unknown[], node: unknown): boolean {
  return selection.length > 1 && selection.includes(node);
}

async function textOf(
  { namingEngine: engine, names, roots }: DetailsDependencies,
  subject: Subject,
): Promise<Told> {
  return using(engine, async () => {
    const { namespace, wish } = subject;
    const unowned = subject.sockets.find(
      ({ kind, owners, namespace: other }) => kind === 'inet' && owners.length === 0 && other === undefined,
    );
    const asked = unowned && askedSocket(unowned);
    const asking = asked?.port === undefined ? undefined : pastOfPort(engine, { port: asked.port });
    const snapshot = await engine.scan('all', true, 'all', namespace ? { shown: namespace } : wish);
    // The kernel tells more of sockets of its caller's own namespace alone.
    const kernel = namespace === undefined ? engine : { socketFacts: notAsked };
    const sockets = await socketsNow(subject.sockets, snapshot, kernel);
    const origins = await engine.origins(subject.owners.slice(0, MOST_PROCESSES));
    const isServed = sockets.some(({ row }) => row.likelyOwner?.service !== undefined);
    const served = isServed ? await engine.processes() : [];
    const past = (await asking) ?? [];
    return detailsOf(subject, { snapshot, sockets, names, roots, origins, served, past });
  });
}

function notAsked(questions: readonly unknown[]): Promise<SocketFacts[]> {
  return Promise.resolve(questions.map(() => ({})));
}
