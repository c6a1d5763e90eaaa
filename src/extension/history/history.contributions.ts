import { HISTORY_KEEPING } from '../../core/history/keeping';
import type { HistoryRecord } from '../../core/model/history';
import { inScheme, onRow } from '../catalog/clause';
import { command } from '../catalog/command';
import { choiceSetting, numberSetting, settingsGroup } from '../catalog/setting';
import { onTrafficRow } from '../traffic/trafficPage.contributions';
import { recentActivityView } from '../views/recentActivity/recentActivity.contributions';
import { rowFlags } from '../views/rows.contributions';
import { icons } from '../catalog/icons';

export const historyGroup = settingsGroup({ name: 'history', title: 'History', order: 12 });

const RECORDS: Readonly<Record<HistoryRecord, string>> = {
  off: 'Nothing is recorded, what you end or close with Netstat neither.',
  listeners:
    'Who listened on which port, and when; what you end or close with Netstat; and when nobody looked.',
  connections: 'Every connection too, with both ends and its traffic.',
};

/** What is recorded, and how long it is kept. */
export const historySettings = {
  record: choiceSetting('netstat.history.record', {
    group: historyGroup,
    order: 1,
    scope: 'machine',
    default: 'listeners',
    values: RECORDS,
    text: 'What is recorded of the machine where your code runs, while VS Code runs. It stays on that machine, in files that only you may read. Of programs their names and pids are kept, and never their command lines. **Clear History** deletes all of it.',
  }),
  keepHours: numberSetting('netstat.history.keepHours', {
    group: historyGroup,
    order: 2,
    scope: 'machine',
    ...HISTORY_KEEPING.hours,
    text: 'Hours after which what was recorded is deleted.',
  }),
  keepMegabytes: numberSetting('netstat.history.keepMegabytes', {
    group: historyGroup,
    order: 3,
    scope: 'machine',
    ...HISTORY_KEEPING.megabytes,
    text: 'Megabytes that all files of the history have at most. Where they are full, the oldest is deleted first, and connections before listeners and actions.',
  }),
};

/** The documents that tell what happened. */
export const historyScheme = 'netstat-history';

/** Whether less is recorded than can be. */
const isNotFull = `config.${historySettings.record.id} != connections`;

/** Asking what happened, and what becomes of what is kept. */
export const historyCommands = {
  showHistory: command('netstat.showHistory', {
    title: 'Show History…',
    icon: `$(${icons.past})`,
    asks: 'port',
    menus: [
      {
        menu: 'view/item/context',
        views: 'sockets',
        when: onRow(rowFlags.row, rowFlags.recorded),
        group: '1_general@4',
      },
      {
        menu: 'view/item/context',
        views: 'table',
        when: onRow(rowFlags.interfaceAddress),
        group: '1_general@4',
      },
      {
        menu: 'view/item/context',
        views: recentActivityView,
        when: onRow(rowFlags.row),
        group: '1_general@4',
      },
      { menu: 'webview/context', when: onTrafficRow(), group: '1_general@5' },
    ],
  }),
  refreshHistory: command('netstat.refreshHistory', {
    title: 'Read Again',
    icon: '$(refresh)',
    palette: inScheme(historyScheme),
    menus: [{ menu: 'editor/title', when: inScheme(historyScheme), group: 'navigation@1' }],
  }),
  exportHistory: command('netstat.exportHistory', {
    title: 'Export History…',
    icon: '$(export)',
    menus: [{ menu: 'editor/title', when: inScheme(historyScheme), group: '2_export@1' }],
  }),
  recordConnections: command('netstat.recordConnections', {
    title: 'Record Connections, Too',
    icon: `$(${icons.recording})`,
    palette: isNotFull,
    menus: [{ menu: 'view/title', views: recentActivityView, when: isNotFull, group: '4_record@1' }],
  }),
  clearHistory: command('netstat.clearHistory', {
    title: 'Clear History…',
    icon: '$(clear-all)',
    menus: [{ menu: 'editor/title', when: inScheme(historyScheme), group: '3_clear@1' }],
  }),
};
