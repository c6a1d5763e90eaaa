/** What the command lines of those who watch containers and keep their ports say. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { engineProcess } from '../../../../src/core/containers/engineProcess';
import { proxiedPort, watchedContainer } from '../../../../src/core/containers/watchers';
import { assertProperty } from '../../property';

const ID = '25c7fa8a8bd1c4e3370b4dda4c5f8476ae675a2848cf9a35e4f1cf7c482b7fa2';

function program(line: string, comm = ''): Parameters<typeof watchedContainer>[0] {
  const commandLine = line.split(' ');
  return { comm: comm || (commandLine[0] ?? '').replace(/^.*\//, '').slice(0, 15), commandLine };
}

describe('the container that a process watches', () => {
  it('is the one of conmon’s options, in any order, with a path or without', () => {
    const wanted = { runtime: 'podman', id: ID, name: 'web' };
    for (const line of [
      `/usr/bin/conmon --api-version 1 -c ${ID} -u ${ID} -r /usr/bin/runc -b /x/userdata -p /x/pidfile -n web --exit-dir /x`,
      `conmon -n web -c ${ID}`,
      `conmon --name=web --cid=${ID}`,
      `conmon --exit-command-arg --name --exit-command-arg other --exit-command-arg -c -n web -c ${ID}`,
    ]) {
      assert.deepEqual(watchedContainer(program(line)), wanted, line);
    }
    const crio = `/usr/bin/conmon -b /run/x -c ${ID} --exit-dir /var/run/crio/exits -n k8s_web`;
    assert.deepEqual(watchedContainer(program(crio)), { runtime: 'cri-o', id: ID, name: 'k8s_web' });
  });

  it('is the one of a shim of containerd’s', () => {
    const shim = (namespace: string): string =>
      `/usr/bin/containerd-shim-runc-v2 -namespace ${namespace} -id ${ID} -address /run/c.sock`;
    assert.deepEqual(watchedContainer(program(shim('moby'))), { runtime: 'docker', id: ID });
    assert.deepEqual(watchedContainer(program(shim('k8s.io'))), { runtime: 'containerd', id: ID });
  });

  it('is none of another program, nor of what is no id', () => {
    assert.equal(watchedContainer(program(`/usr/bin/vim -c ${ID}`)), undefined);
    assert.equal(watchedContainer(program('conmon -c ../../x -n web')), undefined);
    assert.equal(watchedContainer(program('conmon --version')), undefined);
    // Whose executable is another's only calls itself so.
    assert.equal(
      watchedContainer({ ...program(`conmon -c ${ID}`), executable: '/usr/bin/python3' }),
      undefined,
    );
  });
});

describe('the port that docker-proxy has', () => {
  const OPTIONS = '-proto tcp -host-ip 0.0.0.0 -host-port 15432 -container-ip 172.17.0.2 -container-port 80';

  it('leads to an address of a container', () => {
    assert.deepEqual(proxiedPort(program(`/usr/sbin/docker-proxy ${OPTIONS} -use-listen-fd`)), {
      transport: 'tcp',
      hostAddress: '0.0.0.0',
      hostPort: 15_432,
      containerAddress: '172.17.0.2',
      containerPort: 80,
    });
    const ipv6 = 'docker-proxy -container-port=80 -container-ip=fd00::2 -host-port=1 -host-ip=:: -proto=sctp';
    assert.deepEqual(proxiedPort(program(ipv6)), {
      transport: 'sctp',
      hostAddress: '::',
      hostPort: 1,
      containerAddress: 'fd00::2',
      containerPort: 80,
    });
    // Its comm is cut to 15 bytes.
    assert.ok(proxiedPort(program(`/usr/bin/rootlesskit-docker-proxy ${OPTIONS}`)));
  });

  it('is none of what is no such program or port', () => {
    assert.equal(proxiedPort(program(`socat ${OPTIONS}`)), undefined);
    for (const [from, to] of [
      ['tcp', 'icmp'],
      ['15432', '0'],
      ['80', '65536'],
      ['172.17.0.2', 'host.name'],
    ] as const) {
      assert.equal(proxiedPort(program(`docker-proxy ${OPTIONS.replace(from, to)}`)), undefined, to);
    }
  });
});

describe('a process that serves an engine’s API', () => {
  it('is dockerd, with the sockets that it names', () => {
    assert.deepEqual(engineProcess(program('/usr/bin/dockerd -H fd:// --containerd=/run/c.sock')), {
      runtime: 'docker',
      sockets: [],
      takesOthers: true,
      isElsewhere: false,
    });
    const two = engineProcess(
      program('dockerd -H unix:///a.sock --host=unix:///b.sock -H tcp://127.0.0.1:1'),
    );
    assert.deepEqual([two?.sockets, two?.takesOthers], [['/a.sock', '/b.sock'], false]);
    assert.equal(engineProcess(program('dockerd'))?.takesOthers, true);
  });

  it('is Podman where it serves, and not where it does anything else', () => {
    const named = engineProcess(program('podman --root /r system service --time 0 unix:///p.sock'));
    assert.deepEqual([named?.runtime, named?.sockets, named?.takesOthers], ['podman', ['/p.sock'], false]);
    assert.equal(engineProcess(program('/usr/bin/podman system service'))?.takesOthers, true);
    assert.equal(engineProcess(program('podman run --name system bb service')), undefined);
    assert.equal(engineProcess(program('podman ps')), undefined);
  });

  it('is what stands for a virtual machine', () => {
    assert.equal(engineProcess(program('/opt/com.docker.backend', 'com.docker.back'))?.isElsewhere, true);
  });

  it('is read from any words', () => {
    const word = fc.oneof(
      fc.constantFrom(
        'conmon',
        'dockerd',
        'docker-proxy',
        'podman',
        'system',
        'service',
        '-c',
        '-n',
        '-H',
        ID,
      ),
      fc.string(),
    );
    assertProperty(fc.tuple(fc.string(), fc.array(word)), ([comm, commandLine]) => {
      const any = { comm, commandLine };
      assert.match(watchedContainer(any)?.id ?? ID, /^[0-9a-f]{64}$/);
      void proxiedPort(any);
      void engineProcess(any);
    });
  });
});
