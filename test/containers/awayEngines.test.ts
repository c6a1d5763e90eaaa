/** Containers of Docker whose engine is away: killed, restarted, or in another pid namespace. */
import { FakeTerminal } from '../unit/extension/units/fakeTerminal';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { ContainerFacts, Containers } from '../../src/core/model/container';
import { noNamesText } from '../../src/extension/containers/containerTexts';
import { ContainersWatch } from '../../src/node/containers/containersWatch';
import type { MachineContainers } from '../../src/node/containers/machineContainers';
import { until } from '../host/until';
import { skipWithReason } from '../skip';
import { Docker } from './docker';
import { freeIn } from './freeIn';
import { Ground, whyNoEngines } from './ground';
import { asNobody, machineOf, namedPorts } from './looks';

const [PORT, OWN_PORT] = [15_432, 15_450];

describe('containers of Docker whose engine', () => {
  let ground: Ground;
  let docker: Docker;
  let machine: MachineContainers;
  let screen: FakeTerminal;
  let id: string;

  const find = ({ containers }: Containers): ContainerFacts | undefined =>
    containers.find((each) => each.id === id);
  const known = async (): Promise<ContainerFacts | undefined> => find(await machine.fresh());

  before(function () {
    skipWithReason(this, whyNoEngines('dockerd', 'docker'));
  });
  beforeEach(() => (screen = new FakeTerminal()));
  afterEach(() => screen.dispose());

  async function begin(within: readonly string[], ...options: readonly string[]): Promise<void> {
    ground = await Ground.make();
    docker = new Docker(ground, ...options);
    machine = machineOf(ground, { DOCKER_HOST: `unix://${docker.socket}` });
    await docker.start(within);
    id = await docker.serve('db', ['-p', `${PORT}:80`]);
  }
  async function end(): Promise<void> {
    try {
      await docker?.remove();
    } finally {
      await ground?.remove();
    }
  }

  describe('is in another pid namespace', () => {
    before(() => begin(['unshare', '--pid', '--fork', '--kill-child', '--mount-proc']));
    after(end);

    it('are known as /proc here tells, without the word of the engine, and it is said why', async () => {
      for (const containers of [await machine.fresh(), await asNobody(() => machine.fresh())]) {
        const { name, image, isHere, engine, pid = 0 } = find(containers) ?? {};
        assert.deepEqual([name, image, isHere, engine], [undefined, undefined, true, undefined]);
        assert.match(readFileSync(`/proc/${pid}/cgroup`, 'latin1'), new RegExp(id));
        assert.notEqual(String(pid), await docker.call('inspect', '-f', '{{.State.Pid}}', 'db'));
        assert.equal((await namedPorts(ground.pid, containers))[`${PORT}/tcp`], `${id.slice(0, 12)} 80`);
      }
      const containers = await machine.fresh();
      assert.equal(find(containers)?.engineIs, 'otherPids');
      assert.match(noNamesText(containers), /^Docker at .* runs in another pid namespace: /);
    });

    it('have no port here that only the engine tells of', async () => {
      const other = await docker.run('other', ['-p', '15433:80'], ['sleep', '1000']);
      const containers = await machine.fresh();
      const told = containers.containers.filter(({ engine }) => engine !== undefined);
      assert.deepEqual(told, [], 'all that it lists is seen here itself');
      await docker.call('rm', '-f', other);
    });

    it('are not stopped, nor is a line typed: they are to be stopped there', async () => {
      screen.chosen = 'Stop Container';
      assert.equal(await freeIn(ground, machine, PORT), 'managed', screen.said);
      assert.match(screen.said, /Its engine runs in another pid namespace: stop it there\.$/);
      assert.deepEqual(screen.typed, []);
      assert.equal(await docker.call('ps', '--quiet', '--no-trunc'), id);
    });

    it('are not confirmed by it, whose pids are others’ here', async () => {
      const answer = await machine.details({ id, engine: docker.socket });
      assert.equal(answer.outcome === 'ok' && answer.value.isHere, false);
    });
  });

  describe('goes, and comes again', () => {
    before(async () => {
      await begin([], '--live-restore');
      await docker.serve('own', ['--network', 'host'], OWN_PORT);
      await until('the server', async () => (await ground.listeners(OWN_PORT)).length > 0);
    });
    // The engine is no more by then.
    after(() => ground?.remove());

    it('have names once again, each once, and are told of by its events as before', async () => {
      const told: Containers[] = [];
      const watch = new ContainersWatch(machine, (containers) => told.push(containers), undefined, {
        rediscovery: 500,
      });
      const last = (): ContainerFacts | undefined => {
        const containers = told.at(-1);
        return containers && find(containers);
      };
      try {
        await until('the name', () => last()?.name === 'db');
        const { pid } = last() ?? {};
        await docker.end();
        await until('the end of the engine', () => last() !== undefined && last()?.name === undefined);
        assert.deepEqual(
          told.at(-1)?.engines.map(({ outcome }) => outcome),
          ['absent'],
        );
        assert.equal(last()?.isHere, true);
        await docker.start();
        await until('the name again', () => last()?.name === 'db');
        assert.equal(last()?.pid, pid, 'it lived on');
        await docker.call('rename', 'db', 'renamed');
        await until('the new name', () => last()?.name === 'renamed', 4_000);
        for (const { containers } of told) {
          const all = containers.map((each) => each.id);
          assert.equal(new Set(all).size, all.length, 'none is there twice');
        }
      } finally {
        watch.stop();
      }
    });

    it('live on where it is killed: they are known by /proc alone, and it is said that no line helps before it runs', async () => {
      const before = await known();
      await docker.end('SIGKILL');
      const containers = await machine.fresh();
      const { name, pid, isHere, engineIs } = find(containers) ?? {};
      assert.deepEqual([name, pid, isHere, engineIs], [undefined, before?.pid, true, 'down']);
      assert.match(noNamesText(containers), /no engine runs at/);
      screen.chosen = 'Type Command in Terminal';
      assert.equal(await freeIn(ground, machine, OWN_PORT), 'managed', screen.said);
      assert.match(screen.said, /Its engine does not run \(there is no process dockerd\): start it, /);
      assert.match(screen.typed.join(), /^docker .*stop [0-9a-f]{64}$/);
    });
  });
});
