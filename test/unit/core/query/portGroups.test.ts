import assert from 'node:assert/strict';
import { type ListeningPort, listeningPorts } from '../../../../src/core/ports/listeningPorts';
import {
  comparePortsBy,
  folderOf,
  groupPorts,
  windowGroup,
  type PortGrouping,
} from '../../../../src/core/query/portGroups';
import { rulePorts } from '../../../../src/core/ports/rulePorts';
import { containerId, dbContainer, dockerProxy } from '../../knownContainers';
import { type MadeSocket, process, snapshot } from '../../snapshots';

const sockets: readonly MadeSocket[] = [
  { local: ['127.0.0.1', 3000], inode: 1, pids: [42] },
  { local: ['0.0.0.0', 3001], inode: 2, pids: [42] },
  { local: ['127.0.0.1', 3002], inode: 3, pids: [43], uid: 0 },
  { local: ['0.0.0.0', 3003], inode: 4, uid: 0 },
];
const owners = [
  process({ workingDirectory: '/srv/app/server' }),
  process({ pid: 43, uid: 0, comm: 'apache', commandLine: ['apache'], workingDirectory: '/' }),
];
const folders = [
  { name: 'all', path: '/srv' },
  { name: 'app', path: '/srv/app' },
];
const ports = listeningPorts(snapshot(sockets, owners));

function asMine(port: ListeningPort): ListeningPort {
  return { ...port, ...(port.leader && { leader: { ...port.leader, isMine: true } }) };
}

function grouped(by: Exclude<PortGrouping, 'none' | 'auto'>): string[] {
  const rows = ports.map((port) => ({ port }));
  return groupPorts(rows, by, folders).map(
    ({ id, rows: found }) => `${id}: ${found.map(({ port }) => port.port).join(' ')}`,
  );
}

describe('groups of listening ports', () => {
  it('are made by process, those of nobody known last', () => {
    assert.deepEqual(grouped('process'), [
      'process 42 100: 3000 3001',
      'process 43 100: 3002',
      'process  : 3003',
    ]);
  });

  it('are made by address and by user', () => {
    assert.deepEqual(grouped('address'), ['address 127.0.0.1: 3000 3002', 'address 0.0.0.0: 3001 3003']);
    assert.deepEqual(grouped('user'), ['user 1000: 3000 3001', 'user 0: 3002 3003']);
  });

  it('are made by the innermost folder of the workspace, apart from what is in none and what is not known', () => {
    assert.deepEqual(grouped('folder'), ['folder /srv/app: 3000 3001', 'folder : 3002', 'folder ?: 3003']);
  });

  it('are made by container and by Compose project, the rest last', () => {
    const web = dbContainer({
      ...{ id: containerId('b'), name: 'web', service: 'web', keepers: [], publishesOn: 'here' },
      ports: [{ transport: 'tcp', hostPort: 8080, containerPort: 80 }],
    });
    const { project: _project, ...lone } = dbContainer({
      ...{ id: containerId('c'), name: 'lone', keepers: [], publishesOn: 'here' },
      ports: [{ transport: 'tcp', hostPort: 9090, containerPort: 90 }],
    });
    const machine = snapshot(
      [{ local: ['0.0.0.0', 15_432], pids: [700], uid: 0 }, { pids: [42] }],
      [dockerProxy(), process()],
      { containers: [dbContainer(), web, lone] },
    );
    const listening = listeningPorts(machine);
    const rows = [...listening, ...rulePorts(machine, listening)].map((port) => ({ port }));
    const grouped = (by: PortGrouping & ('container' | 'project')): string[] =>
      groupPorts(rows, by, []).map(
        ({ id, rows: own }) => `${id}: ${own.map(({ port }) => port.port).join(' ')}`,
      );
    assert.deepEqual(grouped('container'), [
      `container ${containerId('a')}: 15432`,
      `container ${containerId('b')}: 8080`,
      `container ${containerId('c')}: 9090`,
      'container : 3000',
    ]);
    assert.deepEqual(grouped('project'), ['project shop\0: 15432 8080', 'project: 3000 9090']);
  });

  it('take no folder for another that begins with its name', () => {
    assert.equal(folderOf('/srv/application', folders)?.name, 'all');
    assert.equal(folderOf('/srvshop', folders), undefined);
    assert.equal(folderOf('/etc', [{ name: 'root', path: '/' }])?.name, 'root');
  });
});

describe('the order of listening ports', () => {
  const sorted = (compare: (a: ListeningPort, b: ListeningPort) => number): number[] =>
    ports.toSorted(compare).map(({ port }) => port);

  it('is by port, by the name of the process or by address, then by port', () => {
    assert.deepEqual(sorted(comparePortsBy('port')), [3000, 3001, 3002, 3003]);
    assert.deepEqual(sorted(comparePortsBy('process')), [3002, 3000, 3001, 3003]);
    assert.deepEqual(sorted(comparePortsBy('address')), [3001, 3003, 3000, 3002]);
  });

  it('have those of this window apart, at the top, where there are some', () => {
    const rows = ports.map((port) => ({ port }));
    const mine = windowGroup(rows.map(({ port }) => ({ port: port.port === 3000 ? asMine(port) : port })));
    assert.deepEqual(
      mine.groups.map(({ id, subject, rows: own }) => [id, subject.by, own.length]),
      [['window', 'window', 1]],
    );
    assert.equal(mine.rest.length, rows.length - 1);
    const none = windowGroup(rows);
    assert.deepEqual([none.groups, none.rest], [[], rows]);
  });
});

describe('ports by the name of who has them', () => {
  it('are in the order of what people call them, as their rows do', () => {
    const named = [
      process({ pid: 1, comm: 'node', description: { what: 'vite' } }),
      process({ pid: 2, comm: 'python3', description: { what: 'http.server' } }),
      process({ pid: 3, comm: 'ruby' }),
    ];
    const taken = snapshot(
      named.map(({ pid }) => ({ local: ['127.0.0.1', 3000 + pid], inode: pid, pids: [pid] })),
      named,
    );
    const sorted = [...listeningPorts(taken)].sort(comparePortsBy('process'));
    assert.deepEqual(
      sorted.map(({ port }) => port),
      [3002, 3003, 3001],
    );
  });
});
