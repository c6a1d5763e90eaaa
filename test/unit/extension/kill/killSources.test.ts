import assert from 'node:assert/strict';
import { commands, said } from '../fakeVscode';
import { targetsFor as targetsForCommand } from '../../../../src/extension/kill/killSources';
import { type KillTarget, merged, targetsFor } from '../../../../src/core/kill/targets';
import type { SocketRow } from '../../../../src/core/model/page';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { rowsOf } from '../../../../src/core/query/page/pageSources';
import { killCommands } from '../../../../src/extension/kill/kill.contributions';
import { registerHandlers } from '../../../../src/extension/handlers';
import { commands as handlers } from '../../../../src/extension/kill/kill.command';
import type { Parts } from '../../../../src/extension/api';
import { DisposableStore } from '../../../../src/extension/lifetime';
import { nodeOf, type Row } from '../../../../src/extension/views/tree/row';
import { likelyOwner } from '../../likelyOwners';
import { process, snapshot } from '../../snapshots';

const targetOf = (pid: number, ...inodes: number[]): KillTarget => ({
  process: process({ pid }),
  inodes,
  endpoints: inodes.map((inode) => `socket ${inode}`),
});

describe('what a kill is meant for', () => {
  interface Row {
    readonly view: string;
    readonly pids: readonly number[];
  }
  let selections: Record<string, readonly Row[]>;

  beforeEach(() => {
    selections = { a: [], b: [] };
  });

  const row = (view: string, ...pids: number[]): Row => ({ view, pids });
  const targetsOf = (node: unknown): KillTarget[] | undefined => {
    const { view, pids } = node as Row;
    return view === 'other' ? undefined : pids.map((pid) => targetOf(pid, 1));
  };
  const pids = (...args: unknown[]): number[] | undefined => {
    const views = ['a', 'b'].map((view) => ({
      provider: { view },
      tree: { selection: selections[view] ?? [] },
    }));
    return targetsForCommand(views, args, targetsOf)?.map(({ process }) => process.pid);
  };

  it('are all selected rows, else the one row, whatever view they are of', () => {
    assert.deepEqual(pids(row('a', 1), [row('a', 1), row('b', 2)]), [1, 2]);
    assert.deepEqual(pids(row('b', 3)), [3]);
  });

  it("is a view's selection where a key names the view, whatever is selected elsewhere", () => {
    selections = { a: [row('a', 1)], b: [row('b', 2), row('b', 3)] };
    assert.deepEqual(pids('b'), [2, 3]);
    assert.deepEqual(pids('a'), [1]);
  });

  it('is the only selection there is where nothing is said, and none of several', () => {
    selections = { a: [], b: [row('b', 2)] };
    assert.deepEqual(pids(), [2]);
    selections = { a: [row('a', 1)], b: [row('b', 2)] };
    assert.equal(pids(), undefined);
  });

  it('is no row, or a row without a known owner', () => {
    assert.equal(pids(), undefined);
    assert.equal(pids('elsewhere'), undefined);
    assert.equal(pids(row('other', 1)), undefined);
    assert.deepEqual(pids(row('a')), []);
  });
});

describe('the targets of a row', () => {
  it('are those that stand for its owners, each with the sockets that it holds itself', () => {
    const [parent, worker, other] = [
      process({ pid: 10 }),
      process({ pid: 11, parentPid: 10 }),
      process({ pid: 20 }),
    ];
    const sockets = [
      { inode: 1, owners: [parent, worker], endpoint: 'one' },
      { inode: 2, owners: [other], endpoint: 'two' },
      { inode: 0, owners: [other], endpoint: 'nobody' },
    ];
    assert.deepEqual(
      targetsFor([parent, worker, other], sockets).map(({ process, inodes, endpoints }) => [
        process.pid,
        inodes,
        endpoints,
      ]),
      [
        [10, [1], ['one']],
        [20, [2], ['two']],
      ],
    );
  });

  it('are merged by identity: a pid that was used again is a different process', () => {
    const young = { ...targetOf(10, 3), process: process({ pid: 10, startTime: 999 }) };
    assert.deepEqual(
      merged([targetOf(10, 1), targetOf(10, 1, 2), young]).map(({ inodes }) => inodes),
      [[1, 2], [3]],
    );
  });
});

describe('killing a row whose owner is likely', () => {
  const taken = snapshot([{ uid: 0, likelyOwner: likelyOwner() }], [process({ pid: 812, comm: 'sshd' })]);
  const [port] = listeningPorts(taken);
  const source = rowsOf('connections', taken);
  const socket: SocketRow = source.row(0);
  const subject = source.subject(0, 'process');
  const rows: Record<string, Row> = {
    'a port': { id: 'port', label: '', ...(port && { port }) },
    'a connection': { id: 'socket', label: '', socket },
    'a group': { id: 'group', label: '', group: { id: 'g', subject, count: 1, view: 'connections' } },
  };

  for (const [what, row] of Object.entries(rows)) {
    it(`says of ${what} that nobody is known, and ends nobody`, async () => {
      const ended: unknown[] = [];
      const view = { selection: [] };
      const parts = {
        listeningPorts: view,
        connections: view,
        unixSockets: view,
        signalProcesses: (targets: unknown) => Promise.resolve(void ended.push(targets)),
      };
      const registered = registerHandlers(
        handlers(parts as unknown as Parts, new DisposableStore()),
        async () => [],
        async () => [],
      );
      for (const { id } of Object.values(killCommands)) {
        said.length = 0;
        await commands.get(id)?.(nodeOf(row.id, undefined, row, []));
        assert.deepEqual(said, ['There is nothing to kill: the owner is not known.'], id);
      }
      assert.deepEqual(ended, []);
      registered.dispose();
    });
  }
});
