/** What listens and connects inside real containers: as root, and as an ordinary user, who may look at no process of theirs. */
import '../unit/extension/fakeVscode';
import assert from 'node:assert/strict';
import type { NamespaceChoice, NamespaceFacts, NamespaceWish } from '../../src/core/model/namespace';
import type { InetRow, SocketRow } from '../../src/core/model/page';
import type { NamespacePart, Snapshot } from '../../src/core/model/snapshot';
import { listeningPorts } from '../../src/core/ports/listeningPorts';
import { inNamespace } from '../../src/core/query/namespaceRows';
import { formatAddress } from '../../src/core/text/address';
import { Names } from '../../src/extension/names';
import { shownLabel } from '../../src/extension/views/sockets/rowText';
import type { LocalEngine } from '../../src/node/engine/localEngine';
import { until } from '../host/until';
import { skipWithReason } from '../skip';
import { listRequest } from '../unit/pageRequest';
import { Docker } from './docker';
import { Ground, whyNoEngines } from './ground';
import { asNobody, engineOf } from './looks';
import { Podman } from './podman';

/** Where dockerd answers for names, inside. */
const NAMES_OF_DOCKER = '127.0.0.11';
const SETTINGS = { engines: 'auto', startsPodman: false } as const;
/** Stays connected, and says nothing. */
const stay = (address: string): string => `sleep 1000 | /bin/busybox nc ${address}`;

/** Who looks: each with an engine of his own. */
const LOOKS = {
  root: <T>(act: () => Promise<T>): Promise<T> => act(),
  'an ordinary user': asNobody,
} as const;

describe('inside real containers', () => {
  let ground: Ground;
  let docker: Docker;
  let podman: Podman;
  const ids = new Map<string, string>();
  const idOf = (name: string): string => ids.get(name) ?? '';
  const of = (name: string): NamespaceChoice => ({ kind: 'container', id: idOf(name) });
  const pidOf = async (name: string): Promise<number> =>
    Number(await docker.call('inspect', '-f', '{{.State.Pid}}', name));

  before(async function () {
    skipWithReason(this, whyNoEngines('dockerd', 'docker', 'podman', 'conmon', 'curl'));
    ground = await Ground.make();
    [docker, podman] = [new Docker(ground), new Podman(ground, 'podman')];
    await Promise.all([beginDocker(), beginPod()]);
    ground.start(['sh', '-c', stay('127.0.0.1 15432')]);
    await until('the proxy’s connection', async () =>
      (await ground.run(['ss', '-Htn', 'dport', '=', ':5432'])).includes('ESTAB'),
    );
  });
  after(async () => {
    try {
      await Promise.all([docker?.remove(), podman?.remove()]);
    } finally {
      await ground?.remove();
    }
  });

  async function beginDocker(): Promise<void> {
    await docker.start();
    await docker.call('network', 'create', 'shop');
    const serve = ['nc', '-ll', '-p', '5432', '-e', '/bin/busybox', 'cat'];
    ids.set('db', await docker.run('db', ['--network', 'shop', '-p', '15432:5432'], serve));
    ids.set('web', await docker.serve('web', ['--network', 'shop']));
    ids.set('first', await docker.serve('first', []));
    ids.set('side', await docker.serve('side', ['--network', 'container:first'], 81));
    ids.set('own', await docker.serve('own', ['--network', 'host'], 15_450));
    await docker.call('exec', '-d', 'web', '/bin/busybox', 'sh', '-c', stay('db 5432'));
  }

  async function beginPod(): Promise<void> {
    await podman.import();
    const infra = ['--infra-image', 'localhost/bb', '--infra-command', '/bin/busybox sleep 1000'];
    await podman.call('pod', 'create', '--name', 'pod', ...infra);
    ids.set('podded', await podman.serve('podded', ['--pod', 'pod'], 82));
  }

  const engine = (): LocalEngine =>
    engineOf(ground, {
      DOCKER_HOST: `unix://${docker.socket}`,
      XDG_RUNTIME_DIR: podman.runtimeFolder,
    });

  function findPart({ namespaces }: Snapshot, name: string): NamespacePart | undefined {
    return namespaces?.parts.find(({ namespace }) => isOf(namespace, name));
  }

  function partOf(snapshot: Snapshot, name: string): NamespacePart {
    return findPart(snapshot, name) ?? assert.fail(`no part of ${name}`);
  }

  function isOf({ containers }: NamespaceFacts, name: string): boolean {
    return containers.some(({ id }) => id === idOf(name));
  }

  /**
   * Reads until these containers' networks are in it: where there are many only some are read a pass, and a process changes
   * its network after it was forked.
   */
  async function scan(reader: LocalEngine, wish: NamespaceWish, ...names: string[]): Promise<Snapshot> {
    let snapshot = await reader.scan('all', true, 'all', wish);
    await until(`the networks of ${names.join()}`, async () => {
      snapshot = await reader.scan('all', true, 'all', wish);
      return names.every((name) => findPart(snapshot, name) !== undefined);
    });
    return snapshot;
  }

  /** Who listens in a part: `80 busybox (4242)`, `81 likely 0123456789ab (inNamespace)`, `82 nobody`. */
  function listeners(snapshot: Snapshot, name: string): string[] {
    const ports = listeningPorts(inNamespace(snapshot, partOf(snapshot, name)));
    return ports.flatMap(({ port, sockets }) =>
      sockets.flatMap(({ socket, owners, likelyOwner }) => {
        const { container, evidence = [] } = likelyOwner ?? {};
        const likely = container && `likely ${container.id.slice(0, 12)} (${evidence.join()})`;
        const known = owners.map(({ comm, pid }) => `${comm} (${pid})`).join();
        if (formatAddress(socket.localAddress, socket.isIPv6) !== NAMES_OF_DOCKER)
          return [`${port} ${known || (likely ?? 'nobody')}`];
        assert.match(likely ?? known, /^(?:dockerd .*)?$/, 'it is not the container’s');
        return [];
      }),
    );
  }

  /** Rows of a page by their name, and that of the other end’s network: `db:5432 ↔ web`, `db:5432 ↔ here`. */
  async function connections(reader: LocalEngine, namespace: NamespaceChoice): Promise<string[]> {
    await reader.containers(SETTINGS, true);
    const { rows } = await reader.page(listRequest({ filter: 'port:5432 state:ESTABLISHED', namespace }));
    const names = new Names(() => assert.fail('no name server is asked'));
    const label = (row: SocketRow): string =>
      shownLabel(row, { names } as unknown as Parameters<typeof shownLabel>[1]);
    // Others on this machine have containers, too.
    const isOurs = (row: SocketRow): row is InetRow =>
      row.kind === 'inet' &&
      (row.namespace === undefined || [...ids.keys()].some((name) => isOf(row.namespace!, name)));
    return rows
      .flatMap((group) => group.rows)
      .filter(isOurs)
      .map((row) => `${label(row)} ↔ ${endOf(row)}`.replace(/:\d{5}\b/, ':N'))
      .sort();
  }

  function endOf({ peer }: InetRow): string {
    if (peer === undefined) return '?';
    const { namespace } = peer;
    return (namespace && [...ids.keys()].find((name) => isOf(namespace, name))) ?? 'here';
  }

  for (const [who, as] of Object.entries(LOOKS)) {
    const isRoot = who === 'root';
    /** Who an inhabitant is to the one that looks. */
    const told = async (name: string): Promise<string> =>
      isRoot ? `busybox (${await pidOf(name)})` : `likely ${idOf(name).slice(0, 12)} (inNamespace)`;

    describe(`for ${who}`, () => {
      it('are the listeners of the container that is chosen, and no others', async () => {
        const wish = { shown: of('db') };
        const snapshot = await as(() => scan(engine(), wish, 'db'));
        const { shown, parts = [] } = snapshot.namespaces ?? {};
        assert.equal(shown, partOf(snapshot, 'db').namespace.key);
        assert.equal(parts.length, 1);
        assert.deepEqual(listeners(snapshot, 'db'), [`5432 ${await told('db')}`]);
      });

      it('are those of all containers where the inside is wanted, without those of the machine’s own network', async () => {
        const reader = engine();
        const snapshot = await as(() => scan(reader, { shown: { kind: 'own' }, inside: true }, 'db', 'web'));
        assert.deepEqual(listeners(snapshot, 'db'), [`5432 ${await told('db')}`]);
        assert.deepEqual(listeners(snapshot, 'web'), [`80 ${await told('web')}`]);
        const containers = snapshot.namespaces?.parts.flatMap(({ namespace }) => namespace.containers);
        assert.ok(containers?.every(({ id }) => id !== idOf('own')));
      });

      it('are of no single container where several share a network', async () => {
        const snapshot = await as(() =>
          scan(engine(), { shown: { kind: 'own' }, inside: true }, 'first', 'podded'),
        );
        const shared = partOf(snapshot, 'first');
        assert.equal(shared, partOf(snapshot, 'side'));
        const found = [...listeners(snapshot, 'side')].sort();
        const known = [`80 ${await told('first')}`, `81 ${await told('side')}`];
        assert.deepEqual(found, isRoot ? known : ['80 nobody', '81 nobody']);
        // Its infra container is in it, too.
        const [only, ...more] = listeners(snapshot, 'podded');
        assert.deepEqual(more, []);
        assert.match(only ?? '', isRoot ? /^82 \w+ \(\d+\)$/ : /^82 nobody$/);
      });

      it('are this machine’s own where the container has its network', async () => {
        const snapshot = await as(() => scan(engine(), { shown: of('own') }));
        assert.equal(snapshot.namespaces?.shown, snapshot.namespaces?.own?.key);
        assert.deepEqual(snapshot.namespaces?.parts, []);
      });

      it('are the other ends of the machine’s connections, by the names that they have', async () => {
        const reader = engine();
        await as(() => scan(reader, { shown: { kind: 'own' }, ends: true }, 'db'));
        // Of the engine’s own connection the container’s name is its engine’s word.
        const name = isRoot ? 'db' : idOf('db').slice(0, 12);
        assert.deepEqual(await as(() => connections(reader, { kind: 'own' })), [`→ ${name} :5432 ↔ db`]);
      });

      it('are both ends of what connects containers, seen from each of them', async () => {
        const reader = engine();
        await as(() => scan(reader, { shown: { kind: 'all' } }, 'db', 'web'));
        const [db, web] = isRoot ? ['db', 'web'] : [idOf('db').slice(0, 12), idOf('web').slice(0, 12)];
        const rows = await as(() => connections(reader, { kind: 'all' }));
        assert.deepEqual(
          new Set(rows.filter((row) => !/172\.|here/.test(row))),
          new Set([`→ ${db} :5432 ↔ db`, `← ${web} ↔ web`]),
          rows.join('\n'),
        );
        assert.equal(rows.length, 4, rows.join('\n'));
      });
    });
  }

  it('is another network once the container has restarted, and none once it has ended', async () => {
    const reader = engine();
    const id = await docker.serve('brief', []);
    ids.set('brief', id);
    const wish = { shown: of('brief') };
    const before = await scan(reader, wish, 'brief');
    assert.deepEqual(listeners(before, 'brief'), [`80 busybox (${await pidOf('brief')})`]);
    await docker.call('restart', '-t', '0', 'brief');
    await until('the listener', async () => {
      const now = await scan(reader, wish);
      return findPart(now, 'brief') !== undefined && listeners(now, 'brief').length > 0;
    });
    const after = await scan(reader, wish);
    assert.notEqual(after.namespaces?.shown, before.namespaces?.shown);
    assert.deepEqual(listeners(after, 'brief'), [`80 busybox (${await pidOf('brief')})`]);
    await docker.call('rm', '-f', 'brief');
    const ended = await scan(reader, wish);
    assert.deepEqual([ended.namespaces?.shown, ended.namespaces?.parts], [undefined, []]);
  });
});
