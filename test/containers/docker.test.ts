/** Containers of a real Docker engine, as root, who may ask it, and as a user who may not. */
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import type { ContainerFacts, Containers } from '../../src/core/model/container';
import { ContainersWatch } from '../../src/node/containers/containersWatch';
import type { MachineContainers } from '../../src/node/containers/machineContainers';
import { until } from '../host/until';
import { skipWithReason } from '../skip';
import { Docker } from './docker';
import { Ground, whyNoEngines } from './ground';
import { listRequest } from '../unit/pageRequest';
import {
  addressesOf,
  asNobody,
  engineOf,
  machineOf,
  namedPorts,
  portTexts,
  ruledPorts,
  stoppedPorts,
} from './looks';

const COMPOSE = 'com.docker.compose';

describe('containers of Docker', () => {
  let ground: Ground;
  let docker: Docker;
  let machine: MachineContainers;
  /** Ids by name. */
  const ids = new Map<string, string>();

  const idOf = (name: string): string => ids.get(name) ?? '';
  const serve = async (name: string, options: readonly string[], port?: number): Promise<void> =>
    void ids.set(name, await docker.serve(name, options, port));
  /** What is known of one now. */
  const known = async (name: string): Promise<ContainerFacts | undefined> =>
    find(await machine.fresh(), name);
  const find = ({ containers }: Containers, name: string): ContainerFacts | undefined =>
    containers.find(({ id }) => id === idOf(name));
  /** The same for somebody who may not ask the engine. */
  const seen = (name: string): Promise<ContainerFacts | undefined> => asNobody(() => known(name));

  before(function () {
    skipWithReason(this, whyNoEngines('dockerd', 'docker'));
  });

  const make = async (...options: readonly string[]): Promise<void> => {
    ground = await Ground.make();
    docker = new Docker(ground, ...options);
    machine = machineOf(ground, { DOCKER_HOST: `unix://${docker.socket}` });
  };
  const begin = async (...options: readonly string[]): Promise<void> => {
    await make(...options);
    await docker.start();
  };
  const end = async (): Promise<void> => {
    try {
      await docker?.remove();
    } finally {
      await ground?.remove();
    }
  };

  describe('with the userland proxy', () => {
    before(async () => {
      await begin();
      await docker.call('network', 'create', 'second');
      await docker.call('network', 'create', '--ipv6', '--subnet', 'fd00:7::/64', 'sixth');
      await serve('db', [
        ...['-p', '15432:80', '--label', `${COMPOSE}.project=shop`, '--label', `${COMPOSE}.service=db`],
        ...['--label', `${COMPOSE}.project.working_dir=/srv/shop`],
        ...['--label', `${COMPOSE}.project.config_files=/srv/shop/compose.yml`],
      ]);
      await serve('one', ['-p', '127.0.0.1:15433:80']);
      await serve('six', ['--network', 'sixth', '-p', '[::1]:15434:80']);
      await serve('udp', ['-p', '15435:53/udp']);
      await serve('range', ['-p', '15440-15442:80-82']);
      await serve('own', ['--network', 'host'], 15_450);
      await serve('side', ['--network', 'container:db'], 81);
      await serve('both', ['--network', 'second', '-p', '15460:80']);
      await docker.call('network', 'connect', 'bridge', 'both');
      await serve('inner', []);
    });
    after(end);

    const PORTS: Readonly<Record<string, readonly string[]>> = {
      db: ['*:15432 > 80/tcp'],
      one: ['127.0.0.1:15433 > 80/tcp'],
      six: ['::1:15434 > 80/tcp'],
      udp: ['*:15435 > 53/udp'],
      range: ['*:15440 > 80/tcp', '*:15441 > 81/tcp', '*:15442 > 82/tcp'],
      own: [],
      side: [],
      both: ['*:15460 > 80/tcp'],
      inner: [],
    };

    it('are all here with names, images and ports for who may ask', async () => {
      const containers = await machine.fresh();
      assert.deepEqual(containers.engines, [{ socket: docker.socket, runtime: 'docker', outcome: 'ok' }]);
      for (const [name, ports] of Object.entries(PORTS)) {
        const facts = find(containers, name);
        assert.deepEqual(
          [facts?.name, facts?.image, facts?.isHere, facts?.engine],
          [name, 'bb', true, docker.socket],
        );
        assert.deepEqual(portTexts(facts?.ports), ports, name);
      }
    });

    it('are all here with their ports for who may not, and it is said why they have no names', async () => {
      const containers = await asNobody(() => machine.fresh());
      assert.deepEqual(containers.engines, [
        { socket: docker.socket, runtime: 'docker', outcome: 'denied', detail: 'EACCES' },
      ]);
      for (const [name, ports] of Object.entries(PORTS)) {
        const facts = find(containers, name);
        assert.deepEqual([facts?.name, facts?.runtime, facts?.isHere], [undefined, 'docker', true], name);
        assert.deepEqual(portTexts(facts?.ports), ports, name);
      }
    });

    it('have the pid of their first process, which the engine confirms', async () => {
      const { pid, ...container } = (await seen('db')) ?? { id: '' };
      assert.equal(String(pid), await docker.call('inspect', '-f', '{{.State.Pid}}', 'db'));
      const answer = await machine.details({ ...container, engine: docker.socket });
      assert.ok(answer.outcome === 'ok');
      const { details, isHere } = answer.value;
      assert.deepEqual([isHere, details.pid, details.autoRemove], [true, pid, false]);
      assert.deepEqual(portTexts(details.ports), PORTS['db']);
    });

    it('have the process that holds their port among their keepers', async () => {
      for (const [name, port] of [
        ['db', 15_432],
        ['range', 15_441],
      ] as const) {
        const holders = await ground.listeners(port);
        assert.ok(holders.length > 0);
        for (const look of [known, seen]) {
          const { keepers = [] } = (await look(name)) ?? {};
          assert.deepEqual(
            holders.filter((pid) => !keepers.includes(pid)),
            [],
            name,
          );
        }
      }
    });

    it('name the ports that they have on the machine, and their ids do for who may not ask', async () => {
      const [proxy = 0] = await ground.listeners(15_432);
      const names = {
        '15432/tcp': 'db 80',
        '15433/tcp': 'one 80',
        '15434/tcp': 'six 80',
        '15435/udp': 'udp 53',
        '15440/tcp': 'range 80',
        '15441/tcp': 'range 81',
        '15442/tcp': 'range 82',
        '15450/tcp': 'own',
        '15460/tcp': 'both 80',
      };
      assert.deepEqual(pick(await namedPorts(proxy, await machine.fresh()), names), names);
      const short = Object.entries(names).map(([port, name]) => {
        return [port, name.replace(/^\w+/, (own) => idOf(own).slice(0, 12))];
      });
      assert.deepEqual(
        pick(await namedPorts(proxy, await asNobody(() => machine.fresh())), names),
        Object.fromEntries(short),
      );
    });

    it('are those that are stopped for their ports, by their engine or by a line', async () => {
      const [proxy = 0] = await ground.listeners(15_432);
      const ports = {
        db: [15_432],
        one: [15_433],
        six: [15_434],
        range: [15_440, 15_441, 15_442],
        both: [15_460],
      };
      const kept = Object.entries(ports).flatMap(([name, of]) =>
        of.map((port) => [name, `tcp ${port}`] as const),
      );
      const stopped = (word: string, nameOf: (name: string) => string): Record<string, string> =>
        Object.fromEntries([
          ...[...kept, ['udp', 'udp 15435'] as const].map(([name, port]) => [
            port,
            `${nameOf(name)}: ${word}`,
          ]),
          ['tcp 15450', `${nameOf('own')}: ${word}`],
        ]);
      const line = `docker -H unix://${docker.socket} stop ID`;
      const known = stopped(line, (name) => name);
      assert.deepEqual(pick(await stoppedPorts(proxy, await machine.fresh()), known), known);
      const unasked = stopped(`sudo ${line}`, (name) => idOf(name).slice(0, 12));
      assert.deepEqual(
        pick(await stoppedPorts(proxy, await asNobody(() => machine.fresh())), unasked),
        unasked,
      );
    });

    it('are found by what they publish where nobody may look into who has the port', async () => {
      const [proxy = 0] = await ground.listeners(15_432);
      const containers = await machine.fresh();
      const stopped = await asNobody(() => stoppedPorts(proxy, containers));
      assert.match(stopped['tcp 15432'] ?? '', /^db: docker/);
      assert.match(stopped['tcp 15433'] ?? '', /^one: docker/);
      assert.equal(stopped['tcp 15450'], '', 'of one on the network of the host only its processes tell');
    });

    it('have their addresses in all of their networks, from both sources', async () => {
      for (const name of ['db', 'both', 'six']) {
        const told = addressesOf((await known(name)) as ContainerFacts);
        assert.deepEqual(new Set(addressesOf((await seen(name)) as ContainerFacts)), new Set(told), name);
        assert.equal(told.length, name === 'db' ? 1 : 2, told.join());
      }
      const names = (await known('both'))?.networks.map(({ name }) => name);
      assert.deepEqual(new Set(names), new Set(['second', 'bridge']));
      assert.ok(
        addressesOf((await seen('six')) as ContainerFacts).some((address) => address.startsWith('fd00:7::')),
      );
    });

    it('tell whose network they use', async () => {
      for (const look of [known, seen]) {
        assert.equal((await look('own'))?.networkMode, 'host');
        assert.equal((await look('db'))?.hostNetwork, statSync(`/proc/${ground.pid}/net/tcp`).ino);
        assert.equal((await look('side'))?.networkMode, `container:${idOf('db')}`);
      }
    });

    it('tell project, service and files of Compose', async () => {
      const { project, service, folder, composeFiles } = (await known('db')) ?? {};
      assert.deepEqual(
        [project, service, folder, composeFiles],
        ['shop', 'db', '/srv/shop', ['/srv/shop/compose.yml']],
      );
    });

    it('are gone when they are stopped, and back with the same id when they are started', async () => {
      assert.equal((await machine.stop({ id: idOf('one'), engine: docker.socket })).outcome, 'ok');
      assert.equal(await known('one'), undefined);
      assert.equal(await seen('one'), undefined);
      const again = await machine.stop({ id: idOf('one'), engine: docker.socket });
      assert.deepEqual(again, { outcome: 'ok', value: 'alreadyStopped' });
      await docker.call('start', 'one');
      assert.deepEqual(portTexts((await known('one'))?.ports), PORTS['one']);
      assert.deepEqual(portTexts((await seen('one'))?.ports), PORTS['one']);
    });

    it('have another start once they are restarted', async () => {
      const started = async (): Promise<unknown> => {
        const answer = await machine.details({ id: idOf('udp'), engine: docker.socket });
        return answer.outcome === 'ok' ? answer.value.details.startedAt : answer;
      };
      const [before, pid] = [await started(), (await known('udp'))?.pid];
      await docker.call('restart', '-t', '0', 'udp');
      assert.notEqual(await started(), before);
      assert.notEqual((await known('udp'))?.pid, pid);
    });

    it('that are removed by their end cannot be stopped again, whoever has their name by then', async () => {
      await serve('once', ['--rm', '-p', '15470:80']);
      const once = { id: idOf('once'), engine: docker.socket };
      const answer = await machine.details(once);
      assert.equal(answer.outcome === 'ok' && answer.value.details.autoRemove, true);
      assert.deepEqual(await machine.stop(once), { outcome: 'ok', value: 'stopped' });
      await until('the removal', async () => (await machine.details(once)).outcome === 'refused');
      await serve('once', ['-p', '15470:80']);
      assert.deepEqual(await machine.stop(once), { outcome: 'ok', value: 'noSuchContainer' });
      assert.equal((await known('once'))?.state, 'running');
    });

    it('are not asked to stop by who may not', async () => {
      const answer = await asNobody(() => machine.stop({ id: idOf('db'), engine: docker.socket }));
      assert.equal(answer.outcome, 'denied');
      assert.equal((await known('db'))?.state, 'running');
    });

    it('that are watched tell what comes, goes and changes its name', async () => {
      const told: Containers[] = [];
      const watch = new ContainersWatch(machine, (containers) => told.push(containers));
      const last = (name: string): ContainerFacts | undefined => {
        const containers = told.at(-1);
        return containers && find(containers, name);
      };
      try {
        await until('the first answer', () => last('db') !== undefined);
        await docker.call('rename', 'inner', 'renamed');
        await until('the new name', () => last('inner')?.name === 'renamed', 4_000);
        await serve('late', ['-p', '15480:80']);
        await until('the new one', () => last('late')?.ports.length === 1, 4_000);
        await docker.call('pause', 'late');
        await until('the pause', () => last('late')?.state === 'paused', 4_000);
        await docker.call('rm', '-f', 'late');
        await until('its end', () => last('late') === undefined, 4_000);
      } finally {
        watch.stop();
      }
    });
  });

  describe('of a view', () => {
    before(async () => {
      await begin();
      await serve('db', ['-p', '15432:80']);
    });
    after(end);

    it('are told of by the engine of all views as they change, and named in its pages', async () => {
      const engine = engineOf(ground, { DOCKER_HOST: `unix://${docker.socket}` });
      const told: Containers[] = [];
      const name = (): string | undefined => {
        const containers = told.at(-1);
        return containers && find(containers, 'db')?.name;
      };
      const found = async (filter: string): Promise<number> => {
        const { matching, listening } = await engine.page(listRequest({ filter, showsListening: true }));
        return matching + listening;
      };
      const settings = { engines: 'auto', startsPodman: false } as const;
      // Nothing in sight has a port yet: that the engine's socket is there is enough.
      engine.watchContainers({ settings, isLikely: false }, (containers) => told.push(containers));
      await engine.scan('all', true);
      await until('the first answer', () => name() === 'db');
      await docker.call('rename', 'db', 'renamed');
      await until('the new name', () => name() === 'renamed', 4_000);
      assert.ok((await found('container:renamed')) > 0);
      engine.watchContainers(undefined);
      const before = told.length;
      await docker.call('rename', 'renamed', 'db');
      assert.equal(
        (await engine.containers(settings, true)).containers.find(({ id }) => id === idOf('db'))?.name,
        'db',
      );
      assert.equal(told.length, before, 'it is over');
    });
  });

  describe('without the userland proxy', () => {
    before(async () => {
      await begin('--userland-proxy=false');
      await serve('db', ['-p', '15432:80']);
    });
    after(end);

    it('have their ports by the engine’s word, and their addresses by /proc', async () => {
      // Some versions say that only IPv4 leads there then.
      assert.match(portTexts((await known('db'))?.ports).join(), /^(?:\*|0\.0\.0\.0):15432 > 80\/tcp$/);
      const facts = await seen('db');
      // Nothing that a user may read names the port: the engine itself holds it, or packets are redirected.
      assert.deepEqual(facts?.ports, []);
      assert.equal(addressesOf(facts).length, 1);
    });

    it('name their ports where the engine has them itself', async function () {
      const [holder] = await ground.listeners(15_432);
      if (holder === undefined)
        return skipWithReason(this, 'this engine redirects packets: nobody has the port');
      assert.equal((await namedPorts(holder, await machine.fresh()))['15432/tcp'], 'db 80');
      assert.match((await stoppedPorts(holder, await machine.fresh()))['tcp 15432'] ?? '', /^db: docker/);
    });

    it('have a port by packet rules in the network of their engine alone, unless a socket stands for it', async () => {
      const { pid } = ground;
      const there = await machine.fresh();
      assert.equal(find(there, 'db')?.publishesOn, 'here');
      const isHeld = (await ground.listeners(15_432)).length > 0;
      assert.deepEqual(await ruledPorts(pid, there), isHeld ? [] : ['15432/tcp db 80']);
    });
  });
});

/** Of a record what another has, too. */
function pick(from: Readonly<Record<string, string>>, like: Readonly<Record<string, string>>): object {
  return Object.fromEntries(Object.keys(like).map((key) => [key, from[key]]));
}
