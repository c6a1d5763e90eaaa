import assert from 'node:assert/strict';
import '../fakeVscode';
import { isError } from '../../../../src/core/query/filter/filter';
import { parseFilter } from '../../../../src/core/query/filter/parse';
import { rowsOf } from '../../../../src/core/query/page/pageSources';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { filterTerms, type FilterTerms } from '../../../../src/extension/navigate/filterTerms';
import type { Row } from '../../../../src/extension/views/tree/row';
import { type MadeSocket, process, snapshot } from '../../snapshots';

function ofSocket(socket: MadeSocket): FilterTerms {
  const row = rowsOf('connections', snapshot([socket], [process()])).row(0);
  return filterTerms({ id: 'x', label: 'x', socket: row });
}

function ofGroup(subject: NonNullable<Row['group']>['subject']): FilterTerms {
  return filterTerms({ id: 'x', label: 'x', group: { id: 'x', subject, count: 1, view: 'connections' } });
}

describe('what the views can be filtered by from a row', () => {
  it('is of a connection its other end, the port that is served, its process and state', () => {
    const terms = ofSocket({
      local: ['10.0.0.2', 43210],
      remote: ['10.0.0.9', 5432],
      state: 8,
      pids: [42],
    });
    assert.deepEqual(terms, {
      address: 'address:10.0.0.9',
      port: 'port:5432',
      process: 'pid:42',
      state: 'state:close_wait',
    });
  });

  it('is of a port its number, and no address where that stands for all', () => {
    const [port] = listeningPorts(snapshot([{ local: ['0.0.0.0', 3000], pids: [42] }], [process()]));
    assert.ok(port);
    assert.deepEqual(filterTerms({ id: 'x', label: 'x', port }), {
      port: 'port:3000',
      process: 'pid:42',
      state: 'state:listen',
    });
  });

  it('is of a group what it stands for', () => {
    assert.deepEqual(ofGroup({ by: 'process', owner: process(), reasons: [] }), { process: 'pid:42' });
    assert.deepEqual(ofGroup({ by: 'process', owner: undefined, reasons: [] }), {});
    assert.deepEqual(ofGroup({ by: 'state', state: 6, protocol: 'tcp' }), { state: 'state:time_wait' });
    assert.deepEqual(ofGroup({ by: 'state', state: 3, protocol: 'unix' }), { state: 'state:connected' });
    assert.deepEqual(ofGroup({ by: 'foreignHost', address: '::1' }), { address: 'address:::1' });
    assert.deepEqual(ofGroup({ by: 'localPort', port: 80, protocol: 'tcp' }), { port: 'port:80' });
    assert.deepEqual(ofGroup({ by: 'others' }), {});
  });

  it('is understood by the filter, for every state and address', () => {
    for (let state = 1; state <= 12; state++) {
      for (const remote of [
        ['10.0.0.9', 5432],
        ['::ffff:10.0.0.9', 5432],
        ['fe80::1', 1],
      ] as const) {
        const local = remote[0].includes(':') ? (['::1', 9] as const) : (['127.0.0.1', 9] as const);
        for (const term of Object.values(ofSocket({ local, remote, state, pids: [42] }))) {
          assert.ok(!isError(parseFilter(String(term))), String(term));
        }
      }
    }
  });
});
