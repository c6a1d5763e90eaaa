import assert from 'node:assert/strict';
import type { ProcessOwner } from '../../../src/core/model/process';
import { guardOf } from '../../../src/core/ports/guards';
import { findReliance, relianceOn } from '../../../src/core/ports/reliance';
import { process } from '../snapshots';

const named = (comm: string): ProcessOwner => process({ comm, commandLine: [comm] });

describe('what no message offers to end', () => {
  const guarded = {
    login: 'sshd sshd-session sshd-auth dropbear',
    machine: 'systemd init systemd-resolve systemd-logind',
    session:
      'gnome-session-b gnome-shell Xorg Xwayland kwin_wayland kwin_x11 plasmashell gdm3 gdm-x-session sddm sddm-helper dbus-daemon dbus-broker-lau xfce4-session lightdm sway',
    editor: 'code code-insiders code-tunnel codium',
  };
  for (const [guard, names] of Object.entries(guarded)) {
    it(`are programs of the kind "${guard}"`, () => {
      for (const name of names.split(' ')) {
        assert.equal(guardOf(named(name)), guard, name);
        const file = process({ comm: 'x', executable: `/usr/bin/${name}`, commandLine: [] });
        assert.equal(guardOf(file), guard, name);
      }
    });
  }

  it('is pid 1, whatever it is', () => {
    assert.equal(guardOf(process({ pid: 1, comm: 'node', executable: '/usr/bin/node' })), 'machine');
  });

  it('is VS Code’s server and its hosts, which Node runs', () => {
    const bin = '/home/alice/.vscode-server/bin/abc';
    for (const args of [
      [`${bin}/out/server-main.js`, '--port=0'],
      [`${bin}/out/bootstrap-fork`, '--type=ptyHost'],
      ['--dns-result-order=ipv4first', `${bin}/out/bootstrap-fork`, '--type=extensionHost'],
      ['/usr/lib/code-server', '--bind-addr', '127.0.0.1:8080'],
    ]) {
      const server = process({ executable: `${bin}/node`, commandLine: [`${bin}/node`, ...args] });
      assert.equal(guardOf(server), 'editor', args.join(' '));
    }
  });

  it('is no ordinary program, and none that only has such a name', () => {
    assert.equal(guardOf(process()), undefined);
    for (const name of ['sshd', 'systemd', 'gnome-shell', 'code', 'Xorg']) {
      const own = process({ comm: name, executable: '/usr/bin/python3', commandLine: [name] });
      assert.equal(guardOf(own), undefined, name);
    }
    // VS Code's executable is a Node for programs of the user's, too.
    const script = process({
      comm: 'code',
      executable: '/usr/share/code/code',
      commandLine: ['/usr/share/code/code', '/home/alice/app/server.js'],
    });
    assert.equal(guardOf(script), undefined);
  });
});

describe('what of the owners of a port others rely on', () => {
  const systemd = process({ pid: 1, uid: 0, comm: 'systemd', commandLine: ['/sbin/init'] });

  it('is what is guarded before what keeps the port for it', () => {
    const sshd = process({ pid: 700, uid: 0, comm: 'sshd', commandLine: ['sshd: /usr/sbin/sshd -D'] });
    const reliance = relianceOn(22, [systemd, sshd]);
    assert.deepEqual(reliance, { kind: 'guard', owner: sshd, guard: 'login' });
    assert.equal(relianceOn(22, [systemd])?.kind, 'manager');
    assert.equal(relianceOn(80, [systemd, process({ pid: 800, comm: 'nginx' })])?.kind, 'manager');
  });

  it('is nothing of ordinary programs, whose parents are not asked for', async () => {
    const engine = { ancestors: () => assert.fail('no parents were expected to be asked for') };
    assert.equal(await findReliance(3000, [process(), process({ pid: 43 })], engine), undefined);
  });
});
