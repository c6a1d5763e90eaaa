import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareStates } from '../../../../src/core/compare/compare';
import { statesText } from '../../../../src/core/compare/comparedStates';
import { MOST_DIFFERENCES } from '../../../../src/core/model/comparison';
import { allRows } from '../../../../src/core/query/page/selectedRows';
import { engineOn } from '../../node/engineOn';
import { type FakeReader, tcpTable } from '../../node/fakeReader';
import { rareMachine } from '../../rareMachine';

async function statesOf(reader: FakeReader): Promise<string> {
  return statesText(allRows(await engineOn(reader).scan('all', true)));
}

function machine(...sockets: readonly { port: number; inode: number }[]): FakeReader {
  const reader = rareMachine();
  reader.files.set('self/net/tcp', tcpTable(sockets));
  reader.processes.set(70, { startTime: 200, comm: 'web', sockets: [3001] });
  reader.processes.set(71, { startTime: 201, comm: 'evil\n\tname', sockets: [3002] });
  return reader;
}

describe('comparing snapshots', () => {
  it('finds nothing where nothing happened, whatever sockets there are', async () => {
    const states = await statesOf(machine({ port: 80, inode: 3001 }));
    const { opened, closed, changed, same } = compareStates(states, states);
    assert.deepEqual([opened, closed, changed], [[], [], []]);
    assert.equal(same, states.split('\n').length - 1);
    assert.ok(same > 20);
  });

  it('tells what opened, closed and changed hands', async () => {
    const before = await statesOf(machine({ port: 80, inode: 3001 }, { port: 90, inode: 3002 }));
    const after = await statesOf(machine({ port: 80, inode: 3002 }, { port: 3000, inode: 3001 }));
    const { opened, closed, changed } = compareStates(before, after);
    assert.deepEqual(opened, [{ name: 'tcp 127.0.0.1:3000 *:*', state: 'LISTEN', owners: 'web (70)' }]);
    assert.deepEqual(
      closed.map(({ name }) => name),
      ['tcp 127.0.0.1:90 *:*'],
    );
    assert.deepEqual(changed, [
      {
        before: { name: 'tcp 127.0.0.1:80 *:*', state: 'LISTEN', owners: 'web (70)' },
        after: { name: 'tcp 127.0.0.1:80 *:*', state: 'LISTEN', owners: 'evil name (71)' },
      },
    ]);
  });

  it('sorts ports by number', () => {
    const after = [3000, 80, 443].map((port) => `tcp 127.0.0.1:${port} *:*\tLISTEN\t\n`).join('');
    const names = compareStates('', after).opened.map(({ name }) => name);
    assert.deepEqual(names, ['tcp 127.0.0.1:80 *:*', 'tcp 127.0.0.1:443 *:*', 'tcp 127.0.0.1:3000 *:*']);
  });

  it('counts all of very many, and keeps the first', () => {
    const after = Array.from({ length: MOST_DIFFERENCES + 5 }, (_, i) => `unix ${i}\t\t\n`).join('');
    const { opened, counts } = compareStates('', after);
    assert.deepEqual([opened.length, counts.opened], [MOST_DIFFERENCES, MOST_DIFFERENCES + 5]);
  });

  it('compares very many sockets of one name, as a busy UNIX socket has them', () => {
    const lines = (count: number, owner: string): string =>
      `unix STREAM /run/x\tCONNECTED\t${owner}\n`.repeat(count);
    const { counts, same } = compareStates(
      lines(200_000, 'a (1)'),
      lines(50_000, 'a (1)') + lines(1, 'b (2)'),
    );
    assert.deepEqual([same, counts], [50_000, { opened: 0, closed: 149_999, changed: 1 }]);
  });

  it('accounts for each socket once, several of one name too', () => {
    const line = fc.record({
      name: fc.constantFrom('tcp a', 'tcp b', 'unix c'),
      state: fc.constantFrom('LISTEN', ''),
      owners: fc.constantFrom('', 'web (1)'),
    });
    const text = (lines: readonly { name: string; state: string; owners: string }[]): string =>
      lines.map(({ name, state, owners }) => `${name}\t${state}\t${owners}\n`).join('');
    fc.assert(
      fc.property(fc.array(line), fc.array(line), (before, after) => {
        const { counts, same } = compareStates(text(before), text(after));
        assert.equal(same + counts.closed + counts.changed, before.length);
        assert.equal(same + counts.opened + counts.changed, after.length);
      }),
    );
  });
});
