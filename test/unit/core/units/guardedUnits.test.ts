import assert from 'node:assert/strict';
import { guardOfUnit, type UnitGuard } from '../../../../src/core/units/guardedUnits';

const GUARDED: Readonly<Record<UnitGuard, string>> = {
  login:
    'ssh.service sshd.service ssh.socket sshd.socket sshd@1-10.0.0.1:22-10.0.0.2:555.service ssh@2.service sshd-unix-local.socket dropbear.service dropbear@3.service tailscaled.service xrdp-sesman.service',
  machine:
    'systemd-journald.service systemd-resolved.service systemd-logind.service dbus.service dbus.socket dbus-broker.service dbus-:1.2-org.x@0.service getty@tty1.service polkit.service iscsid.socket',
  session: 'user@1000.service session-3.service gdm.service display-manager.service lightdm.service',
  editor:
    'code-server@alice.service code-server.service code-tunnel.service snap.code-server.code-server.service',
  network:
    'NetworkManager.service NetworkManager-dispatcher.service networking.service network.service wpa_supplicant@wlan0.service dhcpcd.service dhcpcd@eth0.service connman.service iwd.service wickedd.service wickedd-dhcp4.service netplan-wpa-wlan0.service wg-quick@wg0.service openvpn-client@a.service firewalld.service',
  containers:
    'docker.service docker.socket containerd.service podman.service podman.socket k3s.service k3s-agent.service kubelet.service crio.service rke2-server.service lxd.socket snap.docker.dockerd.service snap.lxd.daemon.service libvirtd.socket',
};

describe('units that are not to be stopped for a port', () => {
  for (const [guard, names] of Object.entries(GUARDED)) {
    it(`are those of the kind "${guard}"`, () => {
      for (const name of names.split(' ')) assert.equal(guardOfUnit(name, []), guard, name);
    });
  }

  it('are told by what runs in them as well', () => {
    assert.equal(guardOfUnit('remote.service', ['sshd']), 'login');
    assert.equal(guardOfUnit('desktop.service', ['gnome-session-b']), 'session');
    assert.equal(guardOfUnit('boxes.service', ['docker-proxy']), 'containers');
  });

  it('are no others, whatever they begin with', () => {
    const others =
      'nginx.service postgresql@16-main.service ssh-tunnel.service users.service user.service docker-registry.service dnsmasq.service apache2.service networked-app.service cups.socket snap.nextcloud.apache.service';
    for (const name of others.split(' ')) assert.equal(guardOfUnit(name, ['node']), undefined, name);
  });
});
