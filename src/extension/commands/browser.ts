import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { ListeningPort } from '../../core/ports/listeningPorts';
import { transportName } from '../../core/ports/endpointName';
import { urlOf } from '../../core/query/url';

/** Opens the port in the user's browser; a port of a remote machine is forwarded. */
export async function openInBrowser(port: ListeningPort): Promise<void> {
  const url = urlOf(port);
  if (url === undefined) {
    const transport = transportName(port.transport);
    void vscode.window.showInformationMessage(
      l10n.t('A browser speaks TCP: port {0} is {1}.', port.port, transport),
    );
    return;
  }
  await openUrl(url);
}

/** Opens an address of this machine in the user's browser. */
export async function openUrl(url: string): Promise<void> {
  const reachable = await vscode.env.asExternalUri(vscode.Uri.parse(url));
  await vscode.env.openExternal(reachable);
}
