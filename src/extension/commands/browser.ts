import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { isOwnPort, type ListeningPort } from '../../core/ports/listeningPorts';
import { transportName } from '../../core/ports/endpointName';
import { urlOf } from '../../core/query/url';
import { messageText } from '../../core/text/clean';
import { personName } from '../describe';

/** Opens the port in the user's browser; a port of a remote machine is forwarded. */
export async function openInBrowser(port: ListeningPort): Promise<void> {
  const url = urlOf(port);
  if (url === undefined) {
    void vscode.window.showInformationMessage(whyNot(port));
    return;
  }
  await openUrl(url);
}

function whyNot(listening: ListeningPort): string {
  const { transport, port, leader } = listening;
  if (transport !== 'tcp')
    return l10n.t('A browser speaks TCP: port {0} is {1}.', port, transportName(transport));
  if (!isOwnPort(listening))
    return l10n.t('Port {0} is in another network than the browser’s: it is not reached from there.', port);
  if (leader === undefined) return l10n.t('Port {0} is one of a service that speaks no HTTP.', port);
  const text = l10n.t(
    'A browser gets no answer from port {0}: what listens there ({1}) speaks no HTTP.',
    port,
    personName(leader, port),
  );
  return messageText(text);
}

/** Opens an address of this machine in the user's browser. */
export async function openUrl(url: string): Promise<void> {
  const reachable = await vscode.env.asExternalUri(vscode.Uri.parse(url));
  await vscode.env.openExternal(reachable);
}
