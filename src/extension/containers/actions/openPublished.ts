import type { PortContainer } from '../../../core/model/container';
import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { publishedUrl } from '../../../core/query/url';
import { messageText } from '../../../core/text/clean';
import { openUrl } from '../../commands/browser';
import { containerText } from '../../../core/containers/stopTexts';

/** Opens a port that a container publishes in the user's browser: the one that is meant, else the user says which of several. */
export async function openPublished({ facts, published }: PortContainer): Promise<void> {
  const meant = published && publishedUrl(published);
  const ports = facts.ports.flatMap((port) => {
    const url = publishedUrl(port);
    return url === undefined ? [] : [{ label: url, description: l10n.t('→ {0} inside', port.containerPort) }];
  });
  const [only] = ports;
  if (meant === undefined && only === undefined) {
    const text = l10n.t(
      'Container {0} publishes no port that answers a browser: what listens inside it alone is not reached from here.',
      containerText(facts),
    );
    return void vscode.window.showInformationMessage(messageText(text));
  }
  const title = l10n.t('Open in Browser');
  const placeHolder = l10n.t('A port of the container');
  const chosen =
    meant ??
    (ports.length === 1 ? only : await vscode.window.showQuickPick(ports, { title, placeHolder }))?.label;
  if (chosen !== undefined) await openUrl(chosen);
}
