/** Free Port against a real Docker engine. */
import { FakeTerminal } from '../unit/extension/units/fakeTerminal';
import assert from 'node:assert/strict';
import type { Freed } from '../../src/extension/ports/freePortCommand';
import { MachineContainers } from '../../src/node/containers/machineContainers';
import { whyMissing } from '../host/programs';
import { until } from '../host/until';
import { skipWithReason } from '../skip';
import { Docker } from './docker';
import { freeIn } from './freeIn';
import { Ground, whyNoEngines } from './ground';
import { asNobody, machineOf } from './looks';

const STOP = 'Stop Container';
const TYPE = 'Type Command in Terminal';

describe('Free Port, where a container of Docker has it', () => {
  let ground: Ground;
  let docker: Docker;
  let machine: MachineContainers;
  let screen: FakeTerminal;

  before(function () {
    skipWithReason(this, whyNoEngines('dockerd', 'docker'));
  });
  beforeEach(() => (screen = new FakeTerminal()));
  afterEach(() => screen.dispose());

  async function begin(...options: readonly string[]): Promise<void> {
    ground = await Ground.make();
    docker = new Docker(ground, ...options);
    await docker.start();
    machine = machineOf(ground, { DOCKER_HOST: `unix://${docker.socket}` });
  }
  async function end(): Promise<void> {
    await docker?.remove();
    await ground?.remove();
  }

  const free = (port: number): Promise<Freed> => freeIn(ground, machine, port);

  for (const [name, options] of [
    ['with the userland proxy', []],
    ['without it', ['--userland-proxy=false']],
  ] as const) {
    describe(name, () => {
      before(() => begin(...options));
      after(end);

      it('stops the container, and the port is free', async () => {
        const id = await docker.serve('db', ['-p', '15432:80', '--restart', 'always']);
        const web = await docker.serve('web', ['-p', '15433:80']);
        screen.chosen = STOP;
        assert.equal(await free(15432), 'free', screen.said);
        assert.equal(screen.messages[0]?.text, `Stop container ${id.slice(0, 12)} to free port 15432?`);
        assert.match(screen.messages[0]?.detail ?? '', /Name: “db”[^]*:15432 → 80\/tcp[^]*“always”/);
        const running = await docker.call('ps', '--quiet', '--no-trunc');
        assert.deepEqual(running.split('\n'), [web], 'nothing else is stopped');
        await docker.call('rm', '-f', id, web);
      });

      if (options.length === 0) {
        it('stops the container whose port packet rules alone hand on, and proves it by its engine', async () => {
          const id = await docker.serve('db', ['-p', '15435:80']);
          for (const pid of await ground.listeners(15435)) process.kill(pid, 'SIGKILL');
          await until('nobody', async () => (await ground.listeners(15435)).length === 0);
          screen.chosen = STOP;
          assert.equal(await free(15435), 'free', screen.said);
          assert.equal(screen.messages[0]?.text, `Stop container ${id.slice(0, 12)} to free port 15435?`);
          assert.equal(await docker.call('ps', '--quiet'), '');
          await docker.call('rm', '-f', id);
        });
      }

      it('stops the container of a process on the network of the machine, and tells its restart policy', async () => {
        const id = await docker.serve('own', ['--network', 'host', '--restart', 'on-failure'], 15434);
        // Without a proxy nobody listens before the server does.
        await until('the server', async () => (await ground.listeners(15434)).length > 0);
        screen.chosen = STOP;
        assert.equal(await free(15434), 'free', screen.said);
        assert.match(screen.messages[0]?.detail ?? '', /Name: “own”[^]*“on-failure”/);
        await docker.call('rm', '-f', id);
      });

      it('stops nothing where another container took the name and the port meanwhile', async () => {
        const id = await docker.serve('db', ['-p', '15432:80', '--rm']);
        let after = '';
        const details = machine.details.bind(machine);
        let asked = 0;
        machine.details = async (container) => {
          if (++asked === 2) {
            await docker.call('rm', '-f', id);
            after = await docker.serve('db', ['-p', '15432:80']);
          }
          return details(container);
        };
        screen.chosen = STOP;
        assert.equal(await free(15432), 'managed', screen.said);
        assert.match(screen.said, /Nothing was stopped: container .* has ended meanwhile/);
        assert.match(screen.messages[0]?.detail ?? '', /WARNING: It is deleted when it ends/);
        assert.equal(await docker.call('ps', '--quiet', '--no-trunc'), after);
        machine.details = details;
        await docker.call('rm', '-f', after);
      });

      it('stops nothing where the container dies while the question is open', async () => {
        const id = await docker.serve('db', ['-p', '15432:80']);
        const web = await docker.serve('web', ['-p', '15433:80']);
        const details = machine.details.bind(machine);
        let asked = 0;
        machine.details = async (container) => {
          if (++asked === 2) await docker.call('kill', id);
          return details(container);
        };
        screen.chosen = STOP;
        assert.equal(await free(15432), 'managed', screen.said);
        assert.match(screen.said, /Nothing was stopped: container .* has ended meanwhile/);
        assert.equal(await docker.call('ps', '--quiet', '--no-trunc'), web);
        machine.details = details;
        await docker.call('rm', '-f', id, web);
      });

      it('types the line that ends a proxy which was left behind, and none that asks for containers', async function () {
        skipWithReason(this, whyMissing('docker-proxy'));
        const options =
          '-proto tcp -host-ip 0.0.0.0 -host-port 15499 -container-ip 172.17.0.99 -container-port 80';
        // It tells whoever started it that it has the port.
        const proxy = ground.start(['sh', '-c', `exec docker-proxy ${options} 3>/dev/null 4>/dev/null`]);
        await until('the proxy', async () => (await ground.listeners(15499)).length > 0);
        screen.chosen = TYPE;
        assert.equal(await free(15499), 'managed', screen.said);
        assert.match(screen.said, /It was left behind: Docker has no container with this port/);
        assert.deepEqual(screen.typed, [`sudo kill ${proxy.pid}`]);
        await ground.end(proxy);
      });

      it('types the line where its engine may not be asked', async () => {
        const id = await docker.serve('db', ['-p', '15432:80']);
        machine = machineOf(ground, { DOCKER_HOST: `unix://${docker.socket}` });
        screen.chosen = TYPE;
        const known = machine;
        machine.fresh = () => asNobody(() => MachineContainers.prototype.fresh.call(known));
        assert.equal(await free(15432), 'managed', screen.said);
        const [line] = screen.typed;
        const stop = `sudo docker -H unix://${docker.socket} stop ${id}`;
        // Without a proxy nothing but the engine tells which container it is.
        const ask = 'docker stop $(docker ps --quiet --filter publish=15432)';
        assert.ok(line === stop || (options.length > 0 && (line === ask || line === undefined)), line);
        await docker.call('rm', '-f', id);
      });
    });
  }
});
