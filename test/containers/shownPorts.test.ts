/**
 * What each port of the machine is named after, where containers publish ports in every way: by their engines' word, and from
 * /proc alone, which is all that an ordinary user has.
 */
import assert from 'node:assert/strict';
import type { MachineContainers } from '../../src/node/containers/machineContainers';
import { skipWithReason } from '../skip';
import { Docker } from './docker';
import { Ground, whyNoEngines } from './ground';
import { asNobody, machineOf, namedPorts } from './looks';
import { Podman } from './podman';

/** How an engine is told to publish; the same for both. */
type Serve = (name: string, options: readonly string[], port?: number) => Promise<unknown>;

/** What port leads to which container, and to which port inside; none where the container has the machine's network. */
type Published = Readonly<Record<string, readonly [name: string, inside?: number]>>;

/**
 * Publishes a port on all addresses, on one, of IPv6 alone, of UDP, ranges, of the machine's own network, of a network that
 * two containers use, and of a container in two networks.
 */
async function publish(serve: Serve, first: number, networks: readonly string[]): Promise<Published> {
  const at = (offset: number, more = 0): string =>
    more === 0 ? String(first + offset) : `${first + offset}-${first + offset + more}`;
  await serve('all', ['-p', `${at(0)}:80`, '-p', `127.0.0.1:${at(1)}:81`]);
  await serve('six', ['--network', 'sixth', '-p', `[::1]:${at(2)}:80`]);
  await serve('udp', ['-p', `${at(3)}:53/udp`]);
  await serve('range', ['-p', `${at(10, 2)}:80-82`, '-p', `${at(13, 1)}:83-84/udp`]);
  await serve('host', ['--network', 'host'], first + 20);
  await serve('side', ['--network', 'container:all'], 81);
  await serve('both', [...networks.flatMap((name) => ['--network', name]), '-p', `${at(30)}:80`]);
  return {
    [`${at(0)}/tcp`]: ['all', 80],
    [`${at(1)}/tcp`]: ['all', 81],
    [`${at(2)}/tcp`]: ['six', 80],
    [`${at(3)}/udp`]: ['udp', 53],
    [`${at(10)}/tcp`]: ['range', 80],
    [`${at(11)}/tcp`]: ['range', 81],
    [`${at(12)}/tcp`]: ['range', 82],
    [`${at(13)}/udp`]: ['range', 83],
    [`${at(14)}/udp`]: ['range', 84],
    [`${at(20)}/tcp`]: ['host'],
    [`${at(30)}/tcp`]: ['both', 80],
  };
}

describe('ports that containers publish', () => {
  let ground: Ground;
  let docker: Docker;
  let podman: Podman;
  let machine: MachineContainers;
  let endService: (() => Promise<void>) | undefined;
  let ofDocker: Published;
  let ofPodman: Published;
  /** Of Docker's containers, by their names. */
  const ids = new Map<string, string>();

  before(async function () {
    skipWithReason(this, whyNoEngines('dockerd', 'docker', 'podman', 'conmon', 'curl'));
    ground = await Ground.make();
    [docker, podman] = [new Docker(ground), new Podman(ground, 'podman')];
    const environment = { DOCKER_HOST: `unix://${docker.socket}`, XDG_RUNTIME_DIR: podman.runtimeFolder };
    machine = machineOf(ground, environment);
    await Promise.all([beginDocker(), beginPodman()]);
  });
  afterEach(() => endService?.());
  after(async () => {
    try {
      await Promise.all([docker?.remove(), podman?.remove()]);
    } finally {
      await ground?.remove();
    }
  });

  async function beginDocker(): Promise<void> {
    await docker.start();
    await docker.call('network', 'create', 'second');
    await docker.call('network', 'create', '--ipv6', '--subnet', 'fd00:7::/64', 'sixth');
    const serve: Serve = async (name, ...more) => ids.set(name, await docker.serve(name, ...more));
    ofDocker = await publish(serve, 15_400, ['second']);
    await docker.call('network', 'connect', 'bridge', 'both');
  }

  async function beginPodman(): Promise<void> {
    await podman.import();
    await podman.call('network', 'create', 'second');
    await podman.call('network', 'create', '--ipv6', '--subnet', 'fd00:8::/64', 'sixth');
    ofPodman = await publish((...made) => podman.serve(...made), 18_000, ['podman', 'second']);
    const infra = ['--infra-image', 'localhost/bb', '--infra-command', '/bin/busybox sleep 1000'];
    await podman.call(
      'pod',
      'create',
      '--name',
      'pod',
      '--infra-name',
      'pod-net',
      ...infra,
      '-p',
      '18040:80',
    );
    await podman.serve('inside', ['--pod', 'pod']);
    ofPodman = { ...ofPodman, '18040/tcp': ['pod-net', 80] };
  }

  /** What the ports of one engine's containers are named after. */
  async function shown(ports: Published, by = () => machine.fresh()): Promise<object> {
    const names = await namedPorts(ground.pid, await by());
    return Object.fromEntries(Object.keys(ports).map((port) => [port, names[port]]));
  }
  const alone = (ports: Published): Promise<object> => shown(ports, () => asNobody(() => machine.fresh()));
  const named = (ports: Published, name = (called: string): string => called, isInside = true): object =>
    Object.fromEntries(
      Object.entries(ports).map(([port, [called, inside]]) => [
        port,
        isInside && inside !== undefined ? `${name(called)} ${inside}` : name(called),
      ]),
    );

  it('have the names and the ports inside that Docker tells', async () => {
    assert.deepEqual(await shown(ofDocker), named(ofDocker));
  });

  it('have the short ids and the ports inside that /proc tells, where Docker may not be asked', async () => {
    const idOf = (name: string): string => (ids.get(name) ?? '').slice(0, 12);
    assert.deepEqual(await alone(ofDocker), named(ofDocker, idOf));
  });

  it('have the names and the ports inside that Podman’s service tells', async () => {
    endService = await podman.startService();
    assert.deepEqual(await shown(ofPodman), named(ofPodman));
  });

  it('have the names that /proc tells of Podman’s, without the ports inside', async () => {
    for (const look of [alone, shown])
      assert.deepEqual(await look(ofPodman), named(ofPodman, undefined, false));
  });
});
