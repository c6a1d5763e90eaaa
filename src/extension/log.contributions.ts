import { command } from './catalog/command';

/** The log. */
export const logCommands = {
  showLog: command('netstat.showLog', {
    title: 'Show Log',
    menus: [{ menu: 'view/title', views: 'every', group: '9_log@1' }],
  }),
};
