/** The list as it is seen at a glance: with the ports of a usual machine, and with many more. */
import assert from 'node:assert/strict';
import '../../fakeVscode';
import type { ProcessOwner } from '../../../../../src/core/model/process';
import { listeningPorts } from '../../../../../src/core/ports/listeningPorts';
import { MOST_WITHOUT_GROUPS } from '../../../../../src/core/query/portOverview';
import { Names } from '../../../../../src/extension/names';
import { groupedRows } from '../../../../../src/extension/views/listeningPorts/groupRows';
import { portRow } from '../../../../../src/extension/views/listeningPorts/portRows';
import type { Row } from '../../../../../src/extension/views/tree/row';
import { dbContainer, dockerProxy } from '../../../knownContainers';
import { likelyOwner, POSTGRES_UNIT } from '../../../likelyOwners';
import { type MadeSocket, process, snapshot } from '../../../snapshots';

const LOCAL = '127.0.0.1';
const ALL = '0.0.0.0';

function owner(pid: number, what: string, project?: string, more: Partial<ProcessOwner> = {}): ProcessOwner {
  return process({ pid, description: { what, ...(project !== undefined && { project }) }, ...more });
}

const OWNERS = [
  owner(18_543, 'vite', 'shop', { isMine: true, windowRoots: [7] }),
  owner(18_600, 'manage.py runserver', 'backend'),
  owner(42, 'node a.js', undefined, { commandLine: ['node', '--inspect', 'a.js'] }),
  owner(901, 'extension host'),
  process({ pid: 902, comm: 'beam' }),
  dockerProxy(),
];
const FEW: readonly MadeSocket[] = [
  { local: [ALL, 22], uid: 0, likelyOwner: likelyOwner() },
  { local: [LOCAL, 3000], pids: [18_543] },
  { local: [LOCAL, 5432], uid: 70, likelyOwner: POSTGRES_UNIT },
  { local: [LOCAL, 6379], uid: 0 },
  { local: [ALL, 8000], pids: [18_600] },
  { local: [LOCAL, 9229], pids: [42] },
  { local: [ALL, 15_432], pids: [700] },
];
const MANY: readonly MadeSocket[] = [
  ...FEW,
  ...Array.from({ length: 40 }, (_, i): MadeSocket => ({ local: [LOCAL, 40_000 + i], pids: [901] })),
  ...Array.from({ length: 12 }, (_, i): MadeSocket => ({ local: [LOCAL, 52_000 + i], pids: [902] })),
];

function seen(sockets: readonly MadeSocket[], isNew: (port: number) => boolean = () => false): Row[] {
  const users = new Map([
    [0, 'root'],
    [70, 'postgres'],
  ]);
  const numbered = sockets.map((socket, i): MadeSocket => ({ ...socket, inode: i + 1 }));
  const taken = snapshot(numbered, OWNERS, { containers: [dbContainer()], users });
  const names = new Names(() => Promise.resolve([]));
  const facts = {
    engine: { ancestors: () => Promise.resolve([]) },
    names,
    roots: {
      of: ({ windowRoots = [] }: Pick<ProcessOwner, 'windowRoots'>) =>
        windowRoots.map(() => ({ task: 'dev' })),
    },
    snapshot: () => taken,
    grouping: () => 'auto' as const,
    isOverview: () => sockets.length > MOST_WITHOUT_GROUPS,
    isNew: ({ port }: { readonly port: number }) => isNew(port),
  };
  const rows = listeningPorts(taken).map((port) => portRow(port, facts));
  return groupedRows(rows, 'auto', [], taken, names);
}

const texts = (rows: readonly Row[] = []): string[] =>
  rows.map(({ label, description = '' }) => `${label} | ${description}`);

describe('Listening Ports at a glance', () => {
  it('says of few ports what each is, and what tells it from others', () => {
    const [mine, ...others] = seen(FEW);
    assert.deepEqual(texts(mine && [mine, ...(mine.children ?? [])]), [
      'This Window | 1 port',
      '3000  vite · shop | this machine only · task “dev” · 18543',
    ]);
    assert.deepEqual(texts(others), [
      '22  ~sshd | ssh.service · root · network',
      '5432  ~postgresql@16-ma… | postgresql@16-main.service · postgres · this machine only',
      '6379  unknown owner | redis · this machine only',
      '8000  manage.py… · back… | network · 18600',
      '9229  Node debugger | this machine only · 42',
      '15432  db | postgres:16 · shop · network',
    ]);
  });

  it('has of many an overview whose groups are as open as there is room', () => {
    const rows = seen(MANY);
    assert.deepEqual(texts(rows), [
      'This Window | 1 port',
      'Open to the Network | 2 ports',
      'Containers | 1 port · 1 from the network',
      'extension host | 40 ports',
      'beam | 12 ports',
      '5432  ~postgresql@16-ma… | postgresql@16-main.service · postgres · this machine only',
      '6379  unknown owner | redis · this machine only',
      '9229  Node debugger | this machine only · 42',
    ]);
    assert.deepEqual(
      rows.slice(0, 5).map(({ isOpen }) => isOpen),
      [true, true, true, false, false],
    );
    const network = rows[1]?.children ?? [];
    assert.deepEqual(texts(network), ['22  ~sshd | ssh.service · root', '8000  manage.py… · back… | 18600']);
    assert.match(network[0]?.spoken ?? '', /, reachable from the network$/, 'said, since the group is not');
  });

  it('says the name of a unit once, though a row has room for its beginning alone', () => {
    const unit = seen(FEW).find(({ port }) => port?.port === 5432);
    assert.equal(unit?.spoken, 'Port 5432, likely postgresql@16-main.service, postgres, this machine only');
  });

  it('tells of groups how many in them are new, in which they would be hidden', () => {
    const [, network, , host] = seen(MANY, (port) => port === 22 || port >= 40_037);
    assert.equal(network?.description, '2 ports · 1 new');
    assert.equal(host?.spoken, 'extension host, 40 ports · 3 new');
  });
});
