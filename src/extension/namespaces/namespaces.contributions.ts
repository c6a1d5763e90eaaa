import { and } from '../catalog/clause';
import { command } from '../catalog/command';
import { contextKey } from '../catalog/contextKey';
import { inTrafficTab, trafficPage } from '../traffic/trafficPage.contributions';
import { icons } from '../catalog/icons';

/** Whether the views show another network namespace than this machine's own. */
export const otherNamespaceKey = contextKey('netstat.otherNamespace');

/** Whose sockets and tables the views show. */
export const namespaceCommands = {
  selectNamespace: command('netstat.selectNamespace', {
    title: 'Network Namespace…',
    icon: `$(${icons.networkNamespace})`,
    menus: [
      { menu: 'view/title', views: 'every', group: '1_filter@2' },
      { menu: 'view/title', views: trafficPage, group: '1_filter@2' },
      { menu: 'editor/title', when: inTrafficTab, group: '1_filter@2' },
    ],
  }),
  showThisMachine: command('netstat.showThisMachine', {
    title: 'Back to This Machine',
    icon: `$(${icons.thisMachine})`,
    palette: otherNamespaceKey.id,
    menus: [
      { menu: 'view/title', views: 'every', when: otherNamespaceKey.id, group: 'navigation@0' },
      { menu: 'view/title', views: trafficPage, when: otherNamespaceKey.id, group: 'navigation@0' },
      { menu: 'editor/title', when: and(inTrafficTab, otherNamespaceKey.id), group: 'navigation@0' },
    ],
  }),
};
