import assert from 'node:assert/strict';
import type { Ancestor, ProcessOwner } from '../../../../src/core/model/process';
import { findParents } from '../../../../src/core/ports/obstacles';
import { managerOf } from '../../../../src/core/ports/portManager';
import { process } from '../../snapshots';

const ID = 'cb1b2c3d4e5f60718293a4b5c6d7e8f9cb1b2c3d4e5f60718293a4b5c6d7e8f9';

const named = (comm: string, ...commandLine: string[]): ProcessOwner =>
  process({ comm, commandLine: commandLine.length > 0 ? commandLine : [comm] });

const running = (executable: string, ...args: string[]): ProcessOwner =>
  process({
    comm: executable.split('/').at(-1)?.slice(0, 15) ?? '',
    executable,
    commandLine: [executable, ...args],
  });

const parent = (comm: string): Ancestor => ({ pid: 41, startTime: 1, comm, commandLine: [comm] });

const PROXY_ARGUMENTS =
  '-proto tcp -host-ip 0.0.0.0 -host-port 8080 -container-ip 172.17.0.2 -container-port 80'.split(' ');

const PODMAN_STOP = "podman stop $(podman ps --format '{{.ID}} {{.Ports}}' | awk '/:8080->/ { print $1 }')";
const DOCKER_STOP = 'docker stop $(docker ps --quiet --filter publish=8080)';

describe('who keeps a port for others', () => {
  const kept: readonly (readonly [string, ProcessOwner, kind: string, command: string | undefined])[] = [
    ['docker-proxy', running('/usr/bin/docker-proxy', ...PROXY_ARGUMENTS), 'docker', DOCKER_STOP],
    ['dockerd without its proxy', running('/usr/bin/dockerd', '-H', 'fd://'), 'docker', DOCKER_STOP],
    ['a dockerd that was updated', running('/usr/bin/dockerd (deleted)'), 'docker', DOCKER_STOP],
    ['rootless Docker', running('/usr/bin/rootlesskit', '--net=slirp4netns'), 'docker', DOCKER_STOP],
    [
      'Docker Desktop',
      running('/opt/docker-desktop/bin/com.docker.backend', 'services'),
      'docker',
      DOCKER_STOP,
    ],
    [
      'rootless nerdctl',
      running('/usr/local/bin/rootlesskit', '--state-dir=x', '/usr/local/bin/containerd-rootless.sh'),
      'containerd',
      'nerdctl ps',
    ],
    [
      'a shim of Docker’s',
      running('/usr/bin/containerd-shim-runc-v2', '-namespace', 'moby', '-id', ID, '-address', '/run/c.sock'),
      'docker',
      `docker -H unix:///run/user/1000/docker.sock stop ${ID}`,
    ],
    [
      'a shim of Kubernetes’',
      running('/usr/bin/containerd-shim-runc-v2', '-namespace', 'k8s.io', '-id', ID),
      'kubernetes',
      `sudo crictl stop ${ID}`,
    ],
    [
      'a shim of containerd’s own',
      running('/usr/bin/containerd-shim-runc-v2', '-namespace', 'default', '-id', ID),
      'containerd',
      `sudo nerdctl --namespace default stop ${ID}`,
    ],
    [
      'conmon',
      running(
        '/usr/bin/conmon',
        '--api-version',
        '1',
        '-c',
        ID,
        '-u',
        ID,
        '-r',
        '/usr/bin/crun',
        '-n',
        'web',
      ),
      'podman',
      `podman stop ${ID}`,
    ],
    [
      'conmon of CRI-O',
      running('/usr/libexec/crio/conmon', '-c', ID, '--exit-dir', '/var/run/crio/exits'),
      'crio',
      `sudo crictl stop ${ID}`,
    ],
    ['rootlessport', running('/usr/libexec/podman/rootlessport'), 'podman', PODMAN_STOP],
    [
      'rootlessport of old Podman',
      process({ comm: 'exe', executable: '/usr/bin/podman', commandLine: ['containers-rootlessport'] }),
      'podman',
      PODMAN_STOP,
    ],
    [
      'pasta of Podman’s',
      running('/usr/bin/pasta.avx2', '--config-net', '-t', '8080', '--netns', '/run/user/1000/netns/netns-1'),
      'podman',
      PODMAN_STOP,
    ],
    ['pasta by hand', running('/usr/local/bin/pasta', '--config-net', '--', 'sh'), 'namespace', undefined],
    [
      'slirp4netns by hand',
      running('/usr/bin/slirp4netns', '--configure', '--mtu=65520', '4242', 'tap0'),
      'namespace',
      undefined,
    ],
    [
      'gvproxy',
      running('/usr/libexec/podman/gvproxy', '-mtu', '1500', '-ssh-port', '1'),
      'podman',
      PODMAN_STOP,
    ],
    ['k3s', running('/var/lib/rancher/k3s/data/x/bin/k3s', 'server'), 'kubernetes', undefined],
    ['kubelet', running('/usr/bin/kubelet', '--config=x'), 'kubernetes', undefined],
  ];
  for (const [name, owner, kind, command] of kept) {
    it(`is ${kind}, of ${name}`, () => {
      const found = managerOf(8080, [owner]);
      assert.deepEqual([found?.kind, found?.owner], [kind, owner]);
      if (kind === 'kubernetes' && command === undefined)
        assert.match(found?.command ?? '', /kubectl .* 8080$/);
      else assert.equal(found?.command, command);
    });
  }

  it('is the socket unit of systemd, beside its service or alone', () => {
    const system = process({ pid: 1, uid: 0, comm: 'systemd', commandLine: ['/sbin/init'] });
    const found = managerOf(22, [system, process({ pid: 700, comm: 'sshd' })]);
    assert.equal(found?.kind, 'systemd');
    assert.match(found.command ?? '', /^sudo systemctl stop \$\(systemctl list-sockets .*:22\$/);
    const users = process({ pid: 900, comm: 'systemd', executable: '/usr/lib/systemd/systemd' });
    assert.match(managerOf(22, [users])?.command ?? '', /^systemctl --user stop /);
  });

  it('is the engine itself on the ports of its API and of a swarm', () => {
    for (const port of [2375, 2377]) {
      const dockerd = running('/usr/bin/dockerd');
      const { command } = managerOf(port, [{ ...dockerd, uid: 0 }]) ?? {};
      assert.equal(command, 'sudo systemctl stop docker.service docker.socket');
      assert.equal(managerOf(port, [dockerd])?.command, 'systemctl --user stop docker.service');
    }
    const listening = running('/usr/bin/dockerd', '-H', 'fd://', '-H', 'tcp://0.0.0.0:4243');
    for (const [port, isOwn] of [
      [4243, true],
      [243, false],
      [8080, false],
    ] as const) {
      const { command = '' } = managerOf(port, [listening]) ?? {};
      assert.equal(command.includes('systemctl'), isOwn, command);
    }
  });

  it('is whoever calls itself so, where its executable may not be read', () => {
    const names =
      'docker-proxy dockerd containerd-shim conmon rootlessport rootlesskit pasta slirp4netns gvproxy k3s-server kubelet systemd';
    for (const name of names.split(' ')) {
      assert.equal(managerOf(8080, [named(name)])?.evidence, 'name', name);
    }
    // A name that says nothing, before the first argument.
    assert.equal(managerOf(8080, [named('exe', 'containers-rootlessport')])?.kind, 'podman');
  });

  it('is nobody where a program only has the name', () => {
    const names =
      'docker-proxy dockerd conmon rootlessport rootlesskit pasta slirp4netns gvproxy k3s systemd';
    for (const name of names.split(' ')) {
      // Any program may change its name and first argument.
      const pretender = process({
        comm: name,
        executable: '/usr/bin/node',
        commandLine: [name, ...PROXY_ARGUMENTS],
      });
      assert.equal(managerOf(8080, [pretender]), undefined, name);
    }
    for (const name of ['docker-proxy', 'conmon', 'pasta', 'slirp4netns', 'gvproxy', 'podman']) {
      const own = running(`/home/alice/bin/${name}`, '--port', '8080');
      assert.equal(managerOf(8080, [own]), undefined, name);
    }
    // Options of those names, and not with what those programs have there.
    const alike = [
      running('/home/alice/bin/conmon', '-c', 'monitor.conf'),
      running(
        '/home/alice/bin/docker-proxy',
        '-proto',
        'http',
        '-host-port',
        '8080',
        '-container-port',
        '80',
      ),
      running('/home/alice/bin/docker-proxy', '-proto', 'tcp', '-host-port', 'auto', '-container-port', '80'),
    ];
    for (const own of alike) assert.equal(managerOf(8080, [own]), undefined, own.commandLine.join(' '));
  });

  it('is told by the parent, where the arguments are none of its own', () => {
    const odd = running('/opt/engine/docker-proxy', '--version-of-tomorrow');
    assert.equal(managerOf(8080, [odd]), undefined);
    const parents = new Map([[odd.pid, [parent('dockerd'), parent('systemd')]]]);
    assert.equal(managerOf(8080, [odd], parents)?.evidence, 'parent');
    const hidden = process({ ...odd, commandLine: [] });
    assert.equal(managerOf(8080, [hidden])?.evidence, 'executable');
    assert.equal(managerOf(8080, [running('/usr/bin/pasta')])?.evidence, 'executable');
  });

  it('tells whose gateway it is by the parents, which are asked for only where they may tell', async () => {
    const asked: number[] = [];
    const engine = {
      ancestors: async (pid: number) => {
        asked.push(pid);
        return [parent('rootlesskit')];
      },
    };
    const gateway = running('/usr/bin/slirp4netns', '--mtu=65520', '-r', '3', '4242', 'tap0');
    const owners = [process({ pid: 7 }), gateway];
    assert.equal(managerOf(8080, owners, await findParents(owners, engine))?.kind, 'docker');
    assert.deepEqual(asked, [gateway.pid]);
  });

  it('is nobody where a program listens for itself, whatever runs as pid 1', () => {
    assert.equal(managerOf(3000, [named('node')]), undefined);
    assert.equal(managerOf(3000, [process({ pid: 1, comm: 'node' })]), undefined);
    assert.equal(managerOf(3000, []), undefined);
  });

  it('has no word of a program in the line to type', () => {
    const hostile = ['$(touch /tmp/x)', '`id`', "'; rm -rf ~ #", 'a\nb', `${ID}\nid`];
    for (const word of hostile) {
      const owners = [
        running('/usr/bin/conmon', '-c', word),
        running('/usr/bin/containerd-shim-runc-v2', '-namespace', word, '-id', word),
        running('/usr/bin/docker-proxy', '-proto', word, '-host-port', word, '-container-port', word),
        named('docker-proxy', word, '-id', word),
      ];
      for (const owner of owners) {
        const { command = '' } = managerOf(8080, [owner]) ?? {};
        assert.notEqual(command, '');
        assert.ok(!command.includes(word), command);
        assert.doesNotMatch(command, /[\n`]/);
      }
    }
  });
});
