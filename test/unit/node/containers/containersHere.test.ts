/** Containers as /proc alone tells of them. */
import assert from 'node:assert/strict';
import { ContainersHere } from '../../../../src/node/containers/containersHere';
import { FakeReader, OWN_NETWORK } from '../fakeReader';
import { dockerContainer, dockerProxy, makeProcesses } from './fakeContainers';

const [DB, WEB] = ['d', 'e'].map((digit) => digit.repeat(64)) as [string, string];

describe('what /proc tells of containers', () => {
  let reader: FakeReader;
  beforeEach(() => {
    reader = new FakeReader();
    reader.files.set('self/cgroup', '0::/user.slice/session-1.scope\n');
  });
  const look = (): ReturnType<ContainersHere['look']> => new ContainersHere(reader).look();

  it('is their processes by control group, the first of them, its network and addresses', () => {
    makeProcesses(reader, ...dockerContainer(DB, 200, '172.17.0.2'), dockerProxy(300, 5432, '172.17.0.2'), {
      pid: 150,
      parentPid: 200,
      group: `/docker/${DB}/sub`,
      network: 200,
    });
    reader.processes.set(150, { startTime: 9_999, parentPid: 200, network: 200 });
    const { containers, proxied, ownNetwork } = look();
    assert.equal(ownNetwork, OWN_NETWORK);
    assert.deepEqual(containers, [
      {
        ...{ runtime: 'docker', id: DB, pid: 200, startTime: 1_200, network: 200, hostNetwork: OWN_NETWORK },
        pids: new Set([150, 200]),
        addresses: ['172.17.0.2'],
      },
    ]);
    assert.deepEqual(
      proxied.map(({ hostPort, containerAddress }) => [hostPort, containerAddress]),
      [[5432, '172.17.0.2']],
    );
  });

  it('is version 1 of control groups, too', () => {
    makeProcesses(reader, ...dockerContainer(DB, 200, '172.17.0.2'));
    reader.files.set('200/cgroup', `9:name=systemd:/docker/${DB}\n8:pids:/docker/${DB}\n0::/\n`);
    assert.deepEqual(
      look().containers.map(({ id }) => id),
      [DB],
    );
  });

  it('is a name by conmon, and the children of it where there are no control groups', () => {
    const conmon = (id: string, name: string): string[] => ['/usr/bin/conmon', '-n', name, '-c', id];
    makeProcesses(
      reader,
      { pid: 199, comm: 'conmon', commandLine: conmon(WEB, 'web'), group: '/libpod_parent/conmon' },
      { pid: 200, parentPid: 199, group: `/libpod_parent/libpod-${WEB}`, network: 5 },
      { pid: 299, comm: 'conmon', commandLine: conmon(DB, 'db'), uid: 1000 },
      { pid: 300, parentPid: 299, network: 6 },
    );
    const { containers, podmanUsers } = look();
    assert.deepEqual(
      containers.map(({ id, name, pid, toldByUid, conmon, isRootless }) => [
        ...[id, name, pid, toldByUid, conmon, isRootless],
      ]),
      [
        [WEB, 'web', 200, undefined, 199, undefined],
        [DB, 'db', 300, 1000, 299, true],
      ],
    );
    assert.deepEqual([...podmanUsers], [0, 1000]);
  });

  it('has neither what conmon runs after its end in it, nor conmon itself while it forks', () => {
    const after = ['/usr/bin/podman', 'container', 'cleanup', DB];
    const [program, ...words] = after;
    const conmon = [
      ...['/usr/bin/conmon', '-n', 'db', '-c', DB, '--exit-command', program ?? ''],
      ...words.flatMap((word) => ['--exit-command-arg', word]),
    ];
    const watcher = { pid: 299, comm: 'conmon', commandLine: conmon };
    for (const child of [
      { pid: 300, comm: 'podman', commandLine: after },
      { pid: 300, comm: 'conmon', commandLine: conmon },
    ]) {
      makeProcesses(reader, watcher, { ...child, parentPid: 299 });
      assert.deepEqual(look().containers, [], child.comm);
    }
    makeProcesses(reader, watcher, {
      pid: 300,
      parentPid: 299,
      comm: 'podman',
      commandLine: ['podman', 'info'],
    });
    assert.equal(look().containers[0]?.pid, 300, 'what runs in it may be called so');
  });

  it('is no name by a conmon that is not the parent of the container', () => {
    makeProcesses(
      reader,
      { pid: 249, comm: 'conmon', commandLine: ['conmon', '-n', 'made-up', '-c', DB], uid: 1000 },
      { pid: 250, parentPid: 249, uid: 1000 },
      ...dockerContainer(DB, 200, '172.17.0.2'),
    );
    const [container, ...more] = look().containers;
    assert.deepEqual(more, []);
    assert.equal(container?.name, undefined);
    assert.deepEqual(container?.pids, new Set([200]));
  });

  it('is who hands ports on into which network', () => {
    makeProcesses(
      reader,
      { pid: 200, comm: 'rootlessport', network: 6 },
      { pid: 201, comm: 'exe', network: 6 },
    );
    assert.deepEqual(look().gateways, [{ pid: 200, network: 6 }]);
  });

  it('is that one has the network of its engine', () => {
    makeProcesses(reader, { pid: 200, parentPid: 1, group: `/docker/${DB}` });
    const [container] = look().containers;
    assert.equal(container?.network, 'host');
    assert.deepEqual(container?.addresses, []);
  });

  it('is which engines run, on the machine and not within a container', () => {
    const commandLine = ['/usr/bin/dockerd', '-H', 'fd://'];
    makeProcesses(reader, { pid: 200, comm: 'dockerd', commandLine, group: `/docker/${DB}` });
    assert.deepEqual(look().engines, []);
    makeProcesses(reader, { pid: 300, comm: 'dockerd', commandLine });
    assert.deepEqual(
      look().engines.map(({ runtime, uid }) => [runtime, uid]),
      [['docker', 0]],
    );
    // Whose program is another's only calls itself so.
    makeProcesses(reader, { pid: 300, comm: 'dockerd', commandLine, executable: '/usr/bin/python3' });
    assert.deepEqual(look().engines, []);
  });

  it('is which engines have other pids than this /proc', () => {
    const commandLine = ['/usr/bin/dockerd', '-H', 'fd://'];
    const has = (status: string): unknown => {
      makeProcesses(reader, { pid: 300, comm: 'dockerd', commandLine });
      reader.files.set('300/status', `Name:\tdockerd\n${status}Threads:\t9\n`);
      return look().engines.map(({ hasOtherPids }) => hasOtherPids);
    };
    assert.deepEqual(has('NSpid:\t300\n'), [false]);
    assert.deepEqual(has('NSpid:\t300\t1\n'), [true]);
    // Before Linux 4.1.
    assert.deepEqual(has(''), [false]);
  });

  it('is the container that this process is in itself', () => {
    reader.files.set('self/cgroup', `0::/docker/${DB}\n`);
    makeProcesses(reader, { pid: 200, comm: 'dockerd', commandLine: ['dockerd'], group: `/docker/${DB}` });
    const { own, engines } = look();
    assert.equal(own, DB);
    assert.equal(engines.length, 1);
  });
});
