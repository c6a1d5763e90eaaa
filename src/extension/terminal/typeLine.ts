import * as vscode from 'vscode';
import { typedLine } from '../../core/text/typedLine';

/**
 * Types a line into a terminal, for the user to look at and to run: into the one given, else the active one, else a new one.
 * @returns whether it was typed: nothing is where a character of it would do more than stand there
 */
export function typeLine(text: string, given?: vscode.Terminal): boolean {
  const line = typedLine(text);
  if (line === undefined) return false;
  const terminal = given ?? vscode.window.activeTerminal ?? vscode.window.createTerminal();
  terminal.show();
  terminal.sendText(line, false);
  return true;
}
