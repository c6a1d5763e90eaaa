import * as vscode from 'vscode';
import { typedLine } from '../../core/text/typedLine';

/** How long a shell may take to show its prompt, in milliseconds; those that VS Code does not hook into never say so. */
const PROMPT_WITHIN = 2_000;

/**
 * Types a line into a terminal, for the user to look at and to run: into the one given, else the active one, else a new one.
 * @param into a terminal; or the options of a new one
 * @returns whether it was typed: nothing is where a character of it would do more than stand there
 */
export function typeLine(
  text: string,
  into: vscode.Terminal | vscode.TerminalOptions = vscode.window.activeTerminal ?? {},
): boolean {
  const line = typedLine(text);
  if (line === undefined) return false;
  const isThere = 'sendText' in into;
  const terminal = isThere ? into : vscode.window.createTerminal(into);
  terminal.show();
  if (isThere) terminal.sendText(line, false);
  else onceAtPrompt(terminal, () => terminal.sendText(line, false));
  return true;
}

/** Calls back once the shell of a new terminal reads lines: what is typed before stands there twice. */
function onceAtPrompt(terminal: vscode.Terminal, then: () => void): void {
  const goOn = (): void => {
    hooked.dispose();
    clearTimeout(timer);
    then();
  };
  const hooked = vscode.window.onDidChangeTerminalShellIntegration((change) => {
    if (change.terminal === terminal) goOn();
  });
  const timer = setTimeout(goOn, PROMPT_WITHIN);
}
