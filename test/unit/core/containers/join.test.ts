/** What /proc and engines tell, put together. */
import assert from 'node:assert/strict';
import type { ListedContainer } from '../../../../src/core/containers/containerList';
import {
  type ContainerHere,
  type EngineAnswer,
  type Here,
  joinContainers,
} from '../../../../src/core/containers/join';
import type { ContainerFacts } from '../../../../src/core/model/container';

const [DB, WEB, OWN] = ['d', 'e', 'f'].map((digit) => digit.repeat(64)) as [string, string, string];

function here(id: string, more: Partial<ContainerHere> = {}): ContainerHere {
  const pid = more.pid ?? 100;
  return {
    runtime: 'docker',
    id,
    pid,
    startTime: pid,
    pids: new Set([pid]),
    network: pid,
    addresses: [],
    ...more,
  };
}

function listed(id: string, more: Partial<ListedContainer['facts']> = {}, hostPid?: number): ListedContainer {
  const facts = { id, name: 'db', networks: [], ports: [], ...more };
  return { facts, createdAt: '1', ...(hostPid !== undefined && { hostPid }) };
}

function answer(containers: readonly ListedContainer[], more: Partial<EngineAnswer> = {}): EngineAnswer {
  return { socket: '/run/docker.sock', runtime: 'docker', uid: 0, isSeen: true, containers, ...more };
}

const proxy = (
  containerAddress: string,
  hostAddress = '0.0.0.0',
  hostPort = 8080,
): Here['proxied'][number] => ({
  pid: 9_000 + hostPort,
  ...{ transport: 'tcp', containerPort: 80 },
  ...{ hostAddress, hostPort, containerAddress },
});

function joined(seen: Partial<Here>, ...answers: readonly EngineAnswer[]): Map<string, ContainerFacts> {
  const all = joinContainers({ containers: [], proxied: [], gateways: [], ...seen }, answers);
  return new Map(all.map((each) => [each.id, each]));
}

describe('a container', () => {
  it('has from /proc alone its addresses, and the ports that docker-proxy sends there', () => {
    const db = here(DB, { addresses: ['172.17.0.2', 'fd00::2'] });
    const proxied = [proxy('172.17.0.2'), proxy('fd00::2', '::'), proxy('172.17.0.9', '0.0.0.0', 81)];
    assert.deepEqual(joined({ containers: [db], proxied }).get(DB), {
      runtime: 'docker',
      id: DB,
      pid: 100,
      networks: [{ name: '', addresses: ['172.17.0.2', 'fd00::2'] }],
      ports: [{ transport: 'tcp', hostPort: 8080, containerPort: 80 }],
      isHere: true,
      keepers: [17_080, 17_080],
    });
  });

  it('has keepers: conmon, which watches it, and who hands ports on into its network', () => {
    const web = here(WEB, { runtime: 'podman', network: 7, conmon: 50 });
    const gateways = [
      { pid: 60, network: 7 },
      { pid: 61, network: 8 },
    ];
    assert.deepEqual(joined({ containers: [web], gateways }).get(WEB)?.keepers, [50, 60]);
  });

  it('has the ports of its own engine’s proxies, where another engine gives the same address', () => {
    const addresses = ['172.17.0.2'];
    const all = joined({
      containers: [
        here(DB, { addresses, hostNetwork: 1 }),
        here(WEB, { addresses, hostNetwork: 2, pid: 200 }),
      ],
      proxied: [{ ...proxy('172.17.0.2'), network: 2 }],
    });
    assert.deepEqual(all.get(DB)?.ports, []);
    assert.equal(all.get(WEB)?.ports.length, 1);
    assert.equal(all.get(WEB)?.hostNetwork, 2);
  });

  it('publishes in this process’ own network where its engine is in that, else in another', () => {
    const containers = [here(DB, { hostNetwork: 1 }), here(WEB, { hostNetwork: 2, pid: 200 })];
    const all = joined({ containers, ownNetwork: 1 });
    assert.equal(all.get(DB)?.publishesOn, 'here');
    assert.equal(all.get(WEB)?.publishesOn, 'elsewhere');
    const unknown = joined({ containers });
    assert.ok([...unknown.values()].every(({ publishesOn }) => publishesOn === undefined));
  });

  it('has no port by an address that two have, all the same', () => {
    const addresses = ['172.17.0.2'];
    const all = joined({
      containers: [here(DB, { addresses }), here(WEB, { addresses, pid: 200 })],
      proxied: [proxy('172.17.0.2')],
    });
    assert.deepEqual(
      [...all.values()].flatMap(({ ports }) => ports),
      [],
    );
  });

  it('that shares a network has none of its ports: they are the first’s', () => {
    const addresses = ['172.17.0.2'];
    const all = joined({
      containers: [
        here(WEB, { addresses, network: 7, pid: 200 }),
        here(DB, { addresses, network: 7, pid: 100 }),
      ],
      proxied: [proxy('172.17.0.2')],
    });
    assert.equal(all.get(DB)?.ports.length, 1);
    assert.deepEqual(all.get(WEB)?.ports, []);
    assert.deepEqual(all.get(WEB)?.networks, []);
    assert.equal(all.get(WEB)?.networkMode, `container:${DB}`);
  });

  it('of an engine is here where a process here is in it', () => {
    const facts = joined({ containers: [here(DB)] }, answer([listed(DB, { image: 'postgres:16' })])).get(DB);
    assert.deepEqual(
      [facts?.isHere, facts?.pid, facts?.engine, facts?.image, facts?.name],
      [true, 100, '/run/docker.sock', 'postgres:16', 'db'],
    );
  });

  it('of an engine whose pids are another machine’s is not here', () => {
    const outside = answer([listed(DB, {}, 100)], { isSeen: false });
    assert.equal(joined({}, outside).get(DB)?.isHere, false);
    // The number is somebody else's here.
    const both = joined({ containers: [here(DB, { pid: 300 })] }, outside);
    assert.deepEqual([both.get(DB)?.isHere, both.get(DB)?.engine], [true, undefined]);
    assert.equal(joined({ containers: [here(DB)] }, outside).get(DB)?.engine, '/run/docker.sock');
  });

  it('of the engine that runs this process is not here, and this process’ own is not told of by /proc', () => {
    const seen = { containers: [here(OWN, { pid: 1 }), here(DB)], own: OWN };
    const all = joined(seen, answer([listed(OWN), listed(WEB)], { isSeen: false }));
    assert.equal(all.get(OWN)?.isHere, false);
    assert.equal(all.get(WEB)?.isHere, false);
    assert.equal(all.get(DB)?.isHere, true);
    assert.equal(joined(seen).has(OWN), false);
  });

  it('of an engine in another pid namespace is what /proc here tells of it, and on that engine’s host else', () => {
    // The pid that it tells may be one of the container's here, too.
    const outside = answer([listed(DB, { image: 'postgres:16' }, 100), listed(WEB)], { hasOtherPids: true });
    const all = joined({ containers: [here(DB)], engines: [outside] }, outside);
    const { isHere, pid, name, image, engine, engineIs } = all.get(DB) ?? {};
    assert.deepEqual(
      [isHere, pid, name, image, engine, engineIs],
      [true, 100, undefined, undefined, undefined, 'otherPids'],
    );
    assert.equal(all.get(WEB)?.isHere, false);
  });

  it('of Docker lives on where no dockerd runs, which is told where that would be seen', () => {
    const watched = { hostNetwork: 1 };
    const is = (more: Partial<ContainerHere>, engines: Here['engines']): unknown =>
      joined({ containers: [here(DB, more)], ...(engines && { engines }) }).get(DB)?.engineIs;
    assert.equal(is(watched, []), 'down');
    assert.equal(is(watched, [{ runtime: 'podman' }]), 'down');
    assert.equal(is(watched, [{ runtime: 'docker' }]), undefined);
    assert.equal(is(watched, [{ runtime: 'docker', network: 1 }]), undefined);
    assert.equal(is(watched, [{ runtime: 'docker', network: 2 }]), 'down', 'that is another one’s');
    assert.equal(is(watched, undefined), undefined);
    assert.equal(is({}, []), undefined, 'its watcher is hidden, as the engine may be');
    assert.equal(is({ ...watched, runtime: 'podman' }, []), undefined);
  });

  it('that ended while its engine was asked is nowhere', () => {
    assert.equal(joined({}, answer([listed(DB)])).size, 0);
  });

  it('is not believed to be here by the word of another user', () => {
    const told = here(DB, { toldByUid: 1000 });
    assert.equal(joined({ containers: [told] }, answer([listed(DB)])).get(DB)?.engine, undefined);
    const own = joined({ containers: [told] }, answer([listed(DB)], { uid: 1000 }));
    assert.equal(own.get(DB)?.engine, '/run/docker.sock');
  });

  it('has the addresses that Podman does not list in its only network, else beside them', () => {
    const seen = { containers: [here(DB, { addresses: ['10.88.0.2'] })] };
    const net = (name: string): ListedContainer['facts']['networks'][number] => ({ name, addresses: [] });
    const one = joined(seen, answer([listed(DB, { networks: [net('podman')] })])).get(DB);
    assert.deepEqual(one?.networks, [{ name: 'podman', addresses: ['10.88.0.2'] }]);
    const two = joined(seen, answer([listed(DB, { networks: [net('a'), net('b')] })])).get(DB);
    assert.deepEqual(two?.networks.at(-1), { name: '', addresses: ['10.88.0.2'] });
  });

  it('that has its engine’s network is said to be so', () => {
    assert.equal(joined({ containers: [here(DB, { network: 'host' })] }).get(DB)?.networkMode, 'host');
  });

  it('that an ordinary user’s Podman runs is said to be so, whoever tells of it', () => {
    const seen = { containers: [here(DB, { isRootless: true }), here(WEB)] };
    for (const all of [joined(seen), joined(seen, answer([listed(DB), listed(WEB)]))]) {
      assert.deepEqual([all.get(DB)?.isRootless, all.get(WEB)?.isRootless], [true, undefined]);
    }
  });

  it('is told of once, where two sockets lead to its engine', () => {
    const all = joinContainers({ containers: [here(DB)], proxied: [], gateways: [] }, [
      answer([listed(DB)]),
      answer([listed(DB)], { socket: '/second.sock' }),
    ]);
    assert.deepEqual(
      all.map(({ engine }) => engine),
      ['/run/docker.sock'],
    );
  });
});
