import { view } from '../../catalog/view';
import { elsewhereTexts, welcomeTexts } from '../emptiness.contributions';
import { icons } from '../../catalog/icons';

/** The view "Multicast Groups". */
export const multicastGroupsView = view({
  id: 'netstat.multicastGroups',
  name: 'Multicast Groups',
  position: 7,
  icon: icons.multicastGroup,
  visibility: 'hidden',
  traits: ['table'],
  welcome: {
    none: 'No interface of this machine listens to a multicast group.\n[Refresh](command:netstat.refresh)',
    denied:
      "This user may not read the multicast groups (`/proc/net/igmp`, `/proc/net/igmp6`). A security policy (AppArmor, SELinux or a container's) is the usual cause.\n[Show Log](command:netstat.showLog)\n[Refresh](command:netstat.refresh)",
    absent:
      'This system has no multicast groups in /proc/net, where Linux keeps them, or its kernel is built without multicast. Netstat works in windows that are connected to Linux: over SSH, in WSL 2, in dev containers and in Codespaces.\n[Show Log](command:netstat.showLog)\n[Refresh](command:netstat.refresh)',
    noMatch: welcomeTexts.noMatch,
    ...elsewhereTexts,
  },
});
