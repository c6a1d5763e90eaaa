import assert from 'node:assert/strict';
import fc from 'fast-check';
import { containerOfSocket } from '../../../../src/core/containers/portContainer';
import type { ContainerFacts } from '../../../../src/core/model/container';
import type { ProcessOwner } from '../../../../src/core/model/process';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { type Kept, keptBy } from '../../../../src/core/ports/keptBy';
import { listeningSocketsOn } from '../../../../src/core/ports/listeningPorts';
import { holdersOf, type PortHolders } from '../../../../src/core/ports/portHolders';
import { FakeEngine } from '../../extension/fakeEngine';
import { container, containersOf, DB, fromProcAlone, OTHER, PORT, SOCKET } from '../../keptContainers';
import { likelyOwner } from '../../likelyOwners';
import { assertProperty } from '../../property';
import { type MadeSocket, process, snapshot } from '../../snapshots';

const QUESTION = { port: 3000, transport: 'tcp' } as const;
const ALL: MadeSocket = { local: ['0.0.0.0', 3000], uid: 0 };
const ARGUMENTS = '-proto tcp -host-ip 0.0.0.0 -host-port 3000 -container-ip 172.17.0.2 -container-port 5432';
const proxy = (pid = 50): ProcessOwner =>
  process({
    pid,
    uid: 0,
    comm: 'docker-proxy',
    executable: '/usr/bin/docker-proxy',
    commandLine: ['docker-proxy', ...ARGUMENTS.split(' ')],
  });

async function kept(
  containers: readonly ContainerFacts[],
  sockets: readonly MadeSocket[],
  owners: readonly ProcessOwner[] = [],
  more: Partial<Snapshot> = {},
): Promise<Kept | undefined> {
  const found = snapshot(sockets, owners, more);
  const holders = await holdersOf(QUESTION, found, new FakeEngine(), () => false);
  return keptBy(holders, containersOf(containers));
}

describe('the container that has a port', () => {
  const other = (facts: Partial<ContainerFacts> = {}): ContainerFacts => container({ id: OTHER, ...facts });

  it('is the one whose keeper holds it, whatever others publish', async () => {
    const sockets = [{ ...ALL, pids: [50] }];
    const found = await kept([other(), container({ keepers: [50] })], sockets, [proxy()]);
    assert.deepEqual([found?.container.id, found?.by], [DB, 'keeper']);
    assert.equal(found?.line, `docker -H unix://${SOCKET} stop ${DB}`);
  });

  it('is the one that conmon names, even where its ports are not known', async () => {
    const conmon = process({
      pid: 60,
      uid: 0,
      comm: 'conmon',
      executable: '/usr/bin/conmon',
      commandLine: ['conmon', '-c', DB, '-n', 'db'],
    });
    const podman = fromProcAlone({ runtime: 'podman', ports: [] });
    const found = await kept([podman], [{ ...ALL, pids: [60] }], [conmon]);
    assert.deepEqual([found?.by, found?.line], ['keeper', `sudo podman stop ${DB}`]);
  });

  it('is nobody where two keep it', async () => {
    const containers = [container({ keepers: [50] }), other({ keepers: [51] })];
    const loopback: MadeSocket = { local: ['127.0.0.1', 3000], uid: 0, pids: [51] };
    assert.equal(
      await kept(containers, [{ ...ALL, pids: [50] }, loopback], [proxy(50), proxy(51)]),
      undefined,
    );
  });

  it('is the only one that publishes it, also where its holder is not to be seen, or is nobody', async () => {
    for (const sockets of [[ALL], []]) {
      const found = await kept([container()], sockets);
      assert.deepEqual([found?.container.id, found?.by], [DB, 'published']);
    }
    const { publishesOn: _here, ...untold } = container();
    assert.equal(await kept([untold], []), undefined, 'perhaps it is published in another network');
    const ipv6: MadeSocket = { protocol: 'tcp6', local: ['0:0:0:0:0:0:0:0', 3000] };
    assert.equal((await kept([container()], [ipv6]))?.by, 'published');
  });

  it('is nobody where two publish it, or something else is published', async () => {
    for (const port of [
      { ...PORT, transport: 'udp' as const },
      { ...PORT, hostPort: 3001, containerPort: 3000 },
      { ...PORT, hostAddress: '127.0.0.1' },
    ]) {
      assert.equal(await kept([container({ ports: [port] })], [ALL]), undefined, JSON.stringify(port));
    }
    for (const sockets of [[ALL], []]) {
      assert.equal(await kept([container(), other()], sockets), undefined);
    }
  });

  it('is the one of the address that is listened on', async () => {
    const loopback = container({ ports: [{ ...PORT, hostAddress: '127.0.0.1' }] });
    const elsewhere = other({ ports: [{ ...PORT, hostAddress: '127.0.0.2' }] });
    const found = await kept([elsewhere, loopback], [{ local: ['127.0.0.1', 3000] }]);
    assert.equal(found?.container.id, DB);
  });

  it('is none of another machine, and none whose engine is not that of the keeper', async () => {
    assert.equal(await kept([container({ isHere: false })], [ALL]), undefined);
    const podman = container({ runtime: 'podman' });
    assert.equal(await kept([podman], [{ ...ALL, pids: [50] }], [proxy()]), undefined);
    const systemd = process({ pid: 1, uid: 0, comm: 'systemd', commandLine: ['/sbin/init'] });
    assert.equal(await kept([container()], [{ ...ALL, pids: [1] }], [systemd]), undefined);
  });

  it('is none where a program has the port, or its pid is another namespace’s', async () => {
    const sockets = [{ ...ALL, pids: [42] }];
    assert.equal(await kept([container({ keepers: [42] })], sockets, [process()]), undefined);
    const { ownerScan } = snapshot([]);
    const outer = { ownerScan: { ...ownerScan, procPids: 'other' as const } };
    assert.equal(
      await kept([container({ keepers: [50] })], [{ ...ALL, pids: [50] }], [proxy()], outer),
      undefined,
    );
  });

  it('is not one against whom likely owners speak', async () => {
    const likely = likelyOwner({ container: { runtime: 'docker', id: OTHER } });
    assert.equal(await kept([container()], [{ ...ALL, likelyOwner: likely }]), undefined);
  });

  it('is the one that who listens runs in, on the network of the host', async () => {
    const inside = (id: string, pid = 42): ProcessOwner =>
      process({ pid, uid: 999, membership: { container: { runtime: 'docker', id } } });
    const host = fromProcAlone({ ports: [], networkMode: 'host' });
    const found = await kept([host], [{ ...ALL, pids: [42] }], [inside(DB)]);
    assert.equal(found?.by, 'itself');
    assert.equal(found?.line, `docker stop ${DB}`, 'whose engine it is no process inside tells');
    assert.equal(await kept([host], [{ ...ALL, pids: [42] }], [inside(OTHER)]), undefined);
    const two = [inside(DB), process({ pid: 43 })];
    assert.equal(await kept([host], [{ ...ALL, pids: [42, 43] }], two), undefined);
  });

  it('tells who else is in its network', async () => {
    const sharer = other({ ports: [], networkMode: `container:${DB}` });
    const found = await kept([container(), sharer], [ALL]);
    assert.deepEqual(
      found?.sharers.map(({ id }) => id),
      [OTHER],
    );
  });
});

describe('a container that is stopped for a port', () => {
  const RUNTIMES = ['docker', 'podman', 'containerd'] as const;
  const KEEPERS = ['docker-proxy', 'dockerd', 'conmon', 'rootlessport', 'pasta', 'systemd'] as const;
  const PROGRAMS = [...KEEPERS, 'node', 'nginx', 'postgres', 'redis'] as const;
  const ADDRESSES = ['0.0.0.0', '127.0.0.1', '127.0.0.2'] as const;
  const ids = ['a', 'b', 'c'].map((digit) => digit.repeat(64));
  const pids = fc.uniqueArray(fc.constantFrom(50, 51, 52), { maxLength: 2 });
  const madeContainer = (id: string): fc.Arbitrary<ContainerFacts> =>
    fc
      .record({
        runtime: fc.constantFrom(...RUNTIMES),
        isHere: fc.constantFrom(true, true, true, false),
        keepers: pids,
        ports: fc.array(
          fc.record({
            transport: fc.constantFrom('tcp', 'udp'),
            hostAddress: fc.constantFrom(...ADDRESSES, '::'),
            hostPort: fc.constantFrom(3000, 3001),
            containerPort: fc.constant(80),
          }),
          { maxLength: 2 },
        ),
      })
      .map((facts) => container({ id, ...facts }));
  const inside = fc.option(fc.constantFrom(...ids), { nil: undefined });
  const program = (pid: number): fc.Arbitrary<ProcessOwner> =>
    fc
      .record({ comm: fc.constantFrom(...PROGRAMS), watches: inside, inside })
      .map(({ comm, watches, inside: id }) =>
        process({
          pid,
          uid: 0,
          comm,
          executable: `/usr/bin/${comm}`,
          commandLine: [comm, ...(watches === undefined ? ARGUMENTS.split(' ') : ['-c', watches])],
          ...(id && { membership: { container: { runtime: 'docker', id } } }),
        }),
      );
  const socket = fc.record({
    local: fc.constantFrom(...ADDRESSES).map((address): [string, number] => [address, 3000]),
    uid: fc.constant(0),
    pids,
    likelyOwner: fc.option(
      fc.record({
        unit: fc.constantFrom('docker.service', 'web.service'),
        id: inside,
        pid: fc.constantFrom(50, 51),
      }),
      { nil: undefined },
    ),
  });
  const machine = fc.record({
    containers: fc.tuple(...ids.map(madeContainer)),
    owners: fc.tuple(program(50), program(51), program(52)),
    sockets: fc.array(socket, { maxLength: 3 }),
  });

  it('is the one that all its sockets are named after, as far as they are named', async () => {
    const made: {
      holders: Promise<PortHolders>;
      containers: ContainerFacts[];
      names: (string | undefined)[];
    }[] = [];
    assertProperty(machine, ({ containers, owners, sockets }) => {
      const found = snapshot(
        sockets.map(({ likelyOwner: likely, ...each }) => ({
          ...each,
          ...(likely &&
            each.pids.length === 0 && {
              likelyOwner: likelyOwner({
                unit: likely.unit,
                processes: [{ pid: likely.pid, startTime: 1, program: 'docker-proxy' }],
                ...(likely.id && { container: { runtime: 'docker', id: likely.id } }),
              }),
            }),
        })),
        owners,
        { containers },
      );
      const names = listeningSocketsOn(found, QUESTION).map(
        (each) => containerOfSocket({ ...each, transport: 'tcp' }, containers)?.facts.id,
      );
      const holders = holdersOf(QUESTION, found, new FakeEngine(), () => false);
      made.push({ holders, containers, names });
    });
    const machines: { found: Kept | undefined; names: (string | undefined)[] }[] = [];
    for (const { holders, containers, names } of made) {
      machines.push({ found: keptBy(await holders, containersOf(containers)), names });
    }
    const stopped = machines.filter(({ found }) => found !== undefined);
    for (const { found, names } of stopped) {
      const { container: facts } = found!;
      assert.ok(facts.isHere);
      const others = names.filter((id) => id !== undefined && id !== facts.id);
      assert.deepEqual(others, [], 'named after another');
      assert.ok(names.length === 0 || names.includes(facts.id), 'named after none');
    }
    const isBy = (by: Kept['by']): boolean => stopped.some(({ found }) => found?.by === by);
    assert.ok(isBy('keeper') && isBy('published') && isBy('itself'), 'all kinds are among them');
  });
});
