import { and, inView, onRow, or } from '../catalog/clause';
import { command, submenu, viewCommand } from '../catalog/command';
import { text } from '../catalog/catalogText';
import { listeningPortsView } from '../views/listeningPorts/listeningPorts.contributions';
import { rowFlags } from '../views/rows.contributions';
import { ofTrafficKind, onTrafficRow, OWNED_KINDS } from '../traffic/trafficPage.contributions';

/** Without their menu its entries would not say that they copy. */
export const copyAsCategory = text('category.copyAs', 'Netstat: Copy As');

/** The menu of what can be copied of a row. */
export const copyAsMenu = submenu({
  id: 'netstat.copyAs',
  label: 'Copy As',
  menus: [
    { menu: 'view/item/context', views: 'every', when: onRow(rowFlags.printable), group: '2_copy@9' },
    { menu: 'webview/context', when: onTrafficRow(...OWNED_KINDS), group: '2_copy@9' },
  ],
});

/** Copying values of sockets, and rows as netstat prints them, as JSON and as CSV. */
export const copyAsCommands = {
  copyLocalAddress: command('netstat.copyLocalAddress', {
    title: 'Local Address',
    category: copyAsCategory,
    menus: [
      {
        menu: copyAsMenu,
        when: or(onRow(rowFlags.localAddress), ofTrafficKind('connections', 'listeners')),
        group: '1_address@2',
      },
    ],
  }),
  copyForeignAddress: command('netstat.copyForeignAddress', {
    title: 'Foreign Address',
    category: copyAsCategory,
    menus: [
      {
        menu: copyAsMenu,
        when: or(onRow(rowFlags.foreignAddress), ofTrafficKind('connections')),
        group: '1_address@3',
      },
    ],
  }),
  copyBothAddresses: command('netstat.copyBothAddresses', {
    title: 'Both Addresses',
    category: copyAsCategory,
    menus: [
      {
        menu: copyAsMenu,
        when: or(onRow(rowFlags.foreignAddress), ofTrafficKind('connections')),
        group: '1_address@4',
      },
    ],
  }),
  copyPort: command('netstat.copyPort', {
    title: 'Port',
    category: copyAsCategory,
    menus: [
      {
        menu: copyAsMenu,
        when: or(
          and(inView(listeningPortsView), onRow(rowFlags.row)),
          onRow(rowFlags.port),
          ofTrafficKind('connections', 'listeners'),
        ),
        group: '1_address@5',
      },
    ],
  }),
  copyPid: command('netstat.copyPid', {
    title: 'Process ID',
    category: copyAsCategory,
    menus: [
      {
        menu: copyAsMenu,
        when: or(onRow(rowFlags.owned), ofTrafficKind(...OWNED_KINDS)),
        group: '2_process@1',
      },
    ],
  }),
  copyCommandLine: command('netstat.copyCommandLine', {
    title: 'Command Line',
    category: copyAsCategory,
    menus: [
      {
        menu: copyAsMenu,
        when: or(onRow(rowFlags.owned), ofTrafficKind(...OWNED_KINDS)),
        group: '2_process@2',
      },
    ],
  }),
  copyAsText: command('netstat.copyAsText', {
    title: 'netstat Text',
    category: copyAsCategory,
    menus: [{ menu: copyAsMenu, group: '3_row@1' }],
  }),
  copyAsJson: command('netstat.copyAsJson', {
    title: 'JSON',
    category: copyAsCategory,
    menus: [{ menu: copyAsMenu, group: '3_row@2' }],
  }),
  copyAsCsv: command('netstat.copyAsCsv', {
    title: 'CSV',
    category: copyAsCategory,
    menus: [{ menu: copyAsMenu, group: '3_row@3' }],
  }),
  copyView: command('netstat.copyView', { title: 'Copy View As…' }),
};

/** Copying all rows of a view. */
export const copyAllCommand = viewCommand({
  views: 'every',
  name: 'copyAll',
  title: () => text('command.copyAll', 'Copy All As…'),
  palette: false,
  group: () => '4_copy@1',
});
