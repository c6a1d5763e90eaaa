import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { statisticsCommands, statisticsSettings, statisticsView } from './statistics.contributions';
import { readSetting, setForUser } from '../../settings';
import type { TableView } from '../table/registerTable';
import { protocolRows } from './statisticsRows';

const { showZeroCounters } = statisticsSettings;

/** The view "Statistics". */
export const statistics: TableView<'statistics'> = {
  view: statisticsView,
  table: 'statistics',
  setting: showZeroCounters,
  rows: (now, before) => protocolRows(now, before, readSetting(showZeroCounters)),
  summary: () => (readSetting(showZeroCounters) ? l10n.t('with zeros') : ''),
  commands: () => [
    vscode.commands.registerCommand(statisticsCommands.showZeroCounters.id, () =>
      setForUser(showZeroCounters, true),
    ),
    vscode.commands.registerCommand(statisticsCommands.hideZeroCounters.id, () =>
      setForUser(showZeroCounters, false),
    ),
  ],
};
