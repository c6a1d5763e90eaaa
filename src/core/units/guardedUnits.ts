import { type Guard, guardOfName, isOneOf, wordsIn } from '../ports/guards';
import { isManagersName } from '../ports/managerPrograms';

/**
 * Why stopping a unit is never the answer to a port in use: one of the guards of processes, or
 * - `network`: the machine's network hangs on it, and with it whoever works over SSH
 * - `containers`: it runs containers, which end with it or keep their ports
 */
export type UnitGuard = Guard | 'network' | 'containers';

/**
 * Units that are not called as their program, without what is behind the dot; a star stands for more letters, and an @ at
 * the end for instances alone. Those that are called so are guarded by the list of programs.
 */
const UNITS: Readonly<Partial<Record<UnitGuard, readonly string[]>>> = {
  login: wordsIn('ssh sshd-* openssh openssh-* dropbear-* xrdp-*'),
  session: wordsIn('session-* user@ user-runtime-dir@ display-manager'),
  network: wordsIn(
    'NetworkManager NetworkManager-* systemd-networkd systemd-networkd-* networking network network-* netplan netplan-*',
    'wpa_supplicant wpa_supplicant-* dhcpcd dhcpcd-* dhclient dhclient-* connman connman-* iwd iwd-* wicked wicked-*',
    'wickedd wickedd-* netctl netctl-* ifup ifup-* ifplugd ifplugd-* ModemManager openvswitch-switch ovs-vswitchd',
    'ovsdb-server frr bird wg-quick openvpn openvpn-* strongswan strongswan-* ipsec zerotier-one netbird',
    'firewalld nftables iptables ip6tables ufw',
  ),
  containers: wordsIn(
    'docker docker-desktop podman podman-restart podman-auto-update crio cri-o cri-docker rke2-* k0scontroller k0sworker',
    'microk8s lxc lxc-* lxd lxd-* lxcfs incus incus-* buildkit buildkitd libvirtd virtqemud virtnetworkd',
  ),
  machine: wordsIn(
    'dbus dbus-* polkit udev getty@ serial-getty@ console-getty container-getty@ emergency rescue',
    'multipathd iscsid open-iscsi lvm2-*',
  ),
};

const GUARDS = Object.keys(UNITS) as readonly UnitGuard[];

/**
 * What guards a unit by its name, and by what its processes are called as far as that is known.
 * @param programs names that processes have, or gave themselves
 */
export function guardOfUnit(unit: string, programs: readonly string[]): UnitGuard | undefined {
  const names = namesOf(unit);
  return (
    GUARDS.find((guard) => names.some((name) => isOneOf(UNITS[guard] ?? [], name, false))) ??
    first(names, (name) => programGuard(name, false)) ??
    first(programs, (name) => programGuard(name, true))
  );
}

function programGuard(name: string, mayBeCut: boolean): UnitGuard | undefined {
  return guardOfName(name, mayBeCut) ?? (isManagersName(name) ? 'containers' : undefined);
}

/**
 * What a unit may stand in a list as: "sshd" and "sshd@" of sshd@1.service; of a snap's unit, snap.NAME.APP.service, the
 * snap and its app.
 */
function namesOf(unit: string): string[] {
  const [stem = '', instance] = unit.replace(/\.[a-z]+$/, '').split('@');
  const [snap, ...parts] = stem.split('.');
  const names = snap === 'snap' ? parts : [stem];
  return instance === undefined ? names : [...names, `${stem}@`];
}

function first<T>(names: readonly string[], find: (name: string) => T | undefined): T | undefined {
  for (const name of names) {
    const found = find(name);
    if (found !== undefined) return found;
  }
  return undefined;
}
