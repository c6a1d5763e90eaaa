import * as vscode from 'vscode';
import { markCommands } from './marks.contributions';
import type { Disposable } from '../lifetime';
import { setShowMarks } from '../settings';

/** Registers the commands that have rows be marked when they come, change or close, or not. */
export function registerMarks(): Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand(markCommands.showMarks.id, () => setShowMarks(true)),
    vscode.commands.registerCommand(markCommands.hideMarks.id, () => setShowMarks(false)),
  );
}
