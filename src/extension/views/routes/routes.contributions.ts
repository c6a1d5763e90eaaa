import { view } from '../../catalog/view';
import { elsewhereTexts, welcomeTexts } from '../emptiness.contributions';
import { icons } from '../../catalog/icons';

/** The view "Routes". */
export const routesView = view({
  id: 'netstat.routes',
  name: 'Routes',
  position: 5,
  icon: icons.route,
  visibility: 'collapsed',
  traits: ['table'],
  welcome: {
    none: 'This machine has no route: it reaches nothing but itself.\n[Refresh](command:netstat.refresh)',
    denied:
      "This user may not read the routing tables (`/proc/net/route`, `/proc/net/ipv6_route`). A security policy (AppArmor, SELinux or a container's) is the usual cause.\n[Show Log](command:netstat.showLog)\n[Refresh](command:netstat.refresh)",
    absent:
      'This system has no routing tables in /proc/net, where Linux keeps them. Netstat works in windows that are connected to Linux: over SSH, in WSL 2, in dev containers and in Codespaces.\n[Show Log](command:netstat.showLog)\n[Refresh](command:netstat.refresh)',
    noMatch: welcomeTexts.noMatch,
    ...elsewhereTexts,
  },
});
