import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { statisticsCommands, statisticsSettings, statisticsView } from './statistics.contributions';
import { DisposableStore } from '../../lifetime';
import type { Monitor } from '../../monitor';
import { setShowZeroCounters, showZeroCounters } from '../../settings';
import { emptinessOf, type RegisteredTable, registerTable } from '../table/registerTable';
import { protocolRows } from './statisticsRows';

/** Registers the view "Statistics". */
export function registerStatistics(monitor: Monitor): RegisteredTable {
  const disposables = new DisposableStore();
  const table = disposables.add(
    registerTable<'statistics'>(monitor, {
      view: statisticsView,
      table: 'statistics',
      setting: statisticsSettings.showZeroCounters,
      rows: (now, before) => protocolRows(now, before, showZeroCounters()),
      summary: () => (showZeroCounters() ? l10n.t('with zeros') : ''),
      emptiness: emptinessOf,
    }),
  );
  disposables.add(
    vscode.commands.registerCommand(statisticsCommands.showZeroCounters.id, () => setShowZeroCounters(true)),
  );
  disposables.add(
    vscode.commands.registerCommand(statisticsCommands.hideZeroCounters.id, () => setShowZeroCounters(false)),
  );
  return { ...table, dispose: () => disposables.dispose() };
}
