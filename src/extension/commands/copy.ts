import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { ListeningPort } from '../../core/ports/listeningPorts';
import { addressEnds } from '../../core/ports/portAddresses';
import { formatEndpoint } from '../../core/text/address';

/** The local address of the port, the first where it has several: `127.0.0.1:3000`. */
export function addressOf(port: ListeningPort): string | undefined {
  const [first] = addressEnds(port);
  return first && formatEndpoint(first.words, first.isIPv6, port.port);
}

/** Puts the texts on the clipboard, each on a line of its own, and says so. */
export async function copy(texts: readonly string[]): Promise<void> {
  const lines = [...new Set(texts.filter((text) => text !== ''))];
  if (lines.length === 0) {
    void vscode.window.showInformationMessage(l10n.t('There is nothing to copy: its owner is not known.'));
    return;
  }
  await vscode.env.clipboard.writeText(lines.join('\n'));
  sayCopied(lines.length);
}

/** Says for a moment that so many lines were copied. */
export function sayCopied(lines: number): void {
  const said = lines === 1 ? l10n.t('Copied') : l10n.t('Copied {0} lines', lines);
  vscode.window.setStatusBarMessage(`$(check) ${said}`, 2_000);
}
