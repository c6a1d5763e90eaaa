import assert from 'node:assert/strict';
import {
  containerOfSocket,
  containersOf,
  mayHaveContainers,
} from '../../../../src/core/containers/portContainer';
import type { ContainerFacts } from '../../../../src/core/model/container';
import { inetSocketAt } from '../../../../src/core/model/inetTable';
import type { ProcessOwner } from '../../../../src/core/model/process';
import { findPorts } from '../../../../src/core/ports/findPorts';
import { type ListeningPort, listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { PortsCache } from '../../../../src/core/ports/portsCache';
import { containerId, dbContainer, dockerProxy } from '../../knownContainers';
import { likelyOwner } from '../../likelyOwners';
import { type MadeSocket, process, snapshot } from '../../snapshots';

const ALL: MadeSocket = { local: ['0.0.0.0', 15_432], uid: 0, pids: [700] };

function portsOf(
  sockets: readonly MadeSocket[],
  owners: readonly ProcessOwner[],
  containers: readonly ContainerFacts[],
): ListeningPort[] {
  return listeningPorts(snapshot(sockets, owners, { containers }));
}

/** The names or ids of the containers of each row, and the port inside. */
function told(...made: Parameters<typeof portsOf>): string[] {
  return portsOf(...made).map((port) =>
    containersOf(port)
      .map(({ facts, published }) => `${facts.name ?? facts.id} ${published?.containerPort ?? '-'}`)
      .join(', '),
  );
}

describe('the container of a listening port', () => {
  it('is that for which docker-proxy has it, on both families', () => {
    const both: MadeSocket[] = [ALL, { ...ALL, protocol: 'tcp6', local: ['0:0:0:0:0:0:0:0', 15_432] }];
    const container = dbContainer({
      ports: [...dbContainer().ports, { ...dbContainer().ports[0]!, hostAddress: '::' }],
    });
    assert.deepEqual(told(both, [dockerProxy()], [container]), ['db 5432']);
  });

  it('is that whose conmon or rootlessport keeps the port open for Podman', () => {
    const web = dbContainer({ runtime: 'podman', name: 'web', keepers: [800, 801] });
    for (const [pid, comm] of [
      [800, 'conmon'],
      [801, 'rootlessport'],
    ] as const) {
      const owner = process({ pid, comm });
      assert.deepEqual(told([{ ...ALL, pids: [pid] }], [owner], [web]), ['web 5432'], comm);
    }
  });

  it('is that of conmon where /proc alone tells, which knows no ports', () => {
    const web = dbContainer({ runtime: 'podman', name: 'web', keepers: [800], ports: [] });
    const { engine: _asked, ...alone } = web;
    const conmon = process({ pid: 800, comm: 'conmon' });
    assert.deepEqual(told([{ ...ALL, pids: [800] }], [conmon], [alone]), ['web -']);
  });

  it('is the one that a process is in, with the network of the host, by its id or the beginning of it', () => {
    const host = dbContainer({ ports: [], keepers: [], networkMode: 'host' });
    for (const id of [host.id, host.id.slice(0, 12)]) {
      const postgres = process({
        pid: 900,
        comm: 'postgres',
        membership: { container: { runtime: 'docker', id } },
      });
      assert.deepEqual(told([{ ...ALL, pids: [900] }], [postgres], [host]), ['db -']);
    }
    const likely = likelyOwner({ unitOf: 'container', container: { runtime: 'docker', id: host.id } });
    assert.deepEqual(told([{ local: ALL.local!, likelyOwner: likely }], [], [host]), ['db -']);
  });

  it('is the one whose first process it is where no control group says so', () => {
    const host = dbContainer({ runtime: 'podman', ports: [], keepers: [], networkMode: 'host' });
    const first = process({ pid: host.pid ?? 0, comm: 'postgres' });
    assert.deepEqual(told([{ ...ALL, pids: [first.pid] }], [first], [host]), ['db -']);
    const other = {
      ...first,
      membership: { container: { runtime: 'docker', id: containerId('f') } },
    } as const;
    assert.deepEqual(told([{ ...ALL, pids: [first.pid] }], [other], [host]), ['']);
  });

  it('is found where docker-proxy may not be looked into, by the unit of the engine or the process that is likely', () => {
    const proxy = { pid: 700, startTime: 1, program: 'docker-proxy' };
    const ofUnit = likelyOwner({
      unit: 'docker.service',
      processes: [],
      count: 9,
      evidence: ['madeInGroup'],
    });
    const ofProcess = likelyOwner({ unit: 'dockers-own.service', processes: [proxy] });
    for (const likely of [ofUnit, ofProcess]) {
      assert.deepEqual(told([{ local: ALL.local!, likelyOwner: likely }], [], [dbContainer()]), ['db 5432']);
    }
    const other = [{ local: ALL.local!, likelyOwner: likelyOwner() }];
    assert.deepEqual(told(other, [], [dbContainer()]), ['']);
  });

  it('is that which publishes it where the engine has the port itself, or the gateway of a rootless one', () => {
    for (const comm of ['dockerd', 'rootlesskit', 'pasta.avx2']) {
      const owner = process({ pid: 600, comm });
      const sockets: MadeSocket[] = [
        { ...ALL, pids: [600] },
        { ...ALL, local: ['0.0.0.0', 2377], pids: [600] },
      ];
      assert.deepEqual(told(sockets, [owner], [dbContainer({ keepers: [] })]), ['', 'db 5432'], comm);
    }
  });

  it('is nobody’s where a user’s own program is only called like one that has ports for others', () => {
    for (const comm of ['pasta', 'dockerd', 'docker-proxy', 'slirp4netns']) {
      const executable = comm === 'dockerd' ? '/home/alice/node' : `/home/alice/${comm}`;
      const owner = process({ pid: 600, comm, executable, commandLine: [comm, '--serve', '15432'] });
      assert.deepEqual(told([{ ...ALL, pids: [600] }], [owner], [dbContainer({ keepers: [] })]), [''], comm);
    }
  });

  it('is none of another engine than that of who has the port', () => {
    const sockets = [{ ...ALL, pids: [600] }];
    const podman = dbContainer({ runtime: 'podman', keepers: [] });
    assert.deepEqual(told(sockets, [process({ pid: 600, comm: 'dockerd' })], [podman]), ['']);
    const ofUnit = likelyOwner({ unit: 'docker.service', processes: [] });
    assert.deepEqual(told([{ local: ALL.local!, likelyOwner: ofUnit }], [], [podman]), ['']);
  });

  it('is none of an engine in another network, which publishes the same port there, but through its gateway', () => {
    const there = dbContainer({ keepers: [], publishesOn: 'elsewhere' });
    const here = dbContainer({ id: containerId('b'), name: 'web', keepers: [] });
    const held = (comm: string, containers: readonly ContainerFacts[]): string[] =>
      told([{ ...ALL, pids: [600] }], [process({ pid: 600, comm })], containers);
    assert.deepEqual(held('dockerd', [there]), ['']);
    assert.deepEqual(held('dockerd', [there, here]), ['web 5432']);
    assert.deepEqual(held('rootlesskit', [there]), ['db 5432']);
    const ofUnit = likelyOwner({ unit: 'docker.service', processes: [] });
    assert.deepEqual(told([{ local: ALL.local!, likelyOwner: ofUnit }], [], [there]), ['']);
    assert.deepEqual(told([{ local: ALL.local! }], [], [there]), ['']);
  });

  it('is that which publishes it where nothing is known of who has it, and neither’s where two do', () => {
    const unseen = [{ local: ALL.local! }];
    assert.deepEqual(told(unseen, [], [dbContainer()]), ['db 5432']);
    assert.deepEqual(told(unseen, [], [dbContainer(), dbContainer({ id: containerId('b') })]), ['']);
  });

  it('is none that publishes it on all addresses of IPv6 alone where a socket has IPv4', () => {
    const ipv6 = dbContainer({ ports: [{ ...dbContainer().ports[0]!, hostAddress: '::' }] });
    assert.deepEqual(told([{ local: ALL.local! }], [], [ipv6]), ['']);
    const socket: MadeSocket = { protocol: 'tcp6', local: ['0:0:0:0:0:0:0:0', 15_432] };
    assert.deepEqual(told([socket], [], [ipv6]), ['db 5432']);
  });

  it('is that of a connection that its proxy accepted, too', () => {
    const accepted = inetSocketAt(
      snapshot([{ local: ['127.0.0.1', 15_432], remote: ['127.0.0.1', 50_000], state: 1 }]).inet,
      0,
    );
    const of = (hostAddress: string): unknown => {
      const container = dbContainer({ ports: [{ ...dbContainer().ports[0]!, hostAddress }] });
      const told = { socket: accepted, transport: 'tcp', owners: [dockerProxy()] };
      return containerOfSocket(told, [container])?.facts.name;
    };
    assert.equal(of('0.0.0.0'), 'db');
    assert.equal(of('127.0.0.2'), undefined);
  });

  it('tells two containers apart that have a port on addresses of their own, each in its row', () => {
    const port = dbContainer().ports[0]!;
    const containers = [
      dbContainer({ ports: [{ ...port, hostAddress: '127.0.0.1' }] }),
      dbContainer({
        id: containerId('b'),
        name: 'other',
        keepers: [701],
        ports: [{ ...port, hostAddress: '127.0.0.2' }],
      }),
    ];
    const sockets: MadeSocket[] = [
      { ...ALL, local: ['127.0.0.1', 15_432] },
      { ...ALL, local: ['127.0.0.2', 15_432], pids: [701] },
    ];
    const owners = [dockerProxy(), dockerProxy({ pid: 701 })];
    assert.deepEqual(told(sockets, owners, containers), ['db 5432', 'other 5432']);
    const ids = portsOf(sockets, owners, containers).map(({ id }) => id);
    assert.equal(new Set(ids).size, 2);
    assert.equal(ids[0], portsOf(sockets, owners, [])[0]?.id, 'the id does not change by a name');
  });

  it('is nobody where the container runs elsewhere, the pid is another program by now, or it publishes another port', () => {
    assert.deepEqual(told([ALL], [dockerProxy()], [dbContainer({ isHere: false })]), ['']);
    assert.deepEqual(told([ALL], [dockerProxy({ comm: 'node' })], [dbContainer()]), ['']);
    const udp = dbContainer({ ports: [{ ...dbContainer().ports[0]!, transport: 'udp' }] });
    assert.deepEqual(told([ALL], [dockerProxy()], [udp]), ['']);
    assert.deepEqual(told([ALL], [dockerProxy()], []), ['']);
  });

  it('makes the list of ports anew when it becomes known', () => {
    const cache = new PortsCache();
    const before = snapshot([ALL], [dockerProxy()]);
    const [unnamed] = cache.portsOf(before);
    const [named] = cache.portsOf({ ...before, containers: [dbContainer()] });
    assert.equal(named?.id, unnamed?.id);
    assert.equal(named && containersOf(named)[0]?.facts.name, 'db');
  });

  it('is found by its name, image, project and id', () => {
    const ports = portsOf(
      [ALL, { local: ['127.0.0.1', 3000], pids: [42] }],
      [dockerProxy(), process()],
      [dbContainer()],
    );
    for (const question of ['DB', 'postgres:16', 'shop', 'aaaaaaaaaaaa']) {
      const found = findPorts(ports, question, () => undefined);
      assert.deepEqual(
        found.map(({ port, kind }) => [port.port, kind]),
        [[15_432, 'container']],
        question,
      );
    }
  });
});

describe('asking for containers', () => {
  it('is worth it where a socket is kept by a program of engines, or is in a container', () => {
    const inContainer = { container: { runtime: 'docker', id: containerId('c') } } as const;
    const may = (owners: readonly ProcessOwner[], likely?: Parameters<typeof likelyOwner>[0]): boolean =>
      mayHaveContainers(snapshot(likely ? [{ likelyOwner: likelyOwner(likely) }] : [], owners));
    assert.ok(may([dockerProxy()]));
    assert.ok(may([process({ comm: 'conmon' })]));
    assert.ok(may([process({ membership: inContainer })]));
    assert.ok(may([], inContainer));
    assert.ok(may([], { unit: 'docker.service' }));
    assert.ok(may([], { processes: [{ pid: 700, startTime: 1, program: 'docker-proxy' }] }));
    assert.equal(may([process()], {}), false);
    assert.equal(may([]), false);
  });
});
