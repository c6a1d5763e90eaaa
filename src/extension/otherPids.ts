import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { otherPidsText } from './describe';
import { type SharedEngine, using } from './sharedEngine';

/**
 * Whether the pids that can be seen here mean other processes to VS Code and its debuggers. Tells the user so, and what
 * to do instead.
 */
export async function refusedByOtherPids(engine: SharedEngine): Promise<boolean> {
  const { ownerScan } = await using(engine, () => engine.scan('listening', false));
  if (ownerScan.procPids === 'own') return false;
  void vscode.window.showErrorMessage(
    `${otherPidsText()} ${l10n.t('A debugger could reach the wrong one: attach from a window outside of this sandbox or container.')}`,
  );
  return true;
}
