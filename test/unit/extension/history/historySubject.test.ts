/** What rows ask of the history. */
import '../fakeVscode';
import assert from 'node:assert/strict';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { rowSubject } from '../../../../src/extension/history/historySubject';
import { rowFlags } from '../../../../src/extension/views/rows.contributions';
import { nodeOf, type Row } from '../../../../src/extension/views/tree/row';
import { process, snapshot } from '../../snapshots';

function subject(row: Partial<Row>): unknown {
  const found = rowSubject(nodeOf('', undefined, { id: '', label: '', ...row }, []));
  return typeof found === 'object' ? { title: found.title, asked: found.asked } : found;
}

describe('the history of a row', () => {
  const owner = process({ pid: 42, startTime: 7 });
  const [port] = listeningPorts(snapshot([{ pids: [42], local: ['0.0.0.0', 3000] }], [owner]));
  assert.ok(port);
  const named = { title: 'History of port 3000 (TCP)', asked: { port: 3000, protocol: 'tcp' } };

  it('is that of its port, its process, its container or its host', () => {
    assert.deepEqual(subject({ port }), named);
    const group = (of: NonNullable<Row['group']>['subject'], label: string): unknown =>
      subject({
        label,
        flags: [rowFlags.group],
        group: { id: '', count: 1, view: 'connections', subject: of },
      });
    assert.deepEqual(group({ by: 'process', owner, reasons: [] }, 'node'), {
      title: 'History of node (42)',
      asked: { pid: 42, startTime: 7 },
    });
    assert.deepEqual(group({ by: 'container', container: { runtime: 'docker', id: 'abc' } }, 'db'), {
      title: 'History of db',
      asked: { container: 'abc' },
    });
    assert.deepEqual(group({ by: 'foreignHost', address: '10.0.0.5' }, 'db.example'), {
      title: 'History of 10.0.0.5',
      asked: { address: '10.0.0.5' },
    });
    assert.equal(group({ by: 'user', uid: 0 }, 'root'), undefined);
    assert.deepEqual(subject({ label: 'node', flags: [rowFlags.group], asked: { pid: 42, startTime: 7 } }), {
      title: 'History of node (42)',
      asked: { pid: 42, startTime: 7 },
    });
  });

  it('is that of an address, without prefix, scope and port', () => {
    const address = (value: string): unknown => subject({ copyValues: { address: value } });
    assert.deepEqual(address('10.0.0.5/24'), {
      title: 'History of 10.0.0.5',
      asked: { address: '10.0.0.5' },
    });
    assert.deepEqual(address('fe80::1%eth0'), { title: 'History of fe80::1', asked: { address: 'fe80::1' } });
    assert.deepEqual(subject({ copyValues: { listening: '172.17.0.2:80' } }), {
      title: 'History of 172.17.0.2',
      asked: { address: '172.17.0.2' },
    });
    assert.deepEqual(subject({ copyValues: { listening: '[fd00::2]:80' } }), {
      title: 'History of fd00::2',
      asked: { address: 'fd00::2' },
    });
    assert.equal(subject({}), undefined);
    assert.equal(rowSubject(undefined), undefined);
  });

  it('is none of another network, of which nothing is recorded', () => {
    const namespace = { id: 5, kind: 'other' } as never;
    assert.equal(subject({ port: { ...port, namespace } }), 'elsewhere');
  });
});
