import assert from 'node:assert/strict';
import '../fakeVscode';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { rowsOf } from '../../../../src/core/query/page/pageSources';
import { waysFrom } from '../../../../src/extension/navigate/waysFrom';
import type { Row } from '../../../../src/extension/views/tree/row';
import { process, snapshot } from '../../snapshots';

const curl = process({ pid: 99, startTime: 900, comm: 'curl', commandLine: ['curl'] });
const taken = snapshot(
  [
    { local: ['127.0.0.1', 3000], state: 10, inode: 500, pids: [42] },
    { local: ['127.0.0.1', 3000], remote: ['127.0.0.1', 4000], state: 1, inode: 501, pids: [42] },
    { local: ['127.0.0.1', 4000], remote: ['127.0.0.1', 3000], state: 1, inode: 502, pids: [99] },
    { local: ['10.0.0.1', 4001], remote: ['10.0.0.9', 443], state: 6, inode: 0 },
  ],
  [process(), curl],
);
const socket = (at: number): Row => ({ id: 'x', label: 'x', socket: rowsOf('connections', taken).row(at) });
const shown = (row: Row): string[] => waysFrom(row).map(({ title, args }) => [title, ...args].join(' '));

describe('where the hover of a row leads', () => {
  it('is from a port to its clients, and to all that its process has open', () => {
    const [port] = listeningPorts(taken);
    assert.ok(port);
    assert.deepEqual(shown({ id: 'x', label: 'x', port }), [
      'Show Clients clients port tcp 500',
      'Show All Sockets of Process sockets process 42 100',
    ]);
  });

  it('is from a connection to its other end and details, where something tells it from others', () => {
    assert.deepEqual(shown(socket(1)), [
      'Show Other End otherEnd socket inet 501',
      'Show Details details socket inet 501',
      'Show All Sockets of Process sockets process 42 100',
    ]);
    assert.deepEqual(shown(socket(3)), []);
  });

  it('is nowhere from what stands for none of these', () => {
    assert.deepEqual(shown({ id: 'r', label: 'default' }), []);
  });
});
