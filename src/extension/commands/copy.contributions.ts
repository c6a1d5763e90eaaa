import { onRow } from '../catalog/clause';
import { command } from '../catalog/command';
import { copyAsCategory, copyAsMenu } from '../copy/copy.contributions';
import { listeningPortsView } from '../views/listeningPorts/listeningPorts.contributions';
import { rowFlags } from '../views/rows.contributions';

/** Copying the address of a port. */
export const copyCommands = {
  copyAddress: command('netstat.copyAddress', {
    title: 'Copy Address',
    icon: '$(copy)',
    menus: [
      { menu: 'view/item/context', views: listeningPortsView, when: onRow(rowFlags.row), group: '2_copy@1' },
      { menu: 'view/item/context', views: listeningPortsView, when: onRow(rowFlags.row), group: 'inline@2' },
    ],
    keys: [{ key: 'ctrl+c', mac: 'cmd+c', views: listeningPortsView, on: 'selectionOf' }],
  }),
  copyUrl: command('netstat.copyUrl', {
    title: 'URL',
    category: copyAsCategory,
    menus: [{ menu: copyAsMenu, when: onRow(rowFlags.browsable), group: '1_address@1' }],
  }),
};
