import { view } from '../../catalog/view';
import { elsewhereTexts, welcomeTexts } from '../emptiness.contributions';
import { icons } from '../../catalog/icons';

/** The view "Neighbours". */
export const neighboursView = view({
  id: 'netstat.neighbours',
  name: 'Neighbours',
  position: 9,
  icon: icons.machine,
  visibility: 'hidden',
  traits: ['table'],
  welcome: {
    none: 'This machine has talked to no other on its links of late, nor tried to.\n[Refresh](command:netstat.refresh)',
    denied:
      "This user may not read the neighbours (`/proc/net/arp`). A security policy (AppArmor, SELinux or a container's) is the usual cause.\n[Show Log](command:netstat.showLog)\n[Refresh](command:netstat.refresh)",
    absent:
      'This system has no table of neighbours in /proc/net, where Linux keeps it. Netstat works in windows that are connected to Linux: over SSH, in WSL 2, in dev containers and in Codespaces.\n[Show Log](command:netstat.showLog)\n[Refresh](command:netstat.refresh)',
    noMatch: welcomeTexts.noMatch,
    ...elsewhereTexts,
  },
});
