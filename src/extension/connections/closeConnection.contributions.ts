import { onRowLike } from '../catalog/clause';
import { command } from '../catalog/command';
import { rowFlags } from '../views/rows.contributions';
import { connectionsView } from '../views/sockets/sockets.contributions';
import { onTrafficRow } from '../traffic/trafficPage.contributions';

/** Closing connections. */
export const connectionCommands = {
  closeConnection: command('netstat.closeConnection', {
    title: 'Close Connection…',
    menus: [
      {
        menu: 'view/item/context',
        views: connectionsView,
        when: onRowLike(`\\bnetstat(Row|Group)\\b.*\\b${rowFlags.closable}\\b`),
        group: '9_destructive@4',
      },
      { menu: 'webview/context', when: onTrafficRow('connections'), group: '9_destructive@4' },
    ],
  }),
};
