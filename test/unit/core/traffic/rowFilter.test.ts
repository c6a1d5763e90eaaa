import assert from 'node:assert/strict';
import type { TrafficRow } from '../../../../src/core/model/traffic';
import { isError } from '../../../../src/core/query/filter/filter';
import { parseFilter } from '../../../../src/core/query/filter/parse';
import { rowsOf } from '../../../../src/core/query/page/pageSources';
import { filterOfRows } from '../../../../src/core/traffic/rowFilter';
import { process, snapshot } from '../../snapshots';

const taken = snapshot([
  { local: ['127.0.0.1', 4000], remote: ['10.0.0.1', 443], state: 1 },
  { local: ['127.0.0.1', 4001], remote: ['10.0.0.1', 443], state: 1 },
  { protocol: 'tcp6', local: ['::1', 3000] },
]);
const row = (at: number): Extract<TrafficRow, { kind: 'connections' | 'listeners' }> => ({
  kind: at === 2 ? 'listeners' : 'connections',
  row: rowsOf('connections', taken).row(at),
  isClosed: false,
});

describe('a filter that leaves some rows of Traffic', () => {
  const cases: readonly (readonly [string, readonly TrafficRow[]])[] = [
    ['localport:4000 foreignaddress:10.0.0.1 foreignport:443', [row(0)]],
    ['localport:4000,4001 foreignaddress:10.0.0.1 foreignport:443', [row(0), row(1)]],
    ['localport:3000', [row(2)]],
    ['pid:42', [{ kind: 'processes', owner: process(), name: 'node' }]],
    ['', [{ kind: 'processes', owner: undefined, name: 'unknown, short-lived' }]],
    ['container:abcdefabcdef', [{ kind: 'containers', id: 'abcdef'.repeat(10), name: 'db' }]],
    [
      'foreignaddress:2001:db8::1,10.0.0.1',
      [
        { kind: 'hosts', address: '2001:db8::1' },
        { kind: 'hosts', address: '10.0.0.1' },
      ],
    ],
    ['', []],
  ];
  for (const [wanted, rows] of cases)
    it(`is ${wanted || 'none where nothing can be asked for'}: ${rows.map(({ kind }) => kind).join()}`, () => {
      assert.equal(filterOfRows(rows), wanted);
      assert.ok(!isError(parseFilter(wanted)));
    });
});
