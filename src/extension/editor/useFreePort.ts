import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { MentionedPort, PortMention } from '../../core/mentions/mention';
import type { Disposable } from '../lifetime';
import { linkCommands } from './editor.contributions';
import { copyFree, foundFree } from '../ports/useFreePort';
import type { PortAnswer } from './mentionAnswers';

/** Looks for the next port that a server could have; nothing where there is none nearby. Binds for a moment. */
export type FreePortNear = (port: number) => Promise<number | undefined>;

/** What a link to another port says: numbers alone. The place is absent where no file is meant. */
export type FreePortArguments =
  readonly [port: number] | readonly [port: number, line: number, start: number, end: number];

/**
 * The link of a hover to a free port, for a port of TCP that somebody has; nothing for others. Nothing is looked for until it is
 * clicked.
 */
export function freePortArguments(
  mention: MentionedPort & Partial<Pick<PortMention, 'line' | 'start' | 'end'>>,
  { whose, uses }: Pick<PortAnswer, 'whose' | 'uses'>,
): FreePortArguments | undefined {
  const { port, lastPort, transport = 'tcp', line, start, end } = mention;
  // The service of a Compose file that has its own port needs no other.
  const isItsOwn = uses[0]?.is === 'service';
  if (whose === 'nobody' || isItsOwn || lastPort !== undefined || transport !== 'tcp') return undefined;
  return line === undefined || start === undefined || end === undefined ? [port] : [port, line, start, end];
}

/** Registers what the link does: it writes the free port over the one that is taken, or copies it where no file has that. */
export function registerUseFreePort(freePortNear: FreePortNear): Disposable {
  return vscode.commands.registerCommand(linkCommands.useFreePort, async (...args: readonly unknown[]) => {
    const [port] = args;
    if (typeof port !== 'number' || !Number.isInteger(port)) return;
    const free = await foundFree(port, freePortNear);
    if (free !== undefined && !(await replaced(args, free))) await copyFree(free);
  });
}

/** Whether the number still stands where the link was made, and was written over. It can be undone as any edit. */
async function replaced([port, line, start, end]: readonly unknown[], free: number): Promise<boolean> {
  if (typeof line !== 'number' || typeof start !== 'number' || typeof end !== 'number') return false;
  const range = new vscode.Range(line, start, line, end);
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  const editor = [...(activeTextEditor ? [activeTextEditor] : []), ...visibleTextEditors].find(
    ({ document }) => document.getText(range) === String(port),
  );
  if (editor === undefined) return false;
  const isDone = await editor.edit((edit) => edit.replace(range, String(free)));
  if (isDone) {
    vscode.window.setStatusBarMessage(`$(check) ${l10n.t('{0} is now {1}', String(port), free)}`, 5_000);
  }
  return isDone;
}
