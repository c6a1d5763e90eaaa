import * as vscode from 'vscode';
import { pausedKey, refreshCommands } from './refresh.contributions';
import { listeningPortsView } from '../views/listeningPorts/listeningPorts.contributions';
import type { Commands } from '../handlers';

/** The commands that refresh, pause and resume. */
export const commands: Commands = ({ monitor, views }) => {
  const setPaused = (paused: boolean): Thenable<unknown> =>
    vscode.commands.executeCommand('setContext', pausedKey.id, paused);
  const read = async (): Promise<void> => {
    const others = views
      .filter(({ tree }) => tree.visible)
      .map(({ provider }) => provider.source.refresh?.());
    await Promise.all([monitor.refresh(), ...others]);
  };
  const refresh = (): Thenable<void> =>
    vscode.window.withProgress({ location: { viewId: listeningPortsView.id } }, read);
  const pause = (): Thenable<unknown> => {
    monitor.pause();
    return setPaused(true);
  };
  const resume = async (): Promise<void> => {
    monitor.resume();
    await setPaused(false);
    await read();
  };
  return [
    [refreshCommands.refresh, refresh],
    [refreshCommands.pauseRefresh, pause],
    [refreshCommands.resumeRefresh, resume],
  ];
};
