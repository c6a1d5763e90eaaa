import { isOn, not } from '../../catalog/clause';
import { command } from '../../catalog/command';
import { booleanSetting, settingsGroup } from '../../catalog/setting';
import { view } from '../../catalog/view';
import { elsewhereTexts, welcomeTexts } from '../emptiness.contributions';
import { icons } from '../../catalog/icons';

/** The view "Statistics". */
export const statisticsView = view({
  id: 'netstat.statistics',
  name: 'Statistics',
  position: 6,
  icon: icons.counter,
  visibility: 'collapsed',
  traits: ['table'],
  welcome: {
    none: 'Every counter of this machine is 0.\n[Show All Counters](command:netstat.statistics.showZeroCounters)',
    denied:
      "This user may not read the counters (`/proc/net/snmp`, `netstat`, `snmp6`). A security policy (AppArmor, SELinux or a container's) is the usual cause.\n[Show Log](command:netstat.showLog)\n[Refresh](command:netstat.refresh)",
    absent:
      'This system has no counters in /proc/net, where Linux keeps them. Netstat works in windows that are connected to Linux: over SSH, in WSL 2, in dev containers and in Codespaces.\n[Show Log](command:netstat.showLog)\n[Refresh](command:netstat.refresh)',
    noMatch: welcomeTexts.noMatch,
    ...elsewhereTexts,
  },
});

export const statisticsGroup = settingsGroup({ name: 'statistics', title: 'Statistics', order: 4 });

/** What Statistics lists. */
export const statisticsSettings = {
  showZeroCounters: booleanSetting('netstat.statistics.showZero', {
    group: statisticsGroup,
    order: 1,
    scope: 'window',
    default: false,
    text: 'Whether the view *Statistics* lists every counter of the kernel, those that are 0 and those that netstat never prints among them.',
  }),
};

/** Listing counters that are 0, or not. */
export const statisticsCommands = {
  showZeroCounters: command('netstat.statistics.showZeroCounters', {
    title: 'Show All Counters',
    palette: not(isOn(statisticsSettings.showZeroCounters)),
    menus: [
      {
        menu: 'view/title',
        views: statisticsView,
        when: not(isOn(statisticsSettings.showZeroCounters)),
        group: '1_show@1',
      },
    ],
  }),
  hideZeroCounters: command('netstat.statistics.hideZeroCounters', {
    title: 'Hide Counters That Are 0',
    palette: isOn(statisticsSettings.showZeroCounters),
    menus: [
      {
        menu: 'view/title',
        views: statisticsView,
        when: isOn(statisticsSettings.showZeroCounters),
        group: '1_show@1',
      },
    ],
  }),
};
