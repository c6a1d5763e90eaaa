import { and, not } from '../catalog/clause';
import { command } from '../catalog/command';
import { contextKey } from '../catalog/contextKey';
import { booleanSetting, numberSetting, settingsGroup } from '../catalog/setting';
import { inTrafficTab, trafficPage } from '../traffic/trafficPage.contributions';

/** Whether nothing is refreshed by itself. */
export const pausedKey = contextKey('netstat.paused');

export const refreshGroup = settingsGroup({ name: 'refresh', title: 'Refresh', order: 1 });

/** How the machine is looked at. */
export const refreshSettings = {
  refreshInterval: numberSetting('netstat.refreshInterval', {
    group: refreshGroup,
    order: 1,
    scope: 'window',
    default: 2,
    minimum: 0.5,
    maximum: 3600,
    text: 'Seconds between two looks at the machine, while a view of Netstat is visible. On a machine with very many processes the views refresh less often by themselves, so that looking never takes more than 5 % of one processor.',
  }),
  systemCalls: booleanSetting('netstat.systemCalls', {
    group: refreshGroup,
    order: 2,
    scope: 'machine',
    default: true,
    text: "Whether Netstat may call the machine's C library by itself, through native code that is shipped with it for Linux: a refresh then costs a fraction of what it does otherwise, and details tell more of a socket. It holds for the command `netstat` in terminals too. Where this is off, or the machine is none that the code is shipped for, everything is read from the files of `/proc`, with the same rows.",
  }),
};

/** Refreshing, and leaving off. */
export const refreshCommands = {
  refresh: command('netstat.refresh', {
    title: 'Refresh',
    icon: '$(refresh)',
    menus: [
      { menu: 'view/title', views: 'every', group: 'navigation@4' },
      { menu: 'view/title', views: trafficPage, group: 'navigation@4' },
    ],
  }),
  pauseRefresh: command('netstat.pauseRefresh', {
    title: 'Pause Continuous Refresh',
    icon: '$(debug-pause)',
    palette: not(pausedKey.id),
    menus: [
      { menu: 'view/title', views: 'every', when: not(pausedKey.id), group: 'navigation@3' },
      { menu: 'view/title', views: trafficPage, when: not(pausedKey.id), group: 'navigation@3' },
      { menu: 'editor/title', when: and(inTrafficTab, not(pausedKey.id)), group: 'navigation@3' },
    ],
  }),
  resumeRefresh: command('netstat.resumeRefresh', {
    title: 'Resume Continuous Refresh',
    icon: '$(debug-start)',
    palette: pausedKey.id,
    menus: [
      { menu: 'view/title', views: 'every', when: pausedKey.id, group: 'navigation@3' },
      { menu: 'view/title', views: trafficPage, when: pausedKey.id, group: 'navigation@3' },
      { menu: 'editor/title', when: and(inTrafficTab, pausedKey.id), group: 'navigation@3' },
    ],
  }),
};
