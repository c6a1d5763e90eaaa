import * as vscode from 'vscode';
import { pausedKey, refreshCommands } from './refresh.contributions';
import { listeningPortsView } from '../views/listeningPorts/listeningPorts.contributions';
import type { Commands } from '../handlers';

/** The commands that refresh, pause and resume. */
export const commands: Commands = ({ monitor }) => {
  const setPaused = (paused: boolean): Thenable<unknown> =>
    vscode.commands.executeCommand('setContext', pausedKey.id, paused);
  const refresh = (): Thenable<void> =>
    vscode.window.withProgress({ location: { viewId: listeningPortsView.id } }, () => monitor.refresh());
  const pause = (): Thenable<unknown> => {
    monitor.pause();
    return setPaused(true);
  };
  const resume = async (): Promise<void> => {
    monitor.resume();
    await setPaused(false);
    await monitor.refresh();
  };
  return [
    [refreshCommands.refresh, refresh],
    [refreshCommands.pauseRefresh, pause],
    [refreshCommands.resumeRefresh, resume],
  ];
};
