import assert from 'node:assert/strict';
import '../../fakeVscode';
import type { Grouping, GroupSummary, SocketRow } from '../../../../../src/core/model/page';
import type { Snapshot } from '../../../../../src/core/model/snapshot';
import { Pages } from '../../../../../src/core/query/page/pages';
import { selectedRows } from '../../../../../src/core/query/page/selectedRows';
import { Names } from '../../../../../src/extension/names';
import { rowsOfSockets } from '../../../../../src/extension/views/sockets/socketRows';
import type { Row } from '../../../../../src/extension/views/tree/row';
import { rowFlags } from '../../../../../src/extension/views/rows.contributions';
import { likelyOwner, POSTGRES_UNIT } from '../../../likelyOwners';
import { pageRequest } from '../../../pageRequest';
import { type MadeSocket, process, snapshot } from '../../../snapshots';

const ACCEPTED = likelyOwner({ processes: [], count: 4, evidence: ['madeInGroup', 'accepted'] });
const FROM: MadeSocket = { local: ['10.0.0.1', 22], remote: ['10.0.0.2', 50_000], state: 1, uid: 0 };

function looks(sockets: readonly MadeSocket[], groupBy: Grouping = 'none'): { rows: Row[]; groups: Row[] } {
  const taken: Snapshot = snapshot(sockets, [process({ membership: { unit: 'web.service' } })], {
    scope: 'all',
  });
  const sources = {
    engine: { ancestors: () => Promise.resolve([]) },
    names: new Names(
      () => Promise.resolve([]),
      () => 'numbers',
    ),
    roots: { of: () => [] },
    snapshot: () => taken,
  };
  const question = pageRequest({ groupBy });
  const shown = rowsOfSockets('connections', sources, () => question);
  const rows = selectedRows(taken, { kind: 'page', ...question }).map((row: SocketRow) =>
    shown.socket(row.key, row),
  );
  const groups = new Pages().changes(taken, question).groups.map((group: GroupSummary) => shown.group(group));
  return { rows, groups };
}

async function textOf(row: Row | undefined): Promise<string> {
  const tooltip = (await row?.tooltip?.()) ?? [];
  return tooltip
    .flatMap(({ heading = '', fields }) => [heading, ...fields.map((field) => field.join(': '))])
    .join('\n');
}

describe('rows of Connections whose owner is likely', () => {
  it('name the process with a mark, and the unit behind it', () => {
    const [row] = looks([{ ...FROM, likelyOwner: likelyOwner() }]).rows;
    assert.equal(row?.label, '← 10.0.0.2');
    assert.equal(row.description, 'to :22 · ESTABLISHED · ~sshd ssh.service · from :50000');
    assert.equal(row.spoken, 'Connection from 10.0.0.2 to likely sshd at port 22, established, ssh.service');
  });

  it('name the unit alone of a connection that it accepted, and say so in the tooltip', async () => {
    const [row] = looks([{ ...FROM, likelyOwner: ACCEPTED }]).rows;
    assert.equal(row?.description, 'to :22 · ESTABLISHED · ~ssh.service · from :50000');
    assert.match(await textOf(row), /^: Likely ssh\.service: accepted for ssh\.service\.$/m);
    assert.equal(row.flags?.includes(rowFlags.owned), false);
  });

  it('leave out the unit where they are grouped by it, and all of it where they are grouped by process', () => {
    const [byUnit] = looks([{ ...FROM, likelyOwner: likelyOwner() }], 'unit').rows;
    assert.equal(byUnit?.description, 'to :22 · ESTABLISHED · ~sshd · from :50000');
    assert.match(byUnit.spoken ?? '', / to likely sshd at port 22, /);
    const [byProcess] = looks([{ ...FROM, likelyOwner: likelyOwner() }], 'process').rows;
    assert.equal(byProcess?.description, 'to :22 · ESTABLISHED · from :50000');
    assert.match(byProcess.spoken ?? '', / to likely sshd at port 22, established, ssh\.service$/);
  });

  it('name who likely has the other end', async () => {
    const sockets: MadeSocket[] = [
      { local: ['127.0.0.1', 50_000], remote: ['127.0.0.1', 5432], state: 1, pids: [42] },
      { local: ['127.0.0.1', 5432], remote: ['127.0.0.1', 50_000], state: 1, likelyOwner: POSTGRES_UNIT },
    ];
    const row = looks(sockets).rows.find(({ label }) => label === '→ ~postgresql@16-main.service :5432');
    assert.equal(
      row?.spoken,
      'Connection of node to likely postgresql@16-main.service at port 5432, established, process 42',
    );
    assert.match(
      await textOf(row),
      /Other end: on this machine, likely postgresql@16-main\.service, inode 5001/,
    );
  });
});

describe('groups of Connections', () => {
  const sockets: MadeSocket[] = [
    { ...FROM, likelyOwner: likelyOwner() },
    { ...FROM, remote: ['10.0.0.3', 50_000], likelyOwner: ACCEPTED },
    { ...FROM, remote: ['10.0.0.4', 50_000], pids: [42] },
    { ...FROM, remote: ['10.0.0.5', 50_000] },
    { ...FROM, remote: ['10.0.0.6', 50_000], inode: 0, state: 6 },
  ];

  it('of owners that are likely are marked, and say with which unit and why they are likely', async () => {
    const { groups } = looks(sockets, 'process');
    assert.deepEqual(
      groups.map(({ label, description, spoken }) => [label, description, spoken]),
      [
        ['node', '42 · 1 connection', 'node, process 42, 1 connection'],
        ['~ssh.service', '1 connection', 'likely ssh.service, 1 connection'],
        ['~sshd', 'ssh.service · 1 connection', 'likely sshd, ssh.service, 1 connection'],
        ['no process', 'kept by the kernel · 1 connection', 'no process, kept by the kernel, 1 connection'],
        ['unknown owner', '1 connection', 'unknown owner, 1 connection'],
      ],
    );
    const likely = groups[2];
    assert.equal(likely?.flags?.includes(rowFlags.owned), false);
    assert.deepEqual(
      groups.map(({ icon }) => icon?.id),
      ['server-process', 'server-environment', 'server-process', 'question', 'question'],
    );
    const text = await textOf(likely);
    assert.match(text, /^~sshd\nLikely unit: ssh\.service\nLikely process: sshd \(pid 812\)\n/);
    assert.match(text, /likely and not known: the tooltip of each row tells why/);
    assert.deepEqual(likely.copyValues, undefined);
  });

  it('of units have known and likely owners', () => {
    const { groups } = looks(sockets, 'unit');
    assert.deepEqual(
      groups.map(({ label, description, copyValues }) => [label, description, copyValues?.subject]),
      [
        ['ssh.service', '2 connections', 'ssh.service'],
        ['web.service', '1 connection', 'web.service'],
        ['no process', 'kept by the kernel · 1 connection', undefined],
        ['unknown owner', '1 connection', undefined],
      ],
    );
  });
});
