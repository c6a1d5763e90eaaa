/** A port of a container of a real Podman: named by /proc alone, and by its service where one runs. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { MachineContainers } from '../../src/node/containers/machineContainers';
import { until } from '../host/until';
import { skipWithReason } from '../skip';
import { Ground, whyNoEngines } from './ground';
import { asNobody, machineOf, namedPorts } from './looks';

const LIMITS = ['--ulimit', 'nofile=512:512', '--ulimit', 'nproc=512:512'];
const PORT = '18080/tcp';

describe('a port of Podman’s', () => {
  let ground: Ground | undefined;
  let machine: MachineContainers;
  let store: readonly string[];
  const podman = (...args: readonly string[]): Promise<string> | undefined =>
    ground?.run(['podman', ...store, ...args], { milliseconds: 60_000 });

  before(async function () {
    skipWithReason(this, whyNoEngines('podman'));
    ground = await Ground.make();
    const { folder } = ground;
    store = ['--root', join(folder, 'store'), '--runroot', join(folder, 'run'), '--storage-driver', 'vfs'];
    await ground.image(`podman ${store.join(' ')} import - localhost/bb`, { milliseconds: 60_000 });
    const server = ['localhost/bb', '/bin/busybox', 'httpd', '-f', '-p', '80'];
    await podman('run', '-d', '--name', 'web', '--runtime', 'runc', ...LIMITS, '-p', '18080:80', ...server);
    machine = machineOf(ground, { XDG_RUNTIME_DIR: folder });
  });
  after(async () => {
    await podman('rm', '-f', '-t', '0', 'web');
    await ground?.remove();
  });

  it('has the name that conmon’s command line tells anyone, and the port inside once its service may be asked', async () => {
    assert.ok(ground !== undefined);
    const { folder } = ground;
    const [conmon = 0] = await ground.listeners(18_080);
    const name = async (look = () => machine.fresh()): Promise<string | undefined> =>
      (await namedPorts(conmon, await look()))[PORT];
    assert.equal(await name(), 'web');
    assert.equal(await name(() => asNobody(() => machine.fresh())), 'web');
    mkdirSync(join(folder, 'podman'));
    const socket = `unix://${join(folder, 'podman/podman.sock')}`;
    const service = ground.start(['podman', ...store, 'system', 'service', '--time', '0', socket]);
    await until('the port inside', async () => (await name()) === 'web 80');
    await ground.end(service);
  });
});
