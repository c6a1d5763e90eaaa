import { onRow } from '../catalog/clause';
import { command } from '../catalog/command';
import { listeningPortsView } from '../views/listeningPorts/listeningPorts.contributions';
import { rowFlags } from '../views/rows.contributions';

/** Debugging the process behind a row. */
export const debugCommands = {
  pickProcess: command('netstat.pickProcess', { title: 'Pick a Process', palette: false }),
  attachDebugger: command('netstat.attachDebugger', {
    title: 'Attach Debugger',
    icon: '$(debug-alt)',
    menus: [
      {
        menu: 'view/item/context',
        views: listeningPortsView,
        when: onRow(rowFlags.inspector),
        group: '1_general@0',
      },
      {
        menu: 'view/item/context',
        views: listeningPortsView,
        when: onRow(rowFlags.inspector),
        group: 'inline@0',
      },
    ],
  }),
};
