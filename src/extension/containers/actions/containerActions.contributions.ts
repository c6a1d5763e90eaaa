import { onRow, or } from '../../catalog/clause';
import { command, submenu } from '../../catalog/command';
import { rowFlags } from '../../views/rows.contributions';
import { ofTrafficKind, onTrafficRow } from '../../traffic/trafficPage.contributions';

/** The menu of what can be done with the container that a row is of. */
export const containerMenu = submenu({
  id: 'netstat.container',
  label: 'Container',
  menus: [
    { menu: 'view/item/context', views: 'sockets', when: onRow(rowFlags.container), group: '1_general@6' },
    { menu: 'webview/context', when: onTrafficRow('containers'), group: '1_general@1' },
  ],
});

/** Looking at containers. Lines are typed into a terminal, and left to the user to run. */
export const containerCommands = {
  followContainerLogs: command('netstat.followContainerLogs', {
    title: 'Follow Container Logs',
    asks: 'container',
    menus: [{ menu: containerMenu, group: '1_look@1' }],
  }),
  openContainerShell: command('netstat.openContainerShell', {
    title: 'Open Shell in Container',
    asks: 'container',
    menus: [{ menu: containerMenu, group: '1_look@2' }],
  }),
  openComposeFile: command('netstat.openComposeFile', {
    title: 'Open Compose File',
    asks: 'container',
    menus: [
      {
        menu: containerMenu,
        when: or(onRow(rowFlags.composed), ofTrafficKind('containers')),
        group: '1_look@3',
      },
    ],
  }),
  openContainerInBrowser: command('netstat.openContainerInBrowser', {
    title: 'Open Container Port in Browser',
    asks: 'container',
    menus: [
      {
        menu: containerMenu,
        when: or(onRow(rowFlags.published), ofTrafficKind('containers')),
        group: '1_look@4',
      },
    ],
  }),
  copyContainerName: command('netstat.copyContainerName', {
    title: 'Copy Container Name',
    asks: 'container',
    menus: [{ menu: containerMenu, group: '2_copy@1' }],
  }),
  copyContainerId: command('netstat.copyContainerId', {
    title: 'Copy Container ID',
    asks: 'container',
    menus: [{ menu: containerMenu, group: '2_copy@2' }],
  }),
  copyContainerAddress: command('netstat.copyContainerAddress', {
    title: 'Copy Container Address',
    asks: 'container',
    menus: [{ menu: containerMenu, group: '2_copy@3' }],
  }),
};
