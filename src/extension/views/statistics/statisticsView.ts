import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { statisticsCommands, statisticsSettings, statisticsView } from './statistics.contributions';
import { setShowZeroCounters, showZeroCounters } from '../../settings';
import type { TableView } from '../table/registerTable';
import { protocolRows } from './statisticsRows';

/** The view "Statistics". */
export const statistics: TableView<'statistics'> = {
  view: statisticsView,
  table: 'statistics',
  setting: statisticsSettings.showZeroCounters,
  rows: (now, before) => protocolRows(now, before, showZeroCounters()),
  summary: () => (showZeroCounters() ? l10n.t('with zeros') : ''),
  commands: () => {
    const { showZeroCounters: show, hideZeroCounters: hide } = statisticsCommands;
    return [
      vscode.commands.registerCommand(show.id, () => setShowZeroCounters(true)),
      vscode.commands.registerCommand(hide.id, () => setShowZeroCounters(false)),
    ];
  },
};
