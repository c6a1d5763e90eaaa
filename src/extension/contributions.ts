import { contribution } from './catalog/point';
import { text } from './catalog/text';

/** The container of all views. */
export const container = 'netstat';

/** Its place in the activity bar. */
export const containers = contribution('viewsContainers', {
  activitybar: [{ id: container, title: 'Netstat', icon: 'media/netstat.svg' }],
});

/** What package.json says of folders that are not trusted. */
export const untrustedWorkspaces = text(
  'capabilities.untrustedWorkspaces',
  'Everything works, and nothing is read from the workspace. Settings about killing processes are taken from user and machine settings only.',
);
