import * as vscode from 'vscode';
import { suggestionsOf } from '../../core/query/filter/suggest';
import { filterCommands, filteredKey } from './filter.contributions';
import { type Disposable, DisposableStore } from '../lifetime';
import type { Monitor } from '../monitor';
import { History } from '../netstat/history';
import { type SharedEngine, using } from '../sharedEngine';
import { askFilter } from './filterPick';
import type { FilterState } from './filterState';

/** Where the filters used before are kept, for the workspace. */
const HISTORY_KEY = 'netstat.filterHistory';

/**
 * Registers "Filter…" and "Clear Filter". "Filter…" begins with the current expression, or with its argument where
 * that is a text.
 */
export function registerFilter(
  context: vscode.ExtensionContext,
  state: FilterState,
  monitor: Monitor,
  engine: SharedEngine,
): Disposable {
  const disposables = new DisposableStore();
  const history = new History(context.workspaceState, HISTORY_KEY);
  const tell = (): void => {
    const isFiltered = state.expression !== '';
    void vscode.commands.executeCommand('setContext', filteredKey.id, isFiltered);
  };
  disposables.add(state.onDidChange(tell));
  disposables.add(
    vscode.commands.registerCommand(filterCommands.filter.id, (argument: unknown) => {
      const text = typeof argument === 'string' ? argument : state.expression;
      // The Monitor has the listening sockets alone: those of the views are with the engine.
      const more = using(engine, () => engine.suggestions()).catch(() => undefined);
      return askFilter(state, history, { now: suggestionsOf(monitor.snapshot), more }, text);
    }),
  );
  disposables.add(vscode.commands.registerCommand(filterCommands.clearFilter.id, () => state.set('')));
  tell();
  return disposables;
}
