import { text } from '../../catalog/catalogText';
import { isOn, not, onRow } from '../../catalog/clause';
import { command } from '../../catalog/command';
import { booleanSetting } from '../../catalog/setting';
import { view } from '../../catalog/view';
import { elsewhereTexts, welcomeTexts } from '../emptiness.contributions';
import { viewsGroup } from '../marks.contributions';
import { rowFlags } from '../rows.contributions';
import { icons } from '../../catalog/icons';

/** The view "Connections". */
export const connectionsView = view({
  id: 'netstat.connections',
  name: 'Connections',
  position: 2,
  icon: icons.connection,
  visibility: 'collapsed',
  traits: ['sockets', 'arranged'],
  welcome: {
    none: 'This machine has no connections. What waits for one stands in Listening Ports.\n[Refresh](command:netstat.refresh)',
    noMatch: welcomeTexts.noMatch,
    ...elsewhereTexts,
    denied: welcomeTexts.denied,
    noTables: welcomeTexts.noTables,
    wsl1: welcomeTexts.wsl1,
    unsupported: welcomeTexts.unsupported,
  },
});

/** The view "UNIX Sockets". */
export const unixSocketsView = view({
  id: 'netstat.unixSockets',
  name: 'UNIX Sockets',
  position: 3,
  icon: icons.unixSocket,
  visibility: 'hidden',
  traits: ['sockets', 'arranged'],
  welcome: {
    none: 'This machine has no UNIX sockets, or its kernel does not show them.\n[Refresh](command:netstat.refresh)',
    noMatch: welcomeTexts.noMatch,
    ...elsewhereTexts,
    denied: welcomeTexts.denied,
    noTables: welcomeTexts.noTables,
    wsl1: welcomeTexts.wsl1,
    unsupported: welcomeTexts.unsupported,
  },
});

/** What Connections lists. */
export const connectionsSettings = {
  showListening: booleanSetting('netstat.connections.showListening', {
    group: viewsGroup,
    order: 3,
    scope: 'window',
    default: false,
    text: 'Whether the view *Connections* lists sockets that wait for connections beside them. The filter `state:listen` finds them either way.',
  }),
};

/** Listing sockets that wait for connections, or not. */
export const connectionsCommands = {
  showListening: command('netstat.connections.showListeningSockets', {
    title: 'Show Listening Sockets',
    palette: not(isOn(connectionsSettings.showListening)),
    menus: [
      {
        menu: 'view/title',
        views: connectionsView,
        when: not(isOn(connectionsSettings.showListening)),
        group: '1_show@1',
      },
    ],
  }),
  hideListening: command('netstat.connections.hideListeningSockets', {
    title: 'Hide Listening Sockets',
    palette: isOn(connectionsSettings.showListening),
    menus: [
      {
        menu: 'view/title',
        views: connectionsView,
        when: isOn(connectionsSettings.showListening),
        group: '1_show@1',
      },
    ],
  }),
};

/** Copying what a socket is known by. */
export const socketCommands = {
  copyConnection: command('netstat.connections.copyAddress', {
    title: 'Copy Address',
    icon: '$(copy)',
    category: text('category.connections', 'Netstat: Connections'),
    menus: [
      { menu: 'view/item/context', views: connectionsView, when: onRow(rowFlags.group), group: '2_copy@1' },
      { menu: 'view/item/context', views: connectionsView, when: onRow(rowFlags.row), group: '2_copy@1' },
      { menu: 'view/item/context', views: connectionsView, when: onRow(rowFlags.row), group: 'inline@2' },
    ],
    keys: [{ key: 'ctrl+c', mac: 'cmd+c', views: connectionsView, on: 'selectionOf' }],
  }),
  copyUnixPath: command('netstat.unixSockets.copyPath', {
    title: 'Copy Path',
    icon: '$(copy)',
    category: text('category.unixSockets', 'Netstat: UNIX Sockets'),
    menus: [
      { menu: 'view/item/context', views: unixSocketsView, when: onRow(rowFlags.group), group: '2_copy@1' },
      { menu: 'view/item/context', views: unixSocketsView, when: onRow(rowFlags.row), group: '2_copy@1' },
      { menu: 'view/item/context', views: unixSocketsView, when: onRow(rowFlags.row), group: 'inline@2' },
    ],
    keys: [{ key: 'ctrl+c', mac: 'cmd+c', views: unixSocketsView, on: 'selectionOf' }],
  }),
};
