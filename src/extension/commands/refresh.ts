import * as vscode from 'vscode';
import { commands, contextKeys, views } from '../ids';
import { DisposableStore } from '../lifetime';
import type { Monitor } from '../monitor';

/** Registers the commands that refresh, pause and resume. */
export function registerRefresh(monitor: Monitor): DisposableStore {
  const disposables = new DisposableStore();
  const register = (command: string, run: () => unknown): void =>
    void disposables.add(vscode.commands.registerCommand(command, run));
  const setPaused = (paused: boolean): Thenable<unknown> =>
    vscode.commands.executeCommand('setContext', contextKeys.paused, paused);

  register(commands.refresh, () =>
    vscode.window.withProgress({ location: { viewId: views.listeningPorts } }, () => monitor.refresh()),
  );
  register(commands.pauseRefresh, () => {
    monitor.pause();
    return setPaused(true);
  });
  register(commands.resumeRefresh, async () => {
    monitor.resume();
    await setPaused(false);
    await monitor.refresh();
  });
  return disposables;
}
