import * as vscode from 'vscode';
import { refreshSettings } from './commands/refresh.contributions';
import { editorSettings } from './editor/editor.contributions';
import { killSettings } from './kill/kill.contributions';
import { nameSettings } from './names.contributions';
import { type SettingDeclaration, valueOf } from './catalog/setting';
import type { Disposable, Event } from './lifetime';

/** What was asked for, while {@link keepSettings} sees to it that it is true. */
let kept: Map<string, unknown> | undefined;

/**
 * Keeps the settings between two changes: passes and rows ask for them all the time, and VS Code makes all
 * settings anew for each question. To be called before anybody else follows changes.
 */
export function keepSettings(): Disposable {
  const mine = new Map<string, unknown>();
  kept = mine;
  const listener = vscode.workspace.onDidChangeConfiguration(() => mine.clear());
  return {
    dispose: () => {
      listener.dispose();
      kept = undefined;
    },
  };
}

/** One of the declared settings changed. */
export function onDidChangeSetting(...settings: readonly SettingDeclaration[]): Event<void> {
  return (listener) =>
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (settings.some(({ id }) => event.affectsConfiguration(id))) listener();
    });
}

/** Milliseconds between two refreshes. */
export function refreshInterval(): number {
  return readSetting(refreshSettings.refreshInterval) * 1000;
}

/** Whether the engine and the command netstat in terminals may call the C library by themselves. */
export function mayUseSystemCalls(): boolean {
  return readSetting(refreshSettings.systemCalls);
}

/** Milliseconds that a process is given to end by itself. */
export function killGracePeriod(): number {
  return readSetting(killSettings.killGracePeriod) * 1000;
}

/** What rows show names of: nothing, services and users, or hosts too. */
export type NameMode = typeof nameSettings.resolveNames.default;

/** What rows show names of. */
export function nameMode(): NameMode {
  return readSetting(nameSettings.resolveNames);
}

/** Whether ports that the document names have hints and hovers; a language can have a value of its own. */
export function editorHints({ uri, languageId }: vscode.TextDocument): boolean {
  const declared = editorSettings.editorHints;
  const written = vscode.workspace.getConfiguration('', { uri, languageId }).get<unknown>(declared.id);
  return valueOf(declared, written) === 'on';
}

/** The value of a declared setting: what users wrote, or its default where they wrote nothing that it may be. */
export function readSetting<Setting extends SettingDeclaration>(declared: Setting): Setting['default'] {
  const { id } = declared;
  if (kept?.has(id)) return valueOf(declared, kept.get(id));
  const written = vscode.workspace.getConfiguration().get<unknown>(id);
  kept?.set(id, written);
  return valueOf(declared, written);
}

/** Has a declared setting be this, for the user. */
export async function setForUser<Setting extends SettingDeclaration>(
  { id }: Setting,
  value: Setting['default'],
): Promise<void> {
  await vscode.workspace.getConfiguration().update(id, value, vscode.ConfigurationTarget.Global);
  // Whoever asks next must not depend on whether the event came first.
  kept?.delete(id);
}
