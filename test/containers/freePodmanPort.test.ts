/** Free Port against a real Podman of root's. */
import { FakeTerminal } from '../unit/extension/units/fakeTerminal';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { MachineContainers } from '../../src/node/containers/machineContainers';
import { whyMissing } from '../host/programs';
import { until } from '../host/until';
import { skipWithReason } from '../skip';
import { freeIn } from './freeIn';
import { Ground, whyNoEngines } from './ground';
import { machineOf } from './looks';
import { Podman } from './podman';
import { rootless, USER, whyNotRootless } from './rootless';

describe('Free Port, where a container of Podman has it', () => {
  let ground: Ground;
  let podman: Podman;
  let machine: MachineContainers;
  let screen: FakeTerminal;

  before(async function () {
    skipWithReason(this, whyNoEngines('podman', 'conmon', 'curl'));
    ground = await Ground.make();
    podman = new Podman(ground, 'podman');
    await podman.import();
    machine = machineOf(ground, { XDG_RUNTIME_DIR: podman.runtimeFolder });
  });
  beforeEach(() => (screen = new FakeTerminal()));
  afterEach(() => screen.dispose());
  after(async () => {
    await podman?.remove();
    await ground?.remove();
  });

  it('types the line, by the id that conmon has, where its service does not run', async () => {
    const id = await podman.serve('web', ['-p', '18080:80']);
    screen.chosen = 'Type Command in Terminal';
    assert.equal(await freeIn(ground, machine, 18_080), 'managed', screen.said);
    assert.deepEqual(screen.typed, [`sudo podman stop ${id}`]);
    await podman.call('rm', '-f', id);
  });

  it('stops the container that publishes it, and the port is free', async () => {
    const end = await podman.startService();
    const id = await podman.serve('web', ['--rm', '-p', '18080:80', '-p', '127.0.0.1:18081:81']);
    const other = await podman.serve('other', ['-p', '18082:80']);
    screen.chosen = 'Stop Container';
    assert.equal(await freeIn(ground, machine, 18_080), 'free', screen.said);
    assert.equal(screen.messages[0]?.text, `Stop container ${id.slice(0, 12)} to free port 18080?`);
    const { detail = '' } = screen.messages[0] ?? {};
    assert.match(detail, /Name: “web”/);
    assert.match(detail, /:18080 → 80\/tcp, 127\.0\.0\.1:18081 → 81\/tcp/);
    assert.match(detail, /WARNING: It is deleted when it ends/);
    assert.equal(await podman.call('ps', '--quiet', '--no-trunc'), other, 'nothing else is stopped');
    await end();
  });

  it('tells that a pod loses its network with the container that keeps it', async () => {
    const end = await podman.startService();
    await podman.call(
      'pod',
      'create',
      '--name',
      'shop',
      '-p',
      '18083:80',
      '--infra-image',
      'localhost/bb',
      '--infra-command',
      '/bin/busybox sleep 999',
    );
    await podman.serve('shopweb', ['--pod', 'shop']);
    assert.equal(await freeIn(ground, machine, 18_083), 'declined', screen.said);
    const { detail = '' } = screen.messages[0] ?? {};
    assert.match(detail, /WARNING: Others lose their network with it: [0-9a-f]{12} \(“shopweb”/);
    assert.match(detail, /WARNING: It keeps the network of pod “shop”/);
    await end();
  });
});

const LINK =
  'ip link add eth0 type veth peer name eth1 && ip addr add 192.0.2.2/24 dev eth0 && ip link set eth0 up && ' +
  'ip link set eth1 up && ip route add default via 192.0.2.1';

describe('Free Port, where a container of Podman’s without root has it', () => {
  let ground: Ground;
  let podman: Podman;
  let as: () => readonly string[];
  let machine: MachineContainers;
  let screen: FakeTerminal;

  before(async function () {
    skipWithReason(this, whyNotRootless());
    ground = await Ground.make();
    as = await rootless(ground);
    podman = new Podman(ground, 'rootless', as);
    await ground.run(['chown', '-R', `${USER}:`, join(ground.folder, 'rootless')]);
    await podman.import();
    machine = machineOf(ground, { XDG_RUNTIME_DIR: podman.runtimeFolder });
  });
  beforeEach(() => (screen = new FakeTerminal()));
  afterEach(() => screen.dispose());
  after(async () => {
    await podman?.remove();
    await ground?.remove();
  });

  const serve = async (options: readonly string[], port: number, inside: number): Promise<string> => {
    const id = await podman.serve('rl', options, inside);
    await until('the server', async () => (await ground.listeners(port)).length > 0);
    return id;
  };

  it('says of pasta, which Podman has from 4.4 on, that it hands the port on, and ends nothing', async function () {
    skipWithReason(this, whyMissing('pasta'));
    // It takes after an interface by which others could be reached.
    await ground.run(['sh', '-c', LINK]);
    const server = ['/bin/busybox', 'httpd', '-f', '-p', '28083'];
    const pasta = [
      'pasta',
      '-f',
      '--config-net',
      '-t',
      '28083',
      '-u',
      'none',
      '-T',
      'none',
      '-U',
      'none',
      '--',
    ];
    const run = ground.start([...as(), ...pasta, ...server]);
    await until('pasta', async () => (await ground.listeners(28_083)).length > 0);
    assert.equal(await freeIn(ground, machine, 28_083), 'managed', screen.said);
    assert.match(screen.said, /The port is passed on into a network namespace/);
    assert.deepEqual([screen.typed, screen.messages[0]?.actions], [[], []]);
    assert.ok((await ground.listeners(28_083)).length > 0);
    await ground.end(run);
  });

  // As a user has them: with its own network by slirp4netns(1), and with that of the machine.
  const NETWORKS = [
    ['slirp4netns', 28_080, ['--network', 'slirp4netns', '-p', '28080:80'], 80],
    ['the network of the machine', 28_081, ['--network', 'host'], 28_081],
  ] as const;

  for (const [network, port, options, inside] of NETWORKS) {
    it(`types the line, without sudo, where its service does not run: ${network}`, async () => {
      const id = await serve(options, port, inside);
      screen.chosen = 'Type Command in Terminal';
      assert.equal(await freeIn(ground, machine, port), 'managed', screen.said);
      assert.deepEqual(screen.typed, [`podman stop ${id}`]);
      await podman.call('rm', '-f', '-t', '0', id);
    });

    it(`stops the container by the user’s own socket, and the port is free: ${network}`, async () => {
      const end = await podman.startService();
      const id = await serve(options, port, inside);
      const other = await podman.serve('other', ['--network', 'slirp4netns', '-p', '28082:80']);
      screen.chosen = 'Stop Container';
      assert.equal(await freeIn(ground, machine, port), 'free', screen.said);
      assert.equal(screen.messages[0]?.text, `Stop container ${id.slice(0, 12)} to free port ${port}?`);
      assert.equal(await podman.call('ps', '--quiet', '--no-trunc'), other, 'nothing else is stopped');
      await podman.call('rm', '-f', '-t', '0', id, other);
      await end();
    });
  }
});
