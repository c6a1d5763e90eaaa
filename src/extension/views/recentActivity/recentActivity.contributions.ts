import { text } from '../../catalog/catalogText';
import { onRow } from '../../catalog/clause';
import { command } from '../../catalog/command';
import { contextKey } from '../../catalog/contextKey';
import { view } from '../../catalog/view';
import { trafficContainer } from '../../extension.contributions';
import { welcomeTexts } from '../emptiness.contributions';
import { rowFlags } from '../rows.contributions';
import { icons } from '../../catalog/icons';

/** The view "Recent Activity". */
export const recentActivityView = view({
  id: 'netstat.recentActivity',
  name: 'Recent Activity',
  position: 10,
  icon: icons.past,
  container: trafficContainer,
  // Beside Traffic, which needs the width of the panel.
  visibility: 'collapsed',
  traits: ['table'],
  welcome: {
    off: 'Nothing is recorded, so that nobody can tell later who had a port, and what came and went (setting `netstat.history.record`).\n[Record Who Listens](command:netstat.recentActivity.record)\n[Record Connections, Too](command:netstat.recordConnections)',
    none: 'Nothing has happened yet since recording began: what begins or ends, and what you end with Netstat, appears here by itself.\n[Refresh](command:netstat.refresh)',
    listeners:
      'Nothing has happened yet since recording began: who begins to listen on a port or ends, and what you end with Netstat, appears here by itself. Connections are not recorded.\n[Record Connections, Too](command:netstat.recordConnections)\n[Refresh](command:netstat.refresh)',
    other:
      'Another window records what happens on this machine, and nothing has happened yet. What does appears here, too.\n[Refresh](command:netstat.refresh)',
    memory:
      'Nothing has happened yet since recording began. The history is in memory alone, and ends with this window.\n[Why?](command:netstat.recentActivity.explainMemory)\n[Refresh](command:netstat.refresh)',
    noMatch: welcomeTexts.noMatch,
  },
});

/** Whether newer events wait, since the user looks at one further down. */
export const unseenKey = contextKey('netstat.recentActivity.hasUnseen');

/** What is done with events. */
export const recentActivityCommands = {
  showRow: command('netstat.recentActivity.showRow', {
    title: 'Show Row',
    icon: '$(go-to-file)',
    category: text('category.recentActivity', 'Netstat: Recent Activity'),
    menus: [
      {
        menu: 'view/item/context',
        views: recentActivityView,
        when: onRow(rowFlags.living),
        group: '1_general@1',
      },
      {
        menu: 'view/item/context',
        views: recentActivityView,
        when: onRow(rowFlags.living),
        group: 'inline@2',
      },
    ],
  }),
  showNewest: command('netstat.recentActivity.showNewest', {
    title: 'Show Newest Events',
    icon: '$(arrow-up)',
    palette: unseenKey.id,
    menus: [{ menu: 'view/title', views: recentActivityView, when: unseenKey.id, group: 'navigation@1' }],
  }),
  loadMore: command('netstat.recentActivity.loadMore', { title: 'Load Older Events', palette: false }),
  explainMemory: command('netstat.recentActivity.explainMemory', {
    title: 'Why Is the History in Memory?',
    palette: false,
  }),
  record: command('netstat.recentActivity.record', {
    title: 'Record Who Listens',
    palette: 'config.netstat.history.record == off',
  }),
};
