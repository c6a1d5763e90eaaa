import * as vscode from 'vscode';
import type { HistoryWish } from '../../core/model/history';
import { historyFolder } from '../../node/history/historyFolder';
import { isRecorded, thisPlace } from '../../node/history/recorderFile';
import { type Disposable, DisposableStore } from '../lifetime';
import { onDidChangeSetting, readSetting } from '../settings';
import type { SharedEngine } from '../sharedEngine';
import { historySettings } from './history.contributions';
import { HistoryState } from './historyState';

/** Milliseconds between two looks at listeners, and in a window that has not got the focus. */
const INTERVAL = 10_000;
const UNFOCUSED_INTERVAL = 30_000;

/** What the settings have recorded. */
export function historyWish(): HistoryWish {
  return {
    record: readSetting(historySettings.record),
    keepHours: readSetting(historySettings.keepHours),
    keepMegabytes: readSetting(historySettings.keepMegabytes),
    interval: vscode.window.state.focused ? INTERVAL : UNFOCUSED_INTERVAL,
    by: 'window',
  };
}

/** Has one of all windows record what happens, as the settings say. */
export function recordHistory(engine: SharedEngine): { readonly state: HistoryState } & Disposable {
  const disposables = new DisposableStore();
  const state = disposables.add(
    new HistoryState(engine, {
      wish: historyWish,
      isRecorded: async () => isRecorded(historyFolder(), thisPlace(), Date.now()),
    }),
  );
  disposables.add(vscode.window.onDidChangeWindowState(() => state.apply()));
  const { record, keepHours, keepMegabytes } = historySettings;
  disposables.add(onDidChangeSetting(record, keepHours, keepMegabytes)(() => state.apply()));
  return { state, dispose: () => disposables.dispose() };
}
