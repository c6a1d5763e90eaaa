import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { type Disposable, DisposableStore } from '../lifetime';
import { type LinkTo, linkArguments } from '../navigate/deeds';
import { navigationCommands } from '../navigate/navigate.contributions';
import { detailsCommands, detailsScheme } from './details.contributions';
import type { FollowedDetails } from './followedDetails';
import type { Told } from './told';

/** The documents that are told of. */
export interface ToldDocuments {
  readonly onDidChange: vscode.Event<vscode.Uri>;
  toldAt(uri: vscode.Uri): Told | undefined;
}

/** Makes what details tell lead somewhere: links, lenses for what may be done, and sections that fold. */
export function registerDetailsProviders(documents: ToldDocuments, followed: FollowedDetails): Disposable {
  const disposables = new DisposableStore();
  const selector = { scheme: detailsScheme };
  const changed = disposables.add(new vscode.EventEmitter<void>());
  const folds = disposables.add(new vscode.EventEmitter<void>());
  disposables.add(documents.onDidChange(() => changed.fire()));
  disposables.add(documents.onDidChange(() => folds.fire()));
  disposables.add(followed.onDidChange(() => changed.fire()));
  disposables.add(registerToldLinks(detailsScheme, documents));
  disposables.add(
    vscode.languages.registerCodeLensProvider(selector, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: ({ uri }) => {
        const lenses =
          documents.toldAt(uri)?.lenses.map(({ line, link }) => lens(line, commandOf(link))) ?? [];
        return [lens(0, followCommand(uri, followed.has(uri))), ...lenses];
      },
    }),
  );
  disposables.add(
    vscode.languages.registerFoldingRangeProvider(selector, {
      onDidChangeFoldingRanges: folds.event,
      provideFoldingRanges: ({ uri }) =>
        documents.toldAt(uri)?.folds.map(({ from, to, isFolded }) => {
          // VS Code folds imports by itself when a document opens: these documents have it do so.
          return new vscode.FoldingRange(from, to, isFolded ? vscode.FoldingRangeKind.Imports : undefined);
        }) ?? [],
    }),
  );
  return disposables;
}

/** Makes the links in documents of a scheme lead somewhere. */
export function registerToldLinks(scheme: string, documents: Pick<ToldDocuments, 'toldAt'>): Disposable {
  return vscode.languages.registerDocumentLinkProvider(
    { scheme },
    { provideDocumentLinks: ({ uri }) => documents.toldAt(uri)?.links.map(linkAt) ?? [] },
  );
}

/** As VS Code wants the arguments of a link: in its URI. They are ids alone, see `Target`. */
export function uriOfLink(link: Pick<LinkTo, 'deed' | 'target'>): string {
  const args = encodeURIComponent(JSON.stringify(linkArguments(link)));
  return `command:${navigationCommands.followLink.id}?${args}`;
}

function linkAt({ line, from, to, link }: Told['links'][number]): vscode.DocumentLink {
  return new vscode.DocumentLink(new vscode.Range(line, from, line, to), vscode.Uri.parse(uriOfLink(link)));
}

function commandOf(link: LinkTo): vscode.Command {
  return { command: navigationCommands.followLink.id, title: link.title, arguments: linkArguments(link) };
}

function followCommand(uri: vscode.Uri, isFollowed: boolean): vscode.Command {
  return isFollowed
    ? {
        command: detailsCommands.unfollowDetails.id,
        title: `$(debug-stop) ${l10n.t('Stop Following')}`,
        arguments: [uri],
      }
    : {
        command: detailsCommands.followDetails.id,
        title: `$(debug-start) ${l10n.t('Follow')}`,
        arguments: [uri],
      };
}

function lens(line: number, command: vscode.Command): vscode.CodeLens {
  return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), command);
}
