import * as vscode from 'vscode';
import { historyCommands, historyScheme } from './history.contributions';
import { documentLinks } from './historyDocument';

/** Makes lines of a history's document that say what can be done about it do that. */
export function registerHistoryLinks(): vscode.Disposable {
  return vscode.languages.registerDocumentLinkProvider(
    { scheme: historyScheme },
    {
      provideDocumentLinks: (document) => {
        const links = (Object.keys(documentLinks) as (keyof typeof documentLinks)[]).map(
          (name) => [documentLinks[name](), historyCommands[name].id] as const,
        );
        return Array.from({ length: document.lineCount }, (_, at) => document.lineAt(at)).flatMap((line) => {
          // Lines of a story begin with a time: none of them is a link, whatever names are in it.
          const [, id] = links.find(([text]) => line.text === `  ${text}`) ?? [];
          if (id === undefined) return [];
          const range = new vscode.Range(
            line.lineNumber,
            line.firstNonWhitespaceCharacterIndex,
            line.lineNumber,
            line.text.length,
          );
          // The document tells the command what it is of.
          const args = encodeURIComponent(JSON.stringify([document.uri.toString()]));
          return [new vscode.DocumentLink(range, vscode.Uri.parse(`command:${id}?${args}`))];
        });
      },
    },
  );
}
