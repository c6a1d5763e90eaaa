import { command } from '../catalog/command';
import { numberSetting, settingsGroup } from '../catalog/setting';
import { listeningPortsView } from '../views/listeningPorts/listeningPorts.contributions';
import { onPortOfProcess, onRowOrGroupWithOwner } from '../views/rows.contributions';
import { onTrafficRow, OWNED_KINDS } from '../traffic/trafficPage.contributions';

export const killGroup = settingsGroup({ name: 'kill', title: 'Kill', order: 5 });

/** How processes are ended. */
export const killSettings = {
  killGracePeriod: numberSetting('netstat.kill.gracePeriod', {
    group: killGroup,
    order: 1,
    scope: 'machine',
    default: 3,
    minimum: 0,
    maximum: 60,
    text: 'Seconds that a process is given to end by itself (after SIGTERM), before you are asked whether to kill it by force (SIGKILL).',
  }),
};

/** Ending and signalling the owners of rows. */
export const killCommands = {
  killProcess: command('netstat.killProcess', {
    title: 'Kill Process…',
    icon: '$(trash)',
    menus: [
      { menu: 'view/item/context', views: 'sockets', when: onRowOrGroupWithOwner, group: '9_destructive@1' },
      { menu: 'view/item/context', views: listeningPortsView, when: onPortOfProcess, group: 'inline@9' },
      { menu: 'webview/context', when: onTrafficRow(...OWNED_KINDS), group: '9_destructive@1' },
    ],
    keys: [{ key: 'delete', mac: 'cmd+backspace', views: 'sockets', on: 'selectionOf' }],
  }),
  killWithChildren: command('netstat.killWithChildren', {
    title: 'Kill Process and Its Children…',
    menus: [
      { menu: 'view/item/context', views: 'sockets', when: onRowOrGroupWithOwner, group: '9_destructive@2' },
      { menu: 'webview/context', when: onTrafficRow(...OWNED_KINDS), group: '9_destructive@2' },
    ],
  }),
  sendSignal: command('netstat.sendSignal', {
    title: 'Send Signal…',
    menus: [
      { menu: 'view/item/context', views: 'sockets', when: onRowOrGroupWithOwner, group: '9_destructive@3' },
      { menu: 'webview/context', when: onTrafficRow(...OWNED_KINDS), group: '9_destructive@3' },
    ],
  }),
};
