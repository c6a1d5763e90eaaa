import assert from 'node:assert/strict';
import type { ContainerFacts } from '../../../../src/core/model/container';
import type { NamespaceFacts } from '../../../../src/core/model/namespace';
import type { SocketRow } from '../../../../src/core/model/page';
import type { PrintFormat } from '../../../../src/core/model/print';
import { print } from '../../../../src/core/print/print';
import { allRows } from '../../../../src/core/query/page/selectedRows';
import { visibleText } from '../../../../src/node/netstat/visibleText';
import { dbContainer, dockerProxy } from '../../knownContainers';
import { fakeEtc } from '../../node/engineOn';
import { environmentOn } from '../../node/environmentOn';
import { FakeReader } from '../../node/fakeReader';
import { process, snapshot } from '../../snapshots';

const MACHINE = snapshot(
  [
    { local: ['0.0.0.0', 15_432], uid: 0, pids: [700] },
    { local: ['127.0.0.1', 3000], pids: [42] },
  ],
  [dockerProxy(), process()],
);
const DB = {
  runtime: 'docker',
  id: 'a'.repeat(64),
  name: 'db',
  image: 'postgres:16',
  project: 'shop',
  service: 'db',
  port: 5432,
};
const INSIDE: NamespaceFacts = {
  key: '2',
  inode: 2,
  isOwn: false,
  names: [],
  containers: [{ runtime: 'docker', id: DB.id }],
  processes: 1,
};

async function printed(
  format: PrintFormat,
  containers: readonly ContainerFacts[] | undefined,
  rows: readonly SocketRow[] = allRows(MACHINE),
): Promise<string> {
  const facts = containers && { containers };
  return visibleText(
    await print(rows, { format, numeric: true }, environmentOn(new FakeReader(), fakeEtc()), facts),
  );
}

describe('the container of a row', () => {
  it('is in JSON, with where its port leads', async () => {
    const [db, node] = JSON.parse(await printed('json', [dbContainer()]));
    assert.deepEqual([db.container, db.namespace], [DB, null]);
    assert.deepEqual([node.container, node.namespace], [null, null]);
  });

  it('is in CSV, a column a field', async () => {
    const [header = '', row = ''] = (await printed('csv', [dbContainer()])).split('\n');
    assert.ok(
      header.endsWith(
        ',container.runtime,container.id,container.name,container.image,container.project,container.service,container.port,namespace',
      ),
      header,
    );
    assert.ok(row.endsWith(`,docker,${DB.id},db,postgres:16,shop,db,5432,`), row);
  });

  it('is what /proc tells where no engine does', async () => {
    const { runtime, id, networks, ports, keepers = [], isHere } = dbContainer();
    const [db] = JSON.parse(await printed('json', [{ runtime, id, networks, ports, keepers, isHere }]));
    const unknown = { name: null, image: null, project: null, service: null };
    assert.deepEqual(db.container, { ...DB, ...unknown });
  });

  it('is told with the network namespace of a row that is in another', async () => {
    const rows = allRows(MACHINE).map((row) => ({ ...row, namespace: INSIDE }));
    const [db] = JSON.parse(await printed('json', [dbContainer()], rows));
    assert.equal(db.namespace, 'container db');
  });

  it('changes no letter of netstat’s text', async () => {
    assert.equal(await printed('text', [dbContainer()]), await printed('text', undefined));
  });
});
