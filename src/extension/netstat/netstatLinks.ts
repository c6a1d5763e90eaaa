import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { ownerLinks } from '../../core/netstat/sockets/ownerLinks';
import { findCommands } from '../find/find.contributions';
import { netstatLanguage } from './netstat.contributions';

/** Makes the ports and pids in netstat's text links to "Find Port Owner". */
export function registerLinks(): vscode.Disposable {
  return vscode.languages.registerDocumentLinkProvider(netstatLanguage, {
    provideDocumentLinks: (document) =>
      ownerLinks(document.getText().split('\n')).map(({ line, start, end, kind, value }) => {
        const question = encodeURIComponent(JSON.stringify([kind === 'pid' ? `pid ${value}` : value]));
        const target = vscode.Uri.parse(`command:${findCommands.findPortOwner.id}?${question}`);
        const link = new vscode.DocumentLink(new vscode.Range(line, start, line, end), target);
        link.tooltip =
          kind === 'port' ? l10n.t('Find the owner of port {0}', value) : l10n.t('Find process {0}', value);
        return link;
      }),
  });
}
