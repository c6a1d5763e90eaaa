import '../../fakeVscode';
import assert from 'node:assert/strict';
import type { ContainerFacts, Containers } from '../../../../../src/core/model/container';
import { inetSocketAt } from '../../../../../src/core/model/inetTable';
import type { GroupSubject, InetRow } from '../../../../../src/core/model/page';
import type { ProcessOwner } from '../../../../../src/core/model/process';
import { inetOwnership } from '../../../../../src/core/model/snapshot';
import { listeningPorts } from '../../../../../src/core/ports/listeningPorts';
import { containerActions } from '../../../../../src/extension/containers/actions/containerActions';
import { containersOfRow } from '../../../../../src/extension/containers/actions/rowContainers';
import { containerCommands } from '../../../../../src/extension/containers/actions/containerActions.contributions';
import { Names } from '../../../../../src/extension/names';
import { portRow } from '../../../../../src/extension/views/listeningPorts/portRows';
import { groupRow, RowOfSocket } from '../../../../../src/extension/views/sockets/socketRows';
import { nodeOf, type Row, type RowNode } from '../../../../../src/extension/views/tree/row';
import { containerId, dbContainer, dockerProxy } from '../../../knownContainers';
import { DB_FACTS } from '../../../namespaces';
import { type MadeSocket, process, snapshot } from '../../../snapshots';
import { FakeTerminal } from '../../units/fakeTerminal';

const DB = dbContainer();
/** What makes a web server's of it. */
const WEB: Partial<ContainerFacts> = {
  image: 'nginx:1',
  ports: [{ transport: 'tcp', hostAddress: '0.0.0.0', hostPort: 15_432, containerPort: 80 }],
};
const CACHE = dbContainer({
  id: containerId('c'),
  name: 'cache',
  networkMode: 'host',
  networks: [],
  ports: [],
  keepers: [],
  composeFiles: ['/srv/compose.yml'],
});
const PUBLISHED: MadeSocket = { local: ['0.0.0.0', 15_432], uid: 0, pids: [700] };
const inside = (id: string): ProcessOwner =>
  process({ membership: { container: { runtime: 'docker', id } } });

const node = (row: Row): RowNode => nodeOf('id', undefined, row, []);

describe('rows with a container', () => {
  let screen: FakeTerminal;
  let selection: readonly RowNode[];
  let known: readonly ContainerFacts[];
  let engines: Containers['engines'];
  let looked: number;
  beforeEach(() => {
    screen = new FakeTerminal();
    [selection, known, engines, looked] = [[], [DB, CACHE], [], 0];
  });
  afterEach(() => screen.dispose());

  const sources = (): Parameters<typeof portRow>[1] =>
    ({
      names: new Names(() => assert.fail('no names were expected to be asked for')),
      snapshot: () => snapshot([], [], { containers: known }),
      roots: { of: () => [] },
    }) as unknown as Parameters<typeof portRow>[1];

  /** A row of Listening Ports. */
  const portNode = (socket: MadeSocket, ...owners: ProcessOwner[]): RowNode => {
    const [port] = listeningPorts(snapshot([socket], owners, { containers: known }));
    return node(portRow(port ?? assert.fail(), sources()));
  };
  /** A row of Connections. */
  const socketNode = (socket: MadeSocket, ...owners: ProcessOwner[]): RowNode => rowNode({}, socket, owners);
  const rowNode = (
    more: Partial<InetRow>,
    socket: MadeSocket = { pids: [] },
    owners: readonly ProcessOwner[] = [],
  ): RowNode => {
    const machine = snapshot([socket], owners);
    const row = { key: '', readAt: 0, kind: 'inet', socket: inetSocketAt(machine.inet, 0) } as const;
    return node(new RowOfSocket('', { ...row, ...inetOwnership(machine, 0), ...more }, 'none', sources()));
  };
  const groupOf = (subject: GroupSubject): RowNode =>
    node(groupRow({ id: '1', subject, count: 1, view: 'connections' }, sources()));
  const groupNode = (owner: ProcessOwner): RowNode => groupOf({ by: 'process', owner, reasons: [] });

  const run = async (
    command: keyof typeof containerCommands,
    row?: RowNode,
    rows?: readonly RowNode[],
  ): Promise<void> => {
    const actions = containerActions({
      state: {
        asked: async () => {
          looked++;
          return known;
        },
        get list() {
          return known;
        },
        get last() {
          return { takenAt: 0, containers: known, engines };
        },
      },
      uid: () => 1000,
      selection: () => selection,
    });
    const [, act] = actions.find(([{ id }]) => id === containerCommands[command].id) ?? assert.fail(command);
    await act(row, rows);
  };

  it('say so to menus, and what there is of it', () => {
    const flags = ({ row }: RowNode): string[] =>
      (row.flags ?? []).filter((flag) => ['ofContainer', 'composed', 'published'].includes(flag));
    const connected: MadeSocket = { ...PUBLISHED, state: 1, remote: ['10.0.0.1', 4] };
    const flagsOfPublished = (): unknown =>
      [portNode(PUBLISHED, dockerProxy()), socketNode(connected, dockerProxy())].map(flags);
    assert.deepEqual(
      flagsOfPublished(),
      [['ofContainer'], ['ofContainer']],
      'no browser speaks to PostgreSQL',
    );
    known = [dbContainer(WEB)];
    assert.deepEqual(flagsOfPublished(), [
      ['ofContainer', 'published'],
      ['ofContainer', 'published'],
    ]);
    known = [DB, CACHE];
    assert.deepEqual(flags(portNode({ pids: [42] }, inside(CACHE.id))), ['ofContainer', 'composed']);
    assert.deepEqual(flags(socketNode({ pids: [42] }, inside(CACHE.id))), ['ofContainer', 'composed']);
    assert.deepEqual(flags(groupNode(inside(CACHE.id))), ['ofContainer', 'composed']);
    assert.deepEqual(flags(portNode({ pids: [42] }, inside(containerId('e')))), ['ofContainer']);
    assert.deepEqual(flags(portNode({ pids: [42] }, process())), []);
    assert.deepEqual(flags(groupNode(process())), []);
  });

  it('are those of its addresses, too, and of the network namespace that it is in', () => {
    const ids = (row: RowNode): string[] => containersOfRow(row, known).map(({ facts }) => facts.name ?? '');
    const [localContainer, foreignContainer] = [CACHE, DB];
    assert.deepEqual(ids(rowNode({ foreignContainer })), ['db']);
    assert.deepEqual(ids(rowNode({ localContainer, foreignContainer })), ['cache', 'db']);
    assert.deepEqual(
      ids(rowNode({ localContainer: DB, foreignContainer }, { pids: [42] }, [inside(CACHE.id)])),
      ['cache', 'db'],
      'that of who has it first, each once',
    );
    assert.deepEqual(ids(rowNode({ namespace: DB_FACTS })), ['db']);
    assert.deepEqual(
      ids(rowNode({ namespace: DB_FACTS }, { pids: [42] }, [inside(CACHE.id)])),
      ['cache'],
      'who has it is known better',
    );
  });

  it('are those that a group stands for', () => {
    const ids = (subject: GroupSubject): string[] =>
      containersOfRow(groupOf(subject), known).map(({ facts }) => facts.name ?? '');
    known = [DB, CACHE, dbContainer({ id: containerId('d'), name: 'far', isHere: false })];
    assert.deepEqual(ids({ by: 'container', container: DB }), ['db']);
    assert.deepEqual(ids({ by: 'container', container: undefined }), []);
    assert.deepEqual(ids({ by: 'project', project: 'shop' }), ['db', 'cache']);
    assert.deepEqual(ids({ by: 'project', project: undefined }), []);
    assert.deepEqual(ids({ by: 'foreignHost', address: '172.18.0.2', container: DB }), ['db']);
    assert.deepEqual(ids({ by: 'namespace', namespace: DB_FACTS }), ['db']);
    assert.deepEqual(ids({ by: 'namespace', namespace: undefined }), []);
    assert.deepEqual(ids({ by: 'localPort', port: 80, protocol: 'tcp' }), []);
  });

  it('have lines typed and not run: by the id, at the engine’s socket', async () => {
    const docker = 'docker -H unix:///var/run/docker.sock';
    for (const row of [portNode(PUBLISHED, dockerProxy()), socketNode({ pids: [42] }, inside(DB.id))]) {
      await run('followContainerLogs', row);
      await run('openContainerShell', row);
    }
    const lines = [`${docker} logs -f ${DB.id}`, `${docker} exec -it ${DB.id} sh`];
    assert.deepEqual(screen.typed, [...lines, ...lines]);
    assert.equal(screen.sent.length, 4, 'nothing is run');
    assert.deepEqual(screen.picks, []);
  });

  it('have lines without an engine too, and where there can be none it is said why', async () => {
    engines = [{ socket: '/var/run/docker.sock', runtime: 'docker', outcome: 'denied' }];
    const { engine: _engine, name: _name, ...proc } = DB;
    known = [proc];
    await run('followContainerLogs', portNode(PUBLISHED, dockerProxy()));
    assert.deepEqual(screen.typed, [`sudo docker -H unix:///var/run/docker.sock logs -f ${DB.id}`]);
    const owner = (runtime: 'docker' | 'lxc', id: string): ProcessOwner =>
      process({ membership: { container: { runtime, id } } });
    await run('openContainerShell', portNode({ pids: [42] }, owner('docker', '0123456789ab')));
    await run('openContainerShell', portNode({ pids: [42] }, owner('lxc', containerId('f'))));
    await run('openContainerShell', portNode({ pids: [42] }, owner('docker', '$(id)')));
    assert.equal(screen.sent.length, 1);
    assert.match(
      screen.said,
      /^No command is offered for container 0123456789ab\. Only a part of its id is known\./,
    );
    assert.match(screen.said, /No tool is known that reaches containers of its runtime\./);
  });

  it('are copied by name, id and address', async () => {
    const row = portNode(PUBLISHED, dockerProxy());
    const other = portNode({ pids: [42] }, inside(CACHE.id));
    for (const [command, text] of [
      ['copyContainerName', 'db'],
      ['copyContainerId', DB.id],
      ['copyContainerAddress', '172.18.0.2'],
    ] as const) {
      await run(command, row);
      assert.equal(screen.copied, text);
    }
    await run('copyContainerName', other, [row, other]);
    assert.equal(screen.copied, 'cache\ndb', 'the row whose menu it was comes first');
    screen.copied = '';
    await run('copyContainerAddress', other);
    await run('copyContainerName', portNode({ pids: [42] }, inside(containerId('e'))));
    assert.equal(screen.copied, '');
    assert.match(screen.said, /^Container cccccccccccc .* uses the network of this machine/);
    assert.match(screen.said, /\nThe name of container eeeeeeeeeeee is not known\.$/);
  });

  it('are opened in the browser at the port of the host, and not where it is known inside alone', async () => {
    await run('openContainerInBrowser', portNode({ pids: [42] }, inside(CACHE.id)));
    await run('openContainerInBrowser', portNode(PUBLISHED, dockerProxy()));
    assert.equal(
      screen.said.match(/publishes no port that answers a browser/g)?.length,
      2,
      'PostgreSQL does not',
    );
    assert.deepEqual(screen.browsed, []);
    known = [dbContainer(WEB)];
    await run('openContainerInBrowser', portNode(PUBLISHED, dockerProxy()));
    assert.deepEqual(screen.browsed, ['http://localhost:15432']);
    known = [
      dbContainer({
        ports: [
          { transport: 'tcp', hostAddress: '127.0.0.2', hostPort: 18_080, containerPort: 80 },
          { transport: 'udp', hostPort: 53, containerPort: 53 },
          { transport: 'tcp', hostAddress: '::1', hostPort: 18_443, containerPort: 443 },
          { transport: 'tcp', hostAddress: 'fd00::1', hostPort: 8443, containerPort: 80 },
        ],
      }),
    ];
    screen.picked = 1;
    await run('openContainerInBrowser', socketNode({ pids: [42] }, inside(DB.id)));
    assert.deepEqual(screen.picks, [
      [
        'http://127.0.0.2:18080 → 80 inside',
        'https://localhost:18443 → 443 inside',
        'http://[fd00::1]:8443 → 80 inside',
      ],
    ]);
    assert.equal(screen.browsed[1], 'https://localhost:18443');
  });

  it('need not be there for the command palette, which asks for a container, those of the selection first', async () => {
    await run('copyContainerId');
    assert.deepEqual(screen.picks, [
      ['db postgres:16 · shop · docker · aaaaaaaaaaaa', 'cache postgres:16 · shop · docker · cccccccccccc'],
    ]);
    assert.deepEqual([screen.copied, looked], [DB.id, 1]);
    selection = [portNode({ pids: [42] }, inside(CACHE.id))];
    await run('copyContainerId');
    assert.match(screen.picks[1]?.[0] ?? '', /^cache /);
    assert.equal(screen.copied, CACHE.id);
    screen.picked = -1;
    await run('copyContainerId');
    await run('followContainerLogs');
    assert.deepEqual([screen.copied, screen.typed], [CACHE.id, []], 'the user gave up');
    selection = [];
    known = [{ ...DB, isHere: false }];
    await run('followContainerLogs');
    assert.match(screen.said, /^No container is seen to run on this machine\./);
  });

  it('are gone where they have closed', async () => {
    const row = portNode(PUBLISHED, dockerProxy());
    row.mark = 'closed';
    await run('followContainerLogs', row);
    assert.deepEqual(screen.sent, []);
    assert.match(screen.said, /^No container is known that has it\./);
  });
});
