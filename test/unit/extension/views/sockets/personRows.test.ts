import assert from 'node:assert/strict';
import '../../fakeVscode';
import type { Grouping, SocketRow } from '../../../../../src/core/model/page';
import type { ProcessOwner } from '../../../../../src/core/model/process';
import { compareText } from '../../../../../src/core/query/page/compareText';
import { Pages } from '../../../../../src/core/query/page/pages';
import { selectedRows } from '../../../../../src/core/query/page/selectedRows';
import { Names } from '../../../../../src/extension/names';
import { rowsOfSockets } from '../../../../../src/extension/views/sockets/socketRows';
import type { Row } from '../../../../../src/extension/views/tree/row';
import { pageRequest } from '../../../pageRequest';
import { type MadeSocket, process, snapshot } from '../../../snapshots';

const VITE = process({ description: { what: 'vite', project: 'shop' } });
const CHROME = process({ pid: 77, comm: 'chrome', startTime: 5 });
const POSTGRES = process({
  pid: 812,
  comm: 'postgres',
  startTime: 50,
  description: { what: 'postgres 16/main' },
});
const OWNERS = [VITE, CHROME, POSTGRES];

function within(from: readonly [number, number[]], to: readonly [number, number[]], state = 1): MadeSocket[] {
  const ends = ([port, pids]: typeof from, [there]: typeof to): MadeSocket => ({
    local: ['127.0.0.1', port],
    remote: ['127.0.0.1', there],
    state,
    pids,
    inode: port,
  });
  return [ends(from, to), ends(to, from)];
}

const LISTENERS: MadeSocket[] = [
  { local: ['127.0.0.1', 5432], pids: [812], inode: 1 },
  { local: ['0.0.0.0', 5173], pids: [42], inode: 2 },
];

interface Looks {
  readonly groupBy?: Grouping;
  readonly mode?: 'numbers' | 'services';
  /** Milliseconds that passed since the sockets were read. */
  readonly after?: number;
}

function looks(
  sockets: readonly MadeSocket[],
  { groupBy = 'none', mode = 'services', after = 0 }: Looks = {},
  prepare: (taken: ReturnType<typeof snapshot>) => void = () => {},
): { readonly rows: readonly Row[]; readonly groups: readonly Row[] } {
  const taken = snapshot([...LISTENERS, ...sockets], OWNERS, { takenAt: Date.now() - after });
  prepare(taken);
  const names = new Names(
    () => Promise.resolve([]),
    () => mode,
  );
  const sources = {
    engine: { ancestors: () => Promise.resolve([]) },
    names,
    roots: { of: () => [] },
    snapshot: () => taken,
  };
  const question = pageRequest({ groupBy });
  const shown = rowsOfSockets('connections', sources, () => question);
  return {
    rows: selectedRows(taken, { kind: 'page', ...question }).map((row: SocketRow) =>
      shown.socket(row.key, row),
    ),
    groups: new Pages().changes(taken, question).groups.map((group) => shown.group(group)),
  };
}

function told(row: Row | undefined): [label?: string, description?: string] {
  return [row?.label, row?.description] as [string, string];
}

describe('rows of Connections', () => {
  it('begin with who is at the other end, and end with the port that is one of many', () => {
    const { rows } = looks(within([40_000, [42]], [5432, [812]]));
    const [client, server] = [
      rows.find(({ label }) => label.startsWith('→')),
      rows.find(({ label }) => label.startsWith('←')),
    ];
    assert.deepEqual(told(client), [
      '→ postgres 16/main :5432',
      'ESTABLISHED · vite · shop (42) · ↔ pid 812 · from :40000',
    ]);
    assert.deepEqual(told(server), [
      '← vite · shop',
      'to :5432 · ESTABLISHED · postgres 16/main (812) · ↔ pid 42 · from :40000',
    ]);
  });

  it('read as sentences', () => {
    const { rows } = looks(within([40_000, [42]], [5432, [812]]));
    assert.deepEqual(rows.map(({ spoken = '' }) => spoken).sort(compareText), [
      'Connection from vite of shop to postgres 16/main at port 5432, established, process 812, other end pid 42',
      'Connection of vite of shop to postgres 16/main at port 5432, established, process 42, other end pid 812',
    ]);
  });

  it('name who waits there where the other end has nobody, or is gone', () => {
    const gone: MadeSocket = {
      local: ['127.0.0.1', 40_000],
      remote: ['127.0.0.1', 5432],
      state: 2,
      pids: [42],
    };
    assert.equal(looks([gone]).rows[0]?.label, '→ postgres 16/main :5432');
    assert.equal(looks([{ ...gone, remote: ['127.0.0.1', 5433] }]).rows[0]?.label, '→ localhost :5433');
  });

  it('say what an address is for, and the address alone where the user wants numbers', () => {
    const metadata: MadeSocket = { local: ['10.0.0.1', 40_000], remote: ['169.254.169.254', 80], state: 1 };
    assert.equal(looks([metadata]).rows[0]?.label, '→ cloud metadata :80');
    assert.equal(looks([metadata], { mode: 'numbers' }).rows[0]?.label, '→ 169.254.169.254 :80');
    assert.equal(looks([{ ...metadata, remote: ['8.8.8.8', 443] }]).rows[0]?.label, '→ 8.8.8.8 :443');
  });

  it('say when TIME_WAIT ends, and of no owner', () => {
    const over: MadeSocket = {
      local: ['127.0.0.1', 40_000],
      remote: ['127.0.0.1', 5432],
      state: 6,
      inode: 0,
    };
    const [row] = looks([over], { after: 18_000 }, ({ inet }) => {
      inet.timer[2] = 3;
      inet.timerWhen[2] = 6_000;
    }).rows;
    assert.deepEqual(told(row), ['→ postgres 16/main :5432', 'TIME_WAIT · ends in 42 s · from :40000']);
    assert.equal(row?.spoken, 'Connection to postgres 16/main at port 5432, time wait, ends in 42 s');
  });

  it('are found by the words that they show', () => {
    const taken = snapshot([...LISTENERS, ...within([40_000, [42]], [5432, [812]])], OWNERS);
    const found = (filter: string): (number | undefined)[] =>
      selectedRows(taken, { kind: 'page', ...pageRequest({ filter }) }).map(({ socket }) => socket.inode);
    assert.deepEqual(found('postgres'), [5432, 40_000]);
    assert.deepEqual(found('chrome'), []);
    assert.equal(found('localhost').length, 2);
    assert.equal(found('loc').length, 0, 'what is shorter stands in too many names');
    assert.deepEqual(found('process:postgres'), [5432], 'a key asks for the owner');
  });
});

describe('groups of processes in Connections', () => {
  it('are called as people call them, and count no listener', () => {
    const { groups } = looks(within([40_000, [42]], [5432, [812]]), { groupBy: 'process' });
    assert.deepEqual(
      groups.map((group) => [...told(group), group.spoken]),
      [
        ['postgres 16/main', '812 · 1 connection', 'postgres 16/main, process 812, 1 connection'],
        ['vite · shop', '42 · 1 connection', 'vite of shop, process 42, 1 connection'],
      ],
    );
  });

  it('are sent again, with their rows, once it is known what the process is', () => {
    const pages = new Pages();
    const sockets = within([40_000, [42]], [5432, [812]]);
    const unnamed: ProcessOwner = process();
    const first = pages.changes(
      snapshot(sockets, [unnamed, POSTGRES]),
      pageRequest({ expanded: ['42 100'] }),
    );
    const { groups, rows } = pages.changes(
      snapshot(sockets, [VITE, POSTGRES], { sequence: 2 }),
      pageRequest({ expanded: ['42 100'], revision: first.revision }),
    );
    assert.deepEqual(
      groups.map(({ id }) => id),
      ['42 100'],
    );
    assert.deepEqual(
      rows.flatMap((each) =>
        each.rows.flatMap(({ owners }) => owners.map(({ description }) => description?.what)),
      ),
      ['vite'],
    );
  });
});
