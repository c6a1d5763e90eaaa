import * as vscode from 'vscode';
import { suggestionsOf } from '../../core/query/filter/suggest';
import { filterCommands, filteredKey } from './filter.contributions';
import type { Commands } from '../handlers';
import { using } from '../sharedEngine';
import { filterHistory } from './filterHistory';
import { askFilter } from './filterPick';

/** "Filter…", which begins with the current expression or with its argument where that is a text, and "Clear Filter". */
export const commands: Commands = ({ context, filter, monitor, engine }, own) => {
  const history = filterHistory(context.workspaceState);
  const tell = (): void => {
    void vscode.commands.executeCommand('setContext', filteredKey.id, filter.expression !== '');
  };
  own.add(filter.onDidChange(tell));
  tell();
  const ask = (argument: unknown): unknown => {
    const text = typeof argument === 'string' ? argument : filter.expression;
    // The Monitor has the listening sockets alone: those of the views are with the engine.
    const more = using(engine, () => engine.suggestions()).catch(() => undefined);
    return askFilter(filter, history, { now: suggestionsOf(monitor.snapshot), more }, text);
  };
  return [
    [filterCommands.filter, ask],
    [filterCommands.clearFilter, () => filter.set('')],
  ];
};
