import { onRow } from '../catalog/clause';
import { command } from '../catalog/command';
import { listeningPortsView } from '../views/listeningPorts/listeningPorts.contributions';
import { rowFlags } from '../views/rows.contributions';
import { onTrafficRow } from '../traffic/trafficPage.contributions';

/** The browser. */
export const browserCommands = {
  openInBrowser: command('netstat.openInBrowser', {
    title: 'Open in Browser',
    icon: '$(globe)',
    menus: [
      {
        menu: 'view/item/context',
        views: listeningPortsView,
        when: onRow(rowFlags.browsable),
        group: '1_general@1',
      },
      {
        menu: 'view/item/context',
        views: listeningPortsView,
        when: onRow(rowFlags.browsable),
        group: 'inline@1',
      },
      { menu: 'webview/context', when: onTrafficRow('listeners'), group: '1_general@2' },
    ],
  }),
};
