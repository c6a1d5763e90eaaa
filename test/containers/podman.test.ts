/** Containers of a real Podman, with root and without. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { ContainerFacts, Containers } from '../../src/core/model/container';
import type { MachineContainers } from '../../src/node/containers/machineContainers';
import { skipWithReason } from '../skip';
import { Ground, whyNoEngines } from './ground';
import { addressesOf, asNobody, machineOf, namedPorts, portTexts } from './looks';
import { Podman } from './podman';
import { rootless, USER, whyNotRootless } from './rootless';

/** The names of the containers that some of the processes have ports for. */
function keptBy(containers: readonly ContainerFacts[], pids: readonly number[]): (string | undefined)[] {
  return containers
    .filter(({ keepers = [] }) => keepers.some((pid) => pids.includes(pid)))
    .map(({ name }) => name);
}

describe('containers of Podman', () => {
  let ground: Ground;
  let podman: Podman;
  let machine: MachineContainers;
  let endService: (() => Promise<void>) | undefined;
  /** Ids by name. */
  const ids = new Map<string, string>();

  const serve = async (name: string, options: readonly string[], port?: number): Promise<void> =>
    void ids.set(name, await podman.serve(name, options, port));
  const idOf = (name: string): string => ids.get(name) ?? '';
  const find = ({ containers }: Containers, name: string): ContainerFacts | undefined =>
    containers.find(({ id }) => id === idOf(name));
  const known = async (name: string): Promise<ContainerFacts | undefined> =>
    find(await machine.fresh(), name);
  const seen = (name: string): Promise<ContainerFacts | undefined> => asNobody(() => known(name));

  const begin = async (name: string, as?: (home: string) => readonly string[]): Promise<void> => {
    podman = new Podman(ground, name, as);
    machine = machineOf(ground, { XDG_RUNTIME_DIR: podman.runtimeFolder });
  };
  afterEach(() => endService?.());
  const remove = async (): Promise<void> => {
    try {
      await podman?.remove();
    } finally {
      await ground?.remove();
    }
  };

  describe('with root', () => {
    before(async function () {
      skipWithReason(this, whyNoEngines('podman', 'conmon', 'curl'));
      ground = await Ground.make();
      await begin('podman');
      await podman.import();
      await podman.call('network', 'create', 'second');
      const labels = [
        '--label',
        'io.podman.compose.project=shop',
        '--label',
        'com.docker.compose.service=web',
      ];
      await serve('web', ['-p', '18080:80', '-p', '127.0.0.1:18081:81', ...labels]);
      await serve('range', ['-p', '18090-18092:80-82/udp']);
      await serve('own', ['--network', 'host'], 18_100);
      await serve('side', ['--network', 'container:web'], 82);
      await serve('both', ['--network', 'podman', '--network', 'second']);
      const infra = ['--infra-image', 'localhost/bb', '--infra-command', '/bin/busybox sleep 1000'];
      await podman.call('pod', 'create', '--name', 'pod', ...infra, '-p', '18110:80');
      await serve('inside', ['--pod', 'pod']);
    });
    after(remove);

    const PORTS: Readonly<Record<string, readonly string[]>> = {
      web: ['*:18080 > 80/tcp', '127.0.0.1:18081 > 81/tcp'],
      range: ['*:18090 > 80/udp', '*:18091 > 81/udp', '*:18092 > 82/udp'],
      own: [],
      side: [],
      both: [],
      inside: [],
    };

    it('are all here with names, images and ports while its service runs', async () => {
      endService = await podman.startService();
      const containers = await machine.fresh();
      assert.deepEqual(containers.engines, [{ socket: podman.socket, runtime: 'podman', outcome: 'ok' }]);
      for (const [name, ports] of Object.entries(PORTS)) {
        const facts = find(containers, name);
        assert.deepEqual(
          [facts?.name, facts?.image, facts?.isHere, facts?.engine],
          [name, 'localhost/bb:latest', true, podman.socket],
        );
        assert.deepEqual(portTexts(facts?.ports), ports, name);
      }
      const { project, service } = find(containers, 'web') ?? {};
      assert.deepEqual([project, service], ['shop', 'web']);
      const infra = containers.containers.find(({ isInfra }) => isInfra);
      assert.deepEqual([infra?.pod, portTexts(infra?.ports)], ['pod', ['*:18110 > 80/tcp']]);
      const { pod, networkMode } = find(containers, 'inside') ?? {};
      assert.deepEqual([pod, networkMode], ['pod', `container:${infra?.id}`]);
    });

    it('are all here with their names though nobody may be asked, and no service is started', async () => {
      const looks = [() => machine.fresh(), () => asNobody(() => machine.fresh())];
      for (const look of looks) {
        const containers = await look();
        assert.deepEqual(containers.engines, []);
        for (const name of Object.keys(PORTS)) {
          const facts = find(containers, name);
          assert.deepEqual([facts?.name, facts?.runtime, facts?.isHere], [name, 'podman', true], name);
        }
      }
    });

    it('are not asked for by who may not', async () => {
      endService = await podman.startService();
      const { engines } = await asNobody(() => machine.fresh());
      assert.deepEqual(
        engines.map(({ outcome }) => outcome),
        ['denied'],
      );
    });

    it('have the process that holds their port among their keepers', async () => {
      const holders = await ground.listeners(18_080);
      assert.ok(holders.length > 0);
      // Nothing that a user may read tells Podman's ports: who holds one tells whose it is.
      const { containers } = await asNobody(() => machine.fresh());
      assert.deepEqual(keptBy(containers, holders), ['web']);
      const { keepers = [] } = (await seen('web')) ?? {};
      assert.deepEqual(
        holders.filter((pid) => !keepers.includes(pid)),
        [],
      );
    });

    it('tell their addresses, and whose network they use', async () => {
      const shared = `container:${idOf('web')}`;
      for (const isAsked of [false, true]) {
        if (isAsked) endService = await podman.startService();
        assert.equal(addressesOf((await known('both')) as ContainerFacts).length, 2);
        assert.equal((await known('own'))?.networkMode, 'host');
        assert.equal((await known('side'))?.networkMode, shared);
        assert.deepEqual((await known('side'))?.ports, []);
      }
      const answer = await machine.details({ id: idOf('side'), engine: podman.socket });
      assert.ok(answer.outcome === 'ok');
      assert.deepEqual([answer.value.isHere, answer.value.details.networkOf], [true, idOf('web')]);
    });

    it('end by a stop, and are back when they are started', async () => {
      endService = await podman.startService();
      const both = { id: idOf('both'), engine: podman.socket };
      assert.deepEqual(await machine.stop(both), { outcome: 'ok', value: 'stopped' });
      assert.equal(await known('both'), undefined);
      assert.equal(await seen('both'), undefined);
      assert.deepEqual(await machine.stop(both), { outcome: 'ok', value: 'alreadyStopped' });
      await podman.call('start', 'both');
      assert.equal((await known('both'))?.name, 'both');
      await podman.call('rm', '-f', '-t', '0', 'both');
      assert.deepEqual(await machine.stop(both), { outcome: 'ok', value: 'noSuchContainer' });
    });
  });

  describe('without root', () => {
    before(async function () {
      skipWithReason(this, whyNotRootless());
      ground = await Ground.make();
      await begin('rootless', await rootless(ground));
      await ground.run(['chown', '-R', `${USER}:`, join(ground.folder, 'rootless')]);
      await podman.import();
      await serve('rl', ['--network', 'slirp4netns', '-p', '28080:8080'], 8080);
    });
    after(remove);

    it('are here with their names, for anyone, though they may have no control group', async () => {
      for (const look of [known, seen]) {
        const facts = await look('rl');
        assert.deepEqual([facts?.name, facts?.runtime, facts?.isHere], ['rl', 'podman', true]);
      }
    });

    it('have the process that holds their port among their keepers', async () => {
      const holders = await ground.listeners(28_080);
      assert.ok(holders.length > 0);
      const { containers } = await asNobody(() => machine.fresh());
      assert.deepEqual(keptBy(containers, holders), ['rl']);
    });

    it('name the port that they have on the machine, for anyone', async () => {
      for (const look of [() => machine.fresh(), () => asNobody(() => machine.fresh())])
        assert.equal((await namedPorts(ground.pid, await look()))['28080/tcp'], 'rl');
    });

    it('have their ports while their user’s service runs', async () => {
      endService = await podman.startService();
      const facts = await known('rl');
      assert.deepEqual([facts?.engine, facts?.isHere], [podman.socket, true]);
      assert.deepEqual(portTexts(facts?.ports), ['*:28080 > 8080/tcp']);
    });
  });
});
