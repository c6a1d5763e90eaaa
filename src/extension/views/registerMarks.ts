import * as vscode from 'vscode';
import { markCommands, markSettings } from './marks.contributions';
import type { Disposable } from '../lifetime';
import { setForUser } from '../settings';

/** Registers the commands that have rows be marked when they come, change or close, or not. */
export function registerMarks(): Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand(markCommands.showMarks.id, () =>
      setForUser(markSettings.showMarks, true),
    ),
    vscode.commands.registerCommand(markCommands.hideMarks.id, () =>
      setForUser(markSettings.showMarks, false),
    ),
  );
}
