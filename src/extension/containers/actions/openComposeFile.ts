import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { labelledFiles } from '../../../core/containers/composeFilePaths';
import type { ContainerFacts } from '../../../core/model/container';
import { serviceLine } from '../../../core/mentions/composeServices';
import { messageText, quotedName, quotedPath } from '../../../core/text/clean';
import { type FileRefusal, type LookedAt, readComposeFile } from '../../../node/composeFile';
import { containerText } from '../../../core/containers/stopTexts';

/** Files of one project that are looked at, and reasons that are told. */
const MOST_FILES = 20;
const MOST_REASONS = 3;

/**
 * Opens the Compose file that a container's labels name, at its service: the first file that has the service, else the first
 * that can be opened. Any image may have such labels, so that what they name is looked at first; else it is said what failed.
 */
export async function openComposeFile(container: ContainerFacts, read = readComposeFile): Promise<void> {
  const { service } = container;
  const failed: LookedAt[] = [];
  let other: string | undefined;
  for (const file of labelledFiles(container).slice(0, MOST_FILES)) {
    const looked = await read(file);
    if (!('text' in looked)) {
      failed.push(looked);
      continue;
    }
    const line = service === undefined ? undefined : serviceLine(looked.text, service);
    if (line !== undefined) return open(looked.path, line);
    other ??= looked.path;
  }
  if (other !== undefined) {
    await open(other, 0);
    if (service !== undefined) tell(l10n.t('Service {0} was not found in it.', quotedName(service)));
    return;
  }
  if (failed.length === 0) tell(noLabelText(container));
  else tell(failed.slice(0, MOST_REASONS).map(refusalText).join(' '));
}

async function open(path: string, line: number): Promise<void> {
  try {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path));
    const selection = new vscode.Range(line, 0, line, 0);
    await vscode.window.showTextDocument(document, { preview: true, selection });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const text = l10n.t('{0} could not be read: {1}', quotedPath(path), reason);
    void vscode.window.showErrorMessage(messageText(text));
  }
}

function noLabelText(container: ContainerFacts): string {
  const name = containerText(container);
  return container.engine === undefined
    ? l10n.t('Whether container {0} was made by Compose is not known: only its engine would tell.', name)
    : l10n.t('Container {0} has no label that names a Compose file.', name);
}

function refusalText(looked: LookedAt): string {
  const path = quotedPath(looked.path);
  return 'text' in looked ? '' : l10n.t('{0} was not opened: {1}', path, whyText(looked.refusal));
}

function whyText(refusal: FileRefusal): string {
  switch (refusal) {
    case 'relative':
      return l10n.t('the container’s label names no absolute path.');
    case 'ending':
      return l10n.t('it does not end in .yml or .yaml.');
    case 'linked':
      return l10n.t('it is a link to a file that does not end in .yml or .yaml.');
    case 'absent':
      return l10n.t('there is no such file on this machine.');
    case 'denied':
      return l10n.t('you may not read it.');
    case 'kind':
      return l10n.t('it is no regular file.');
    case 'long':
      return l10n.t('it is not below 1 MB.');
    case 'failed':
      return l10n.t('the system could not read it.');
  }
}

function tell(text: string): void {
  void vscode.window.showInformationMessage(messageText(text));
}
