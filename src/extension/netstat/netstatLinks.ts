import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { checkLine, lineOf } from '../../core/netstat/commandLine/commandLine';
import { ownerLinks } from '../../core/netstat/sockets/ownerLinks';
import { findCommands } from '../find/find.contributions';
import { netstatLanguage } from './netstat.contributions';

/**
 * Makes the ports and pids in netstat's text links to "Find Port Owner"; ports of another network namespace are none here.
 * @param argsOf what a document was made by, where that is known
 */
export function registerLinks(argsOf: (uri: vscode.Uri) => readonly string[] | undefined): vscode.Disposable {
  return vscode.languages.registerDocumentLinkProvider(netstatLanguage, {
    provideDocumentLinks: (document) => {
      const links = ownerLinks(document.getText().split('\n'));
      const shown = isOfNamespace(argsOf(document.uri) ?? [])
        ? links.filter(({ kind }) => kind === 'pid')
        : links;
      return shown.map(({ line, start, end, kind, value }) => {
        const question = encodeURIComponent(JSON.stringify([kind === 'pid' ? `pid ${value}` : value]));
        const target = vscode.Uri.parse(`command:${findCommands.findPortOwner.id}?${question}`);
        const link = new vscode.DocumentLink(new vscode.Range(line, start, line, end), target);
        link.tooltip =
          kind === 'port' ? l10n.t('Find the owner of port {0}', value) : l10n.t('Find process {0}', value);
        return link;
      });
    },
  });
}

function isOfNamespace(args: readonly string[]): boolean {
  const checked = checkLine(lineOf(args));
  return checked.kind === 'runnable' && checked.options?.namespace !== undefined;
}
