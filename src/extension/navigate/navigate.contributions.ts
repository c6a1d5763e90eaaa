import { onRow } from '../catalog/clause';
import { command, submenu } from '../catalog/command';
import { onTrafficRow, OWNED_KINDS } from '../traffic/trafficPage.contributions';
import { listeningPortsView } from '../views/listeningPorts/listeningPorts.contributions';
import { rowFlags } from '../views/rows.contributions';

/** What the views can be filtered by, from a row. */
export const filterByMenu = submenu({
  id: 'netstat.filterBy',
  label: 'Filter by This',
  menus: [
    {
      menu: 'view/item/context',
      views: 'sockets',
      when: onRow(rowFlags.byAddress, rowFlags.byPort, rowFlags.byProcess, rowFlags.byState),
      group: '1_navigate@4',
    },
  ],
});

/** From one thing to the next. */
export const navigationCommands = {
  showClients: command('netstat.showClients', {
    title: 'Show Clients',
    menus: [
      {
        menu: 'view/item/context',
        views: listeningPortsView,
        when: onRow(rowFlags.listening),
        group: '1_navigate@1',
      },
      { menu: 'webview/context', when: onTrafficRow('listeners'), group: '1_navigate@1' },
    ],
  }),
  showProcessSockets: command('netstat.showProcessSockets', {
    title: 'Show All Sockets of Process',
    menus: [
      { menu: 'view/item/context', views: 'sockets', when: onRow(rowFlags.owned), group: '1_navigate@2' },
      { menu: 'webview/context', when: onTrafficRow(...OWNED_KINDS), group: '1_navigate@2' },
    ],
  }),
  showOtherEnd: command('netstat.showOtherEnd', {
    title: 'Show Other End',
    menus: [
      {
        menu: 'view/item/context',
        views: 'sockets',
        when: onRow(rowFlags.connected),
        group: '1_navigate@3',
      },
      { menu: 'webview/context', when: onTrafficRow('connections'), group: '1_navigate@3' },
    ],
  }),
  filterByThis: command('netstat.filterByThis', { title: 'Filter by What Is Selected…' }),
  filterByAddress: command('netstat.filterByAddress', {
    title: 'Address',
    palette: false,
    menus: [{ menu: filterByMenu, when: onRow(rowFlags.byAddress), group: '1_filter@1' }],
  }),
  filterByPort: command('netstat.filterByPort', {
    title: 'Port',
    palette: false,
    menus: [{ menu: filterByMenu, when: onRow(rowFlags.byPort), group: '1_filter@2' }],
  }),
  filterByProcess: command('netstat.filterByProcess', {
    title: 'Process',
    palette: false,
    menus: [{ menu: filterByMenu, when: onRow(rowFlags.byProcess), group: '1_filter@3' }],
  }),
  filterByState: command('netstat.filterByState', {
    title: 'State',
    palette: false,
    menus: [{ menu: filterByMenu, when: onRow(rowFlags.byState), group: '1_filter@4' }],
  }),
  /** What links and lenses of details call, with ids. */
  followLink: command('netstat.followLink', { title: 'Follow Link', palette: false }),
};
