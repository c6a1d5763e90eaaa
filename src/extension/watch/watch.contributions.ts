import { onRow } from '../catalog/clause';
import { command } from '../catalog/command';
import { booleanSetting, settingsGroup } from '../catalog/setting';
import { listeningPortsView } from '../views/listeningPorts/listeningPorts.contributions';
import { rowFlags } from '../views/rows.contributions';
import { onTrafficRow } from '../traffic/trafficPage.contributions';

export const statusBarGroup = settingsGroup({ name: 'statusBar', title: 'Status Bar', order: 7 });

/** The status bar. */
export const statusBarSettings = {
  statusBar: booleanSetting('netstat.statusBar.show', {
    group: statusBarGroup,
    order: 1,
    scope: 'window',
    default: true,
    text: 'Show the number of listening ports in the status bar. It is looked at every 10 seconds, less often while the window has no focus.',
  }),
};

/** Watching ports. */
export const watchCommands = {
  watchPort: command('netstat.watchPort', {
    title: 'Watch Port…',
    icon: '$(eye)',
    asks: 'port',
    menus: [
      {
        menu: 'view/item/context',
        views: listeningPortsView,
        when: onRow(rowFlags.listening),
        group: '1_general@2',
      },
      { menu: 'webview/context', when: onTrafficRow('listeners'), group: '1_general@3' },
    ],
  }),
  showWatches: command('netstat.showWatches', {
    title: 'Show Watched Ports…',
    icon: '$(eye)',
    menus: [{ menu: 'view/title', views: listeningPortsView, group: '2_watch@1' }],
  }),
};
