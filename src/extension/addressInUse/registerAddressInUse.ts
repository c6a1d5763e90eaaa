import * as vscode from 'vscode';
import { addressInUseSettings } from './addressInUse.contributions';
import { type Disposable, DisposableStore } from '../lifetime';
import type { Log } from '../log';
import { onDidChangeSetting, readSetting } from '../settings';
import type { FailedCommands } from './failedCommands';
import { Failures } from './failures';
import { notify, type NotifyDependencies } from './notify';

/** Milliseconds in which a port is told of once: a debugger repeats what a terminal shows, and a watcher tries again. */
const ONCE_IN = 3_000;

/** Tells who holds a port when a program in a terminal or in the Debug Console could not take it, where the user wants so. */
export function registerAddressInUse(
  dependencies: Omit<NotifyDependencies, 'say'> & { readonly failedCommands: FailedCommands },
  log: Log,
): Disposable {
  const disposables = new DisposableStore();
  const told = new Map<number, number>();
  let failures: Failures | undefined;
  const say: NotifyDependencies['say'] = (text, ...actions) =>
    vscode.window.showWarningMessage(text, ...actions);
  const follow = (): void => {
    failures?.dispose();
    failures = readSetting(addressInUseSettings.notifyOfFailures) ? new Failures() : undefined;
    failures?.onDidFind((failure) => {
      const { port } = failure.complaint;
      dependencies.failedCommands.take(failure);
      if (Date.now() - (told.get(port) ?? 0) < ONCE_IN) return;
      told.set(port, Date.now());
      notify(failure, { ...dependencies, say }).catch((error: unknown) =>
        log.error(`port in use: ${String(error)}`),
      );
    });
  };
  follow();
  disposables.add(onDidChangeSetting(addressInUseSettings.notifyOfFailures)(follow));
  disposables.add({ dispose: () => failures?.dispose() });
  return disposables;
}
