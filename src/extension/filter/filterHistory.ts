import type * as vscode from 'vscode';
import { History } from '../netstat/history';

/** The filters used before, kept for the workspace. */
export function filterHistory(memento: vscode.Memento): History {
  return new History(memento, 'netstat.filterHistory');
}
