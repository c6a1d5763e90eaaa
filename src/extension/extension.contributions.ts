import { contribution } from './catalog/point';
import { text } from './catalog/catalogText';
import { icons } from './catalog/icons';

/** The container of all views. */
export const container = 'netstat';

/** The container of the Traffic page. */
export const trafficContainer = 'netstatTraffic';

/** Their places: in the activity bar, and beside Terminal and Ports. */
export const containers = contribution('viewsContainers', {
  activitybar: [{ id: container, title: 'Netstat', icon: 'media/netstat.svg' }],
  panel: [
    {
      id: trafficContainer,
      title: text('container.traffic', 'Netstat Traffic'),
      icon: `$(${icons.traffic})`,
    },
  ],
});

/** What package.json says of folders that are not trusted. */
export const untrustedWorkspaces = text(
  'capabilities.untrustedWorkspaces',
  'Everything works. Until you trust the folder, all settings of Netstat are taken from yours and none from the folder: it can neither have the machine looked at more often nor have name servers asked.',
);
