import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { ENGINES_SWITCH, enginesSwitch } from '../../node/containers/enginesSwitch';
import { hasPath, hasTerminalCommand, writeTerminalShim } from '../../node/terminalShim';
import { SWITCH } from '../../node/system/systemCalls';
import { containersSettings } from '../containers/containers.contributions';
import { engineSettings } from '../containers/engineSettings';
import { refreshSettings } from '../commands/refresh.contributions';
import { terminalSettings } from './terminal.contributions';
import type { Disposable } from '../lifetime';
import type { Log } from '../log';
import { mayUseSystemCalls, onDidChangeSetting, readSetting } from '../settings';
import { contributePath, contributeValue, PATH, withdraw } from './contribution';

/** Gives integrated terminals the command `netstat`, as the setting says. */
export function registerTerminalCommand(context: vscode.ExtensionContext, log: Log): Disposable {
  if (!hasTerminalCommand()) return new vscode.Disposable(() => undefined);
  let last = Promise.resolve();
  const apply = (): void => {
    last = last
      .then(() => offer(context))
      .catch((error: unknown) => log.error(`terminal command: ${String(error)}`));
  };
  apply();
  const { terminalCommand } = terminalSettings;
  return onDidChangeSetting(terminalCommand, refreshSettings.systemCalls, containersSettings.engines)(apply);
}

async function offer(context: vscode.ExtensionContext): Promise<void> {
  const variables = context.environmentVariableCollection;
  const when = readSetting(terminalSettings.terminalCommand);
  if (when === 'never') {
    for (const name of [PATH, SWITCH, ENGINES_SWITCH]) withdraw(variables, name);
    return;
  }
  const folder = vscode.Uri.joinPath(context.globalStorageUri, 'bin').fsPath;
  await writeTerminalShim(folder, vscode.Uri.joinPath(context.extensionUri, 'dist/netstat.js').fsPath);
  const description = l10n.t('Adds the command `netstat`.');
  if (variables.description !== description) variables.description = description;
  // An empty PATH would turn the colon into "the current folder"; a shell's own files make it whole first.
  const options = { applyAtProcessCreation: hasPath(), applyAtShellIntegration: true };
  contributePath(variables, folder, { isFirst: when === 'always', options });
  const always = { ...options, applyAtProcessCreation: true };
  if (mayUseSystemCalls()) withdraw(variables, SWITCH);
  else contributeValue(variables, SWITCH, 'off', always);
  const engines = enginesSwitch(engineSettings());
  if (engines === 'auto') withdraw(variables, ENGINES_SWITCH);
  else contributeValue(variables, ENGINES_SWITCH, engines, always);
}
