import * as vscode from 'vscode';
import { pausedKey, refreshCommands } from './refresh.contributions';
import { listeningPortsView } from '../views/listeningPorts/listeningPorts.contributions';
import { DisposableStore } from '../lifetime';
import type { Monitor } from '../monitor';

/** Registers the commands that refresh, pause and resume. */
export function registerRefresh(monitor: Monitor): DisposableStore {
  const disposables = new DisposableStore();
  const register = (command: string, run: () => unknown): void =>
    void disposables.add(vscode.commands.registerCommand(command, run));
  const setPaused = (paused: boolean): Thenable<unknown> =>
    vscode.commands.executeCommand('setContext', pausedKey.id, paused);

  register(refreshCommands.refresh.id, () =>
    vscode.window.withProgress({ location: { viewId: listeningPortsView.id } }, () => monitor.refresh()),
  );
  register(refreshCommands.pauseRefresh.id, () => {
    monitor.pause();
    return setPaused(true);
  });
  register(refreshCommands.resumeRefresh.id, async () => {
    monitor.resume();
    await setPaused(false);
    await monitor.refresh();
  });
  return disposables;
}
