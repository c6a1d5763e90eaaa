import { command } from '../catalog/command';
import { listeningPortsView } from '../views/listeningPorts/listeningPorts.contributions';

/** Asking for a port. */
export const findCommands = {
  findPortOwner: command('netstat.findPortOwner', {
    title: 'Find Port Owner…',
    icon: '$(search)',
    menus: [{ menu: 'view/title', views: listeningPortsView, group: 'navigation@1' }],
  }),
};
