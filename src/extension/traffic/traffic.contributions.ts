import { command } from '../catalog/command';
import { choiceSetting, settingsGroup } from '../catalog/setting';
import { connectionsView } from '../views/sockets/sockets.contributions';
import { inTrafficTab, onTrafficRow, trafficPage } from './trafficPage.contributions';
import { icons } from '../catalog/icons';

export const trafficGroup = settingsGroup({ name: 'traffic', title: 'Traffic', order: 11 });

/** How the page shows traffic. */
export const trafficSettings = {
  units: choiceSetting('netstat.traffic.units', {
    group: trafficGroup,
    order: 1,
    scope: 'window',
    default: 'bytes',
    values: {
      bytes: 'Bytes: kB/s, MB/s.',
      bits: 'Bits, as networks are sold: kbit/s, Mbit/s.',
    },
    text: 'What *Netstat Traffic* shows traffic in.',
  }),
};

/** Opening the page, and what is done with what it shows. */
export const trafficCommands = {
  openTraffic: command('netstat.openTraffic', {
    title: 'Open Traffic',
    icon: `$(${icons.traffic})`,
    menus: [{ menu: 'view/title', views: connectionsView, group: 'navigation@1' }],
  }),
  openTrafficInEditor: command('netstat.openTrafficInEditor', {
    title: 'Open in Editor',
    icon: '$(link-external)',
    palette: false,
    menus: [{ menu: 'view/title', views: trafficPage, group: 'navigation@5' }],
  }),
  exportTraffic: command('netstat.exportTraffic', {
    title: 'Export Traffic…',
    icon: '$(export)',
    menus: [
      { menu: 'view/title', views: trafficPage, group: '2_export@1' },
      { menu: 'editor/title', when: inTrafficTab, group: '2_export@1' },
    ],
  }),
  filterToRow: command('netstat.filterTrafficToRow', {
    title: 'Filter to This',
    palette: false,
    menus: [{ menu: 'webview/context', when: onTrafficRow(), group: '1_general@6' }],
  }),
  copyRows: command('netstat.copyTrafficRows', {
    title: 'Copy Rows',
    palette: false,
    menus: [{ menu: 'webview/context', when: onTrafficRow(), group: '2_copy@1' }],
  }),
};
