import { view } from '../../catalog/view';
import { elsewhereTexts, welcomeTexts } from '../emptiness.contributions';
import { icons } from '../../catalog/icons';

/** The view "Interfaces". */
export const interfacesView = view({
  id: 'netstat.interfaces',
  name: 'Interfaces',
  position: 4,
  icon: icons.interface,
  visibility: 'collapsed',
  traits: ['table'],
  welcome: {
    none: 'This machine has no network interface.\n[Refresh](command:netstat.refresh)',
    denied:
      "This user may not read the interfaces (`/proc/net/dev`). A security policy (AppArmor, SELinux or a container's) is the usual cause.\n[Show Log](command:netstat.showLog)\n[Refresh](command:netstat.refresh)",
    absent:
      'This system has no list of interfaces in /proc/net, where Linux keeps it. Netstat works in windows that are connected to Linux: over SSH, in WSL 2, in dev containers and in Codespaces.\n[Show Log](command:netstat.showLog)\n[Refresh](command:netstat.refresh)',
    noMatch: welcomeTexts.noMatch,
    ...elsewhereTexts,
  },
});
