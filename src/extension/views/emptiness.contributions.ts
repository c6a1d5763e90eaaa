import { text } from '../catalog/catalogText';

/** What views say that have no rows, where several say the same. */
export const welcomeTexts = {
  noMatch: text(
    'welcome.noMatch',
    'The filter leaves nothing of this list.\n[Edit Filter…](command:netstat.filter)\n[Clear Filter](command:netstat.clearFilter)',
  ),
  denied: text(
    'welcome.denied',
    "This user may not read the socket tables in /proc/net, so that nothing is known about the ports of this machine. A security policy (AppArmor, SELinux or a container's) is the usual cause.\n[Show Log](command:netstat.showLog)\n[Refresh](command:netstat.refresh)",
  ),
  noTables: text(
    'welcome.noTables',
    'This system has no socket tables in /proc/net, where Linux keeps them. Is /proc mounted?\n[Show Log](command:netstat.showLog)\n[Refresh](command:netstat.refresh)',
  ),
  wsl1: text(
    'welcome.wsl1',
    'WSL 1 keeps its socket tables empty, so that no port can be listed. In WSL 2 it can: convert this distribution with `wsl --set-version`.',
  ),
  unsupported: text(
    'welcome.unsupported',
    'Netstat reads the socket tables of Linux, which this system does not have.\nIt works in windows that are connected to Linux, from here too: over SSH, in WSL 2, in dev containers and in Codespaces. There it shows the ports of that machine.',
  ),
};

/** What each view says of another network namespace, in place of what it says of this machine. */
export const elsewhereTexts = {
  noneElsewhere: text(
    'welcome.noneElsewhere',
    'There is nothing of this list in the network namespace that is shown.\n[Back to This Machine](command:netstat.showThisMachine)\n[Network Namespace…](command:netstat.selectNamespace)',
  ),
  unreadElsewhere: text(
    'welcome.unreadElsewhere',
    'This list is not known of the network namespace that is shown: this user may not read it there, or its turn has not come. Root may read all of them.\n[Back to This Machine](command:netstat.showThisMachine)\n[Network Namespace…](command:netstat.selectNamespace)\n[Refresh](command:netstat.refresh)',
  ),
};
