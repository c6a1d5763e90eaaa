import * as vscode from 'vscode';
import { commands } from '../ids';
import type { Disposable } from '../lifetime';
import { setShowMarks } from '../settings';

/** Registers the commands that have rows be marked when they come, change or close, or not. */
export function registerMarks(): Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand(commands.showMarks, () => setShowMarks(true)),
    vscode.commands.registerCommand(commands.hideMarks, () => setShowMarks(false)),
  );
}
