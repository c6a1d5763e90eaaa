import assert from 'node:assert/strict';
import { said } from '../../fakeVscode';
import type { NamespaceChoice } from '../../../../../src/core/model/namespace';
import type { Grouping } from '../../../../../src/core/model/page';
import type { Snapshot } from '../../../../../src/core/model/snapshot';
import { Pages } from '../../../../../src/core/query/page/pages';
import { selectedRows } from '../../../../../src/core/query/page/selectedRows';
import { detailsText } from '../../../../../src/extension/details/detailsText';
import { socketsNow } from '../../../../../src/extension/details/socketsNow';
import { Names } from '../../../../../src/extension/names';
import { portFor } from '../../../../../src/extension/ports/choosePort';
import { rowFlags } from '../../../../../src/extension/views/rows.contributions';
import { rowsOfSockets } from '../../../../../src/extension/views/sockets/socketRows';
import { nodeOf, type Row, type SocketNode } from '../../../../../src/extension/views/tree/row';
import {
  DB_SPACE,
  FROM_HOST,
  namespace,
  namespaced,
  part,
  TO_DB,
} from '../../../core/query/page/otherNamespaces';
import { likelyOwner } from '../../../likelyOwners';
import { pageRequest } from '../../../pageRequest';
import type { MadeSocket } from '../../../snapshots';
import { FakeEngine } from '../../fakeEngine';

const ALL: NamespaceChoice = { kind: 'all' };
const LISTENER: MadeSocket = { local: ['172.17.0.2', 9000], inode: 3 };
const HOSTS = new Names(
  (addresses) => Promise.resolve(addresses.map(() => 'host.example')),
  () => 'hosts',
);

function sourcesOf(taken: Snapshot, names = HOSTS): Parameters<typeof rowsOfSockets>[1] {
  return {
    engine: { ancestors: () => Promise.resolve([]) },
    names,
    roots: { of: () => [] },
    snapshot: () => taken,
  };
}

const DB_LISTENER: MadeSocket = { local: ['172.17.0.2', 5432], inode: 4 };
const MACHINE = namespaced([TO_DB], [part(DB_SPACE, [FROM_HOST, LISTENER, DB_LISTENER])]);

/** The rows of Connections of all namespaces, by the inodes of their sockets. */
function rows(taken = MACHINE, groupBy: Grouping = 'none'): Map<number | undefined, SocketNode['row']> {
  const question = { ...pageRequest({ groupBy }), namespace: ALL, showsListening: true };
  const shown = rowsOfSockets('connections', sourcesOf(taken), () => question);
  const found = selectedRows(taken, { kind: 'page', ...question });
  return new Map(found.map((row) => [row.socket.inode, shown.socket(row.key, row)]));
}

function groups(groupBy: Grouping, taken = MACHINE): Row[] {
  const question = { ...pageRequest({ groupBy }), namespace: ALL };
  const shown = rowsOfSockets('connections', sourcesOf(taken), () => question);
  return new Pages().changes(taken, question).groups.map((group) => shown.group(group));
}

async function textOf(row: Row | undefined): Promise<string> {
  const tooltip = (await row?.tooltip?.()) ?? [];
  return tooltip.flatMap(({ fields }) => fields.map((field) => field.join(': '))).join('\n');
}

describe('rows of Connections with containers', () => {
  it('show a container for its address, in words too, whatever a name server says', async () => {
    HOSTS.host('172.17.0.2');
    await Promise.resolve();
    const row = rows().get(1);
    assert.equal(row?.label, '→ db :5432');
    assert.match(row.spoken ?? '', /^Connection of psql to db at port 5432, established, process 42, /);
    assert.match(row.description ?? '', /↔ postgres \(pid 4242\) in container db · /);
    assert.match(row.spoken ?? '', /, other end postgres \(pid 4242\) in container db/);
  });

  it('say where each is, where all network namespaces are shown, and where its other end is', async () => {
    const [own, other] = [rows().get(1), rows().get(2)];
    assert.doesNotMatch(own?.description ?? '', /psql \(42\) · in /);
    assert.match(
      other?.description ?? '',
      /^to db:5432 · ESTABLISHED · in container db · postgres \(4242\) · ↔ pid 42 on this machine · /,
    );
    assert.doesNotMatch(rows(MACHINE, 'namespace').get(2)?.description ?? '', /in container db · /);
    const one = { ...MACHINE, namespaces: { ...MACHINE.namespaces, wish: { shown: { kind: 'own' } } } };
    assert.doesNotMatch(rows(one as Snapshot).get(2)?.description ?? '', / · in container db/);
    assert.match(await textOf(own), /^Other end: in container db, postgres \(pid 4242\), inode 2$/m);
    const text = await textOf(other);
    assert.match(text, /^Other end: on this machine, psql \(pid 42\), inode 1$/m);
    assert.match(text, /^Network namespace: container db$/m);
    assert.match(text, /^Read: /m);
  });

  it('show it for the local address in the container’s network', () => {
    assert.match(rows().get(2)?.description ?? '', /^to db:5432 · /);
    assert.equal(rows().get(3)?.label, 'db:9000');
  });

  it('keep the number in the tooltip and what is copied, with the container beside it', async () => {
    const row = rows().get(1);
    assert.equal(row?.copyValues?.foreignAddress, '172.17.0.2:5432');
    const text = await textOf(row);
    assert.match(text, /^Foreign address: 172\.17\.0\.2:5432/m);
    assert.match(text, /^Foreign container: db \(postgres:16\), service db of shop$/m);
    assert.doesNotMatch(text, /host\.example/);
  });

  it('tell container, image and project of a socket in its network, though no owner is seen', async () => {
    const text = await textOf(rows().get(3));
    assert.match(text, /^Container: db$/m);
    assert.match(text, /^Image: postgres:16$/m);
    assert.match(text, /^Compose project: shop$/m);
  });

  it('stand in groups of containers, projects and namespaces', async () => {
    const labels = (by: Grouping): unknown[] =>
      groups(
        by,
        namespaced([TO_DB, { inode: 8, remote: ['10.0.0.9', 80], state: 1 }], [part(DB_SPACE, [FROM_HOST])]),
      ).map(({ label, description }) => [label, description]);
    assert.deepEqual(labels('container'), [
      ['db', 'postgres:16 · shop · docker · 2 connections'],
      ['no container', '1 connection'],
    ]);
    assert.deepEqual(labels('project'), [
      ['shop', '2 connections'],
      ['no project of Compose', '1 connection'],
    ]);
    const [own, other] = groups('namespace');
    assert.match(await textOf(other), /^Image: postgres:16$/m);
    assert.equal(own?.label, 'this machine');
    assert.equal(other?.label, 'container db');
  });

  it('name the group of an address after the container that has it', () => {
    const taken = namespaced([TO_DB], []);
    const shown = rowsOfSockets('connections', sourcesOf(taken), () => pageRequest());
    const [group] = new Pages().changes(taken, pageRequest({ groupBy: 'foreignHost' })).groups;
    assert.ok(group !== undefined);
    const { label, description } = shown.group(group);
    assert.deepEqual([label, description], ['db', '172.17.0.2 · 1 connection']);
  });
});

describe('rows of another network namespace', () => {
  const elsewhere = namespaced(
    [],
    [part(namespace(2), [{ ...FROM_HOST, pids: [], likelyOwner: likelyOwner() }])],
  );
  const row = rows(elsewhere).get(2);
  assert.ok(row !== undefined);

  it('are not offered to be proven by a line that asks about this one', () => {
    assert.equal(row.flags?.includes(rowFlags.likely), false);
  });

  it('are no port of this machine that could be explained or freed', async () => {
    said.length = 0;
    assert.equal(await portFor(nodeOf('', undefined, row, []), new FakeEngine(), 'Free Port'), undefined);
    assert.match(said.join(), /^Port 5432 of this row is in another network/);
  });

  it('are not asked of the kernel, which would answer of this one, and say so', async () => {
    const [now] = await socketsNow([row.socket], elsewhere, {
      socketFacts: () => Promise.reject(new Error('asked')),
    });
    assert.deepEqual(now?.told, {});
    const facts = { ...sourcesOf(elsewhere), snapshot: elsewhere, origins: [], served: [] };
    const sockets = [{ row: row.socket, isGone: false, told: {} }];
    const text = detailsText({ id: '', title: '', sockets: [row.socket], owners: [] }, { ...facts, sockets });
    assert.match(text, /^ {2}The kernel tells more of sockets in the network namespace of Netstat alone/m);
    assert.match(text, / as \/proc\/4002\/net\/tcp has it$/m);
    assert.doesNotMatch(text, /To prove who has it/);
  });
});
