import * as vscode from 'vscode';
import type { Engine, ProcessIdentity } from '../../core/model/engine';

/** The terminals of this window that run on this machine, by the pid of their shell. */
export async function localTerminals(
  engine: Engine,
  editorPid: number,
): Promise<Map<number, vscode.Terminal>> {
  const found = new Map<number, vscode.Terminal>();
  for (const terminal of vscode.window.terminals) {
    const pid = await terminal.processId;
    if (pid === undefined) continue;
    // Another machine's shell may have the pid of any process here: only what VS Code itself started here counts.
    const ancestors = await engine.ancestors(pid);
    if (ancestors.some((ancestor) => ancestor.pid === editorPid)) found.set(pid, terminal);
  }
  return found;
}

/**
 * The terminal that a process was started from; nothing where it was started elsewhere.
 * @param editorPid the process that VS Code's parts on this machine descend from: the parent of the extension host
 */
export async function terminalOf(
  process: ProcessIdentity,
  engine: Engine,
  editorPid: number,
): Promise<vscode.Terminal | undefined> {
  if (vscode.window.terminals.length === 0) return undefined;
  const [origin] = await engine.origins([process]);
  const terminals = await localTerminals(engine, editorPid);
  const chain = [process.pid, ...(origin?.ancestors.map(({ pid }) => pid) ?? [])];
  return chain.map((pid) => terminals.get(pid)).find((terminal) => terminal !== undefined);
}
