import * as vscode from 'vscode';
import { settings } from './ids';
import type { Disposable, Event } from './lifetime';

/** A pass cannot be asked for more often than this, whatever settings.json says. */
const SHORTEST_INTERVAL = 0.5;

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

/** The setting of this name is another. */
export function onDidChangeSetting(name: string): Event<void> {
  return (listener) =>
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(name)) listener();
    });
}

/** Milliseconds between two refreshes. */
export function refreshInterval(): number {
  return Math.max(SHORTEST_INTERVAL, number(settings.refreshInterval, 2)) * 1000;
}

/** Whether the engine and the command netstat in terminals may call the C library by themselves. */
export function mayUseSystemCalls(): boolean {
  return setting(settings.systemCalls) !== false;
}

/** Milliseconds that a process is given to end by itself. */
export function killGracePeriod(): number {
  return Math.max(0, number(settings.killGracePeriod, 3)) * 1000;
}

/** Whether rows that came, changed or closed are marked. */
export function showMarks(): boolean {
  return setting(settings.showMarks) !== false;
}

/** Has rows be marked or not, for the user. */
export async function setShowMarks(value: boolean): Promise<void> {
  await setForUser(settings.showMarks, value);
}

/** Whether agents in VS Code are offered the MCP server. */
export function offersMcpServer(): boolean {
  return setting(settings.mcpServer) === true;
}

/** Whether to tell who holds a port when a program could not take it. */
export function notifiesOfFailures(): boolean {
  return setting(settings.notifyOfFailures) !== false;
}

/** What rows show names of: nothing, services and users, or hosts too. */
export type NameMode = 'numbers' | 'services' | 'hosts';

/** What rows show names of. */
export function nameMode(): NameMode {
  const value = setting(settings.resolveNames);
  return value === 'numbers' || value === 'hosts' ? value : 'services';
}

/** Has rows show names or numbers, for the user. */
export async function setNameMode(value: NameMode): Promise<void> {
  await setForUser(settings.resolveNames, value);
}

/** Whether the status bar has the number of listening ports. */
export function showStatusBar(): boolean {
  return setting(settings.statusBar) !== false;
}

/** Whether Listening Ports lists UDP. */
export function showUdp(): boolean {
  return setting(settings.showUdp) !== false;
}

/** Whether ports that the document names have hints and hovers; a language can have a value of its own. */
export function editorHints({ uri, languageId }: vscode.TextDocument): boolean {
  return (
    vscode.workspace.getConfiguration('', { uri, languageId }).get<unknown>(settings.editorHints) !== 'off'
  );
}

/** Has Listening Ports list UDP or not, for the user. */
export async function setShowUdp(value: boolean): Promise<void> {
  await setForUser(settings.showUdp, value);
}

/** Whether Statistics lists counters that are 0. */
export function showZeroCounters(): boolean {
  return setting(settings.showZeroCounters) === true;
}

/** Has Statistics list counters that are 0 or not, for the user. */
export async function setShowZeroCounters(value: boolean): Promise<void> {
  await setForUser(settings.showZeroCounters, value);
}

function number(key: string, fallback: number): number {
  const value = setting(key);
  return typeof value === 'number' && Number.isFinite(value) ? value : fallback;
}

function setting(key: string): unknown {
  if (kept?.has(key)) return kept.get(key);
  const value = vscode.workspace.getConfiguration().get<unknown>(key);
  kept?.set(key, value);
  return value;
}

async function setForUser(key: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration().update(key, value, vscode.ConfigurationTarget.Global);
  // Whoever asks next must not depend on whether the event came first.
  kept?.delete(key);
}
