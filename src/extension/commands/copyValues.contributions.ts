import { text } from '../catalog/catalogText';
import { onRow } from '../catalog/clause';
import { command } from '../catalog/command';
import { rowFlags } from '../views/rows.contributions';

/** Copying a value of a row of the tables. */
export const copyValueCommands = {
  copyValue: command('netstat.copyValue', {
    title: 'Copy',
    icon: '$(copy)',
    palette: false,
    menus: [
      { menu: 'view/item/context', views: 'table', when: onRow(rowFlags.plainValue), group: '2_copy@1' },
      { menu: 'view/item/context', views: 'table', when: onRow(rowFlags.row), group: 'inline@1' },
    ],
    keys: [{ key: 'ctrl+c', mac: 'cmd+c', views: 'table', on: 'selectionOf' }],
  }),
  copyDestination: command('netstat.copyDestination', {
    title: 'Copy Destination',
    menus: [
      { menu: 'view/item/context', views: 'table', when: onRow(rowFlags.destination), group: '2_copy@2' },
    ],
  }),
  copyGateway: command('netstat.copyGateway', {
    title: 'Copy Gateway',
    menus: [{ menu: 'view/item/context', views: 'table', when: onRow(rowFlags.gateway), group: '2_copy@3' }],
  }),
  copyInterfaceAddress: command('netstat.copyInterfaceAddress', {
    title: 'Copy Address',
    category: text('category.interfaces', 'Netstat: Interfaces'),
    menus: [
      {
        menu: 'view/item/context',
        views: 'table',
        when: onRow(rowFlags.interfaceAddress),
        group: '2_copy@4',
      },
    ],
  }),
  copyHardwareAddress: command('netstat.copyHardwareAddress', {
    title: 'Copy Hardware Address',
    menus: [
      { menu: 'view/item/context', views: 'table', when: onRow(rowFlags.hardwareAddress), group: '2_copy@5' },
    ],
  }),
  copyGroup: command('netstat.copyGroup', {
    title: 'Copy Group',
    menus: [
      { menu: 'view/item/context', views: 'table', when: onRow(rowFlags.multicastGroup), group: '2_copy@6' },
    ],
  }),
  copyOriginal: command('netstat.copyOriginal', {
    title: 'Copy Flow',
    menus: [
      { menu: 'view/item/context', views: 'table', when: onRow(rowFlags.originalFlow), group: '2_copy@7' },
    ],
  }),
  copyReply: command('netstat.copyReply', {
    title: 'Copy Reply',
    menus: [
      { menu: 'view/item/context', views: 'table', when: onRow(rowFlags.replyFlow), group: '2_copy@8' },
    ],
  }),
};
