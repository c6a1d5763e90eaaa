import { command } from './catalog/command';
import { trafficPage } from './traffic/trafficPage.contributions';

/** The log. */
export const logCommands = {
  showLog: command('netstat.showLog', {
    title: 'Show Log',
    menus: [
      { menu: 'view/title', views: 'every', group: '9_log@1' },
      { menu: 'view/title', views: trafficPage, group: '9_log@1' },
    ],
  }),
};
