import { isOn, not } from '../../catalog/clause';
import { command } from '../../catalog/command';
import { booleanSetting, settingsGroup } from '../../catalog/setting';
import { text } from '../../catalog/catalogText';
import { containersSettings } from '../../containers/containers.contributions';
import { view } from '../../catalog/view';
import { elsewhereTexts, welcomeTexts } from '../emptiness.contributions';
import { icons } from '../../catalog/icons';

/** The view "Listening Ports". */
export const listeningPortsView = view({
  id: 'netstat.listeningPorts',
  name: 'Listening Ports',
  position: 1,
  icon: icons.port,
  traits: ['sockets', 'arranged'],
  welcome: {
    none: text(
      'welcome.none',
      'No program listens on a port of this machine, and no container is seen to publish one.\nStart a server and it appears here by itself.\n[Find Port Owner…](command:netstat.findPortOwner)\n[Refresh](command:netstat.refresh)',
    ),
    filtered: text(
      'welcome.filtered',
      'Every listening port of this machine is a UDP port, and UDP ports are hidden (setting `netstat.listeningPorts.showUdp`).\n[Show UDP Ports](command:netstat.listeningPorts.showUdpPorts)',
    ),
    noMatch: welcomeTexts.noMatch,
    ...elsewhereTexts,
    denied: welcomeTexts.denied,
    noTables: welcomeTexts.noTables,
    wsl1: welcomeTexts.wsl1,
    unsupported: welcomeTexts.unsupported,
  },
});

export const listeningPortsGroup = settingsGroup({
  name: 'listeningPorts',
  title: 'Listening Ports',
  order: 3,
});

/** What Listening Ports lists. */
export const listeningPortsSettings = {
  showUdp: booleanSetting('netstat.listeningPorts.showUdp', {
    group: listeningPortsGroup,
    order: 1,
    scope: 'window',
    default: true,
    text: 'Whether the view *Listening Ports* lists UDP ports beside TCP ports.',
  }),
};

/** The command of links in tooltips alone, which no menu offers. */
export const rowLinkCommand = 'netstat.listeningPorts.act';

/** Listing UDP, and what waits inside containers, or not. */
export const listeningPortsCommands = {
  showUdp: command('netstat.listeningPorts.showUdpPorts', {
    title: 'Show UDP Ports',
    palette: not(isOn(listeningPortsSettings.showUdp)),
    menus: [
      {
        menu: 'view/title',
        views: listeningPortsView,
        when: not(isOn(listeningPortsSettings.showUdp)),
        group: '1_show@1',
      },
    ],
  }),
  hideUdp: command('netstat.listeningPorts.hideUdpPorts', {
    title: 'Hide UDP Ports',
    palette: isOn(listeningPortsSettings.showUdp),
    menus: [
      {
        menu: 'view/title',
        views: listeningPortsView,
        when: isOn(listeningPortsSettings.showUdp),
        group: '1_show@1',
      },
    ],
  }),
  showInside: command('netstat.listeningPorts.showPortsInsideContainers', {
    title: 'Show Ports Inside Containers',
    palette: not(isOn(containersSettings.showsInside)),
    menus: [
      {
        menu: 'view/title',
        views: listeningPortsView,
        when: not(isOn(containersSettings.showsInside)),
        group: '1_show@2',
      },
    ],
  }),
  hideInside: command('netstat.listeningPorts.hidePortsInsideContainers', {
    title: 'Hide Ports Inside Containers',
    palette: isOn(containersSettings.showsInside),
    menus: [
      {
        menu: 'view/title',
        views: listeningPortsView,
        when: isOn(containersSettings.showsInside),
        group: '1_show@2',
      },
    ],
  }),
};
