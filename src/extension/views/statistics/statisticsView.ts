import { l10n } from 'vscode';
import { statisticsSettings, statisticsView } from './statistics.contributions';
import { readSetting } from '../../settings';
import type { TableView } from '../table/registerTable';
import { protocolRows } from './statisticsRows';

const { showZeroCounters } = statisticsSettings;

/** The view "Statistics". */
export const statistics: TableView<'statistics'> = {
  view: statisticsView,
  table: 'statistics',
  setting: showZeroCounters,
  rows: (now, before, opened) => protocolRows(now, before, readSetting(showZeroCounters), opened),
  summary: () => (readSetting(showZeroCounters) ? l10n.t('with zeros') : ''),
};
