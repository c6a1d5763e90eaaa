import assert from 'node:assert/strict';
import type { ProcessOwner } from '../../../../src/core/model/process';
import { guardOf } from '../../../../src/core/ports/guards';
import { findObstacle, obstacleIn } from '../../../../src/core/ports/obstacles';
import { process } from '../../snapshots';

const named = (comm: string): ProcessOwner => process({ comm, commandLine: [comm] });

/** What the kernel keeps of longer names; no file is called so. */
const CUT = ['systemd-resolve', 'gnome-session-b', 'dbus-broker-lau', 'xdg-desktop-por', 'gdm-wayland-ses'];

describe('what no message offers to end', () => {
  const guarded = {
    login: 'sshd sshd-session sshd-auth dropbear',
    machine: 'systemd init systemd-resolve systemd-logind',
    session:
      'gnome-session-b gnome-shell Xorg Xwayland kwin_wayland kwin_x11 plasmashell gdm3 gdm-x-session sddm sddm-helper dbus-daemon dbus-broker-lau xfce4-session lightdm sway kded6 xdg-desktop-portal-gtk xdg-desktop-por cosmic-comp gdm-wayland-ses pipewire-pulse gsd-color',
    editor: 'code code-insiders code-tunnel codium',
  };
  for (const [guard, names] of Object.entries(guarded)) {
    it(`are programs of the kind "${guard}"`, () => {
      for (const name of names.split(' ')) {
        assert.equal(guardOf(named(name)), guard, name);
        if (CUT.includes(name)) continue;
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
      ['/usr/lib/code-server/out/node/entry'],
      ['/usr/bin/code-server', '--auth', 'none'],
    ]) {
      const server = process({ executable: `${bin}/node`, commandLine: [`${bin}/node`, ...args] });
      assert.equal(guardOf(server), 'editor', args.join(' '));
    }
  });

  it('is no program of a user’s own that has the name of an editor', () => {
    const run = (executable: string, ...args: string[]): ProcessOwner =>
      process({ comm: executable.split('/').at(-1) ?? '', executable, commandLine: [executable, ...args] });
    for (const name of ['cursor', 'code', 'windsurf', 'codium', 'code-server', 'code-tunnel']) {
      for (const folder of [
        '/home/alice/go/bin',
        '/usr/local/bin',
        '/tmp',
        '/app',
        '/usr/src/app',
        '/opt/app/bin',
      ]) {
        assert.equal(guardOf(run(`${folder}/${name}`, '--port', '3000')), undefined, `${folder}/${name}`);
      }
    }
    for (const installed of [
      run('/usr/share/cursor/cursor'),
      run('/opt/Cursor/cursor', '/home/alice/app'),
      run('/opt/visual-studio-code/code'),
      run('/app/extra/vscode/code'),
      run('/snap/code/170/usr/share/code/code', '--no-sandbox'),
      run('/tmp/.mount_Cursor7Xq/usr/share/cursor/cursor', '--no-sandbox'),
      run('/home/alice/VSCode-linux-x64/code'),
      run('/home/alice/apps/editor/code', '--type=utility', '--utility-sub-type=node.mojom.NodeService'),
      run('/home/alice/Downloads/code', 'tunnel', '--name', 'desk'),
    ]) {
      assert.equal(guardOf(installed), 'editor', installed.commandLine.join(' '));
    }
  });

  it('is no ordinary program, and none that only has such a name', () => {
    assert.equal(guardOf(process()), undefined);
    for (const name of ['sshd', 'systemd', 'gnome-shell', 'code', 'Xorg']) {
      const own = process({ comm: name, executable: '/usr/bin/python3', commandLine: [name] });
      assert.equal(guardOf(own), undefined, name);
    }
  });

  it('is no script of the user’s that VS Code’s executable runs, which is a Node too', () => {
    const run = (...args: string[]): ProcessOwner => {
      const executable = '/usr/share/code/code';
      return process({ comm: 'code', executable, commandLine: [executable, ...args] });
    };
    for (const args of [
      ['/home/alice/app/server.js'],
      ['--inspect', 'server.js'],
      ['--inspect=0', '-r', 'tsx/cjs', 'server.ts', '--port', '3000'],
      ['--no-warnings', '-e', 'require("http").createServer().listen(3000)'],
    ]) {
      assert.equal(guardOf(run(...args)), undefined, args.join(' '));
    }
    for (const args of [
      [],
      ['--type=zygote'],
      ['--type=utility', '--utility-sub-type=node.mojom.NodeService', '--lang=en-GB'],
      ['/usr/share/code/resources/app/out/bootstrap-fork', '--type=ptyHost'],
      ['/home/alice/app'],
    ]) {
      assert.equal(guardOf(run(...args)), 'editor', args.join(' '));
    }
  });

  it('is no server that only reads like a part of VS Code', () => {
    for (const line of [
      'node app/dist/server-main.js',
      'node /home/alice/app/dist/server-main.js',
      'node out/server-main.js',
      'node /home/alice/app/server.js --type=extensionHost',
      'node /home/alice/app/server.js /opt/vscode/out/server-main.js',
      'node --require /home/alice/code-server /home/alice/app/server.js',
      'node /home/alice/app/bootstrap-fork.js',
      'node /home/alice/app/out/server-main.js --port 3000',
      'node /home/alice/app/out/bootstrap-fork.js',
      'node /home/alice/code-server/demo.js',
    ]) {
      const server = process({ executable: '/usr/bin/node', commandLine: line.split(' ') });
      assert.equal(guardOf(server), undefined, line);
    }
  });

  it('is no program that a user built and named like one of the machine’s or the desktop’s', () => {
    for (const name of ['river', 'sway', 'gnome-shell', 'systemd-exporter', 'init', 'login', 'X', 'Xvfb']) {
      for (const folder of ['/home/alice/app/target/debug', '/usr/local/bin', '/tmp', '/workspaces/app']) {
        const executable = `${folder}/${name}`;
        assert.equal(
          guardOf(process({ comm: name, executable, commandLine: [name] })),
          undefined,
          executable,
        );
      }
      assert.notEqual(guardOf(process({ comm: name, executable: `/usr/bin/${name}` })), undefined, name);
    }
  });

  it('is no program whose name is that of a longer one cut, where the executable is known', () => {
    for (const name of ['cosmic-settings', 'dbus-broker-lau']) {
      assert.equal(guardOf(process({ comm: name, executable: `/usr/bin/${name}` })), undefined, name);
    }
  });

  it('is no program whose name only begins so, where the executable is known or not', () => {
    for (const name of [
      'plasma-api',
      'plasma',
      'gdmserver',
      'kded-proxy',
      'xdg-mock',
      'cosmic-api',
      'kwin_api',
      'dbus-daemonize',
      'gnome-settings-api',
      'lightdm-web',
      'budgie-backend',
      'pipewired',
      'mutterings',
      'codiumapi',
      'code-tunnel-api',
    ]) {
      assert.equal(guardOf(named(name)), undefined, name);
      assert.equal(guardOf(process({ comm: name, executable: `/usr/bin/${name}` })), undefined, name);
    }
  });
});

describe('what of the owners of a port others rely on', () => {
  const systemd = process({ pid: 1, uid: 0, comm: 'systemd', commandLine: ['/sbin/init'] });

  it('is what is guarded before what keeps the port for it', () => {
    const sshd = process({ pid: 700, uid: 0, comm: 'sshd', commandLine: ['sshd: /usr/sbin/sshd -D'] });
    const reliance = obstacleIn(22, [systemd, sshd]);
    assert.deepEqual(reliance, { kind: 'guard', owner: sshd, guard: 'login' });
    assert.equal(obstacleIn(22, [systemd])?.kind, 'manager');
    assert.equal(obstacleIn(80, [systemd, process({ pid: 800, comm: 'nginx' })])?.kind, 'manager');
  });

  it('is nothing of ordinary programs, whose parents are not asked for', async () => {
    const engine = { ancestors: () => assert.fail('no parents were expected to be asked for') };
    assert.equal(await findObstacle(3000, [process(), process({ pid: 43 })], engine), undefined);
  });
});
