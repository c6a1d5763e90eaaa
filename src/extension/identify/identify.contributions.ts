import { and, inView, onRow } from '../catalog/clause';
import { command } from '../catalog/command';
import { onTrafficRow } from '../traffic/trafficPage.contributions';
import { listeningPortsView } from '../views/listeningPorts/listeningPorts.contributions';
import { rowFlags } from '../views/rows.contributions';

/** Asking those who listen what answers there. */
export const identifyCommands = {
  identify: command('netstat.identify', {
    title: 'Identify',
    menus: [
      {
        menu: 'view/item/context',
        when: and(inView(listeningPortsView), onRow(rowFlags.row)),
        group: '1_general@9',
      },
      { menu: 'webview/context', when: onTrafficRow('listeners'), group: '1_general@9' },
    ],
  }),
  identifyAll: command('netstat.identifyAll', {
    title: 'Identify All…',
    menus: [{ menu: 'view/title', views: listeningPortsView, group: '2_watch@2' }],
  }),
};
