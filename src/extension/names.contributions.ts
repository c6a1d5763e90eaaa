import { command } from './catalog/command';
import { choiceSetting } from './catalog/setting';
import { viewsGroup } from './views/marks.contributions';

/** What is shown by name. */
export const nameSettings = {
  resolveNames: choiceSetting('netstat.resolveNames', {
    group: viewsGroup,
    order: 2,
    scope: 'window',
    values: {
      numbers: 'Nothing: all ports, users and hosts are numbers.',
      services:
        "Users, from this machine's own files, and services: those that people run, by the ports that they usually have.",
      hosts:
        'Services, users and the hosts at the other end. Your name servers are asked for hosts that /etc/hosts does not have.',
    },
    default: 'services',
    text: 'What the lists of sockets show by name instead of by number.',
  }),
};

/** Choosing between names and numbers. */
export const nameCommands = {
  resolveNames: command('netstat.resolveNames', {
    title: 'Names or Numbers…',
    menus: [{ menu: 'view/title', views: 'sockets', group: '3_marks@2' }],
  }),
};
