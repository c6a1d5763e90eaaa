import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { clean, messageText } from '../../core/text/clean';
import type { TypedUnit, Typist } from '../../core/units/typedLines';
import { unitText } from '../../core/units/unitName';
import { findUnitFile } from '../../node/unitFile';

/** Opens the file that systemd has a unit from, or says why there is none to open. */
export async function openUnitFile(unit: TypedUnit, typist: Typist, find = findUnitFile): Promise<void> {
  const name = unitText(unit.unit ?? '');
  const found = find(unit, typist);
  if (found === undefined) {
    tell(
      l10n.t(
        'No file of {0} was found. Some units are made without one, and those of other users are not seen: “Show Unit Status” tells more.',
        name,
      ),
    );
    return;
  }
  const path = clean(found.path);
  if (!found.isText) {
    tell(l10n.t('{0} was not opened: it is no file (the unit is masked), or longer than 1 MB.', path));
    return;
  }
  try {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(found.path));
    await vscode.window.showTextDocument(document, { preview: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(messageText(l10n.t('{0} could not be read: {1}', path, reason)));
  }
}

function tell(text: string): void {
  void vscode.window.showInformationMessage(messageText(text));
}
