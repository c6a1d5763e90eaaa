import { view } from '../../catalog/view';
import { elsewhereTexts, welcomeTexts } from '../emptiness.contributions';
import { icons } from '../../catalog/icons';

/** The view "NAT". */
export const natView = view({
  id: 'netstat.nat',
  name: 'NAT',
  position: 8,
  icon: icons.translation,
  visibility: 'hidden',
  traits: ['table'],
  welcome: {
    none: 'The kernel tracks connections, and there is none at present. It tracks only where a rule of the firewall asks for it, as NAT does.\n[Refresh](command:netstat.refresh)',
    denied:
      "The kernel tracks connections, and this user may not see them: `/proc/net/nf_conntrack` is for root alone.\nRun VS Code's server as root, or list them with `sudo conntrack -L`.\n[Refresh](command:netstat.refresh)",
    absent:
      'The kernel does not track connections, so that nothing of this machine is translated. It begins to with the first firewall rule that asks for it, or with `sudo modprobe nf_conntrack`.\nIn a container, the host may track and translate connections that cannot be seen from inside.\n[Refresh](command:netstat.refresh)',
    unlisted:
      'The kernel tracks connections, and does not list them in /proc: it is built without `CONFIG_NF_CONNTRACK_PROCFS`, as newer kernels are.\nAs root, `conntrack -L` (package conntrack or conntrack-tools) lists them.\n[Refresh](command:netstat.refresh)',
    noMatch: welcomeTexts.noMatch,
    ...elsewhereTexts,
  },
});
