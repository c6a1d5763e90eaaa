import assert from 'node:assert/strict';
import type { Ancestor } from '../../../../src/core/model/process';
import type { ProcessOwner } from '../../../../src/core/model/process';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { editorProcesses } from '../../../../src/core/kill/editorProcesses';
import { type KillPlan, makePlan, type Purpose } from '../../../../src/core/kill/plan';
import type { KillTarget } from '../../../../src/core/kill/targets';
import { NamespacePortsCache } from '../../../../src/core/ports/namespacePorts';
import { dbFacts, partOf, withParts } from '../../namespaces';
import { type MadeSocket, process, snapshot } from '../../snapshots';
import { FakeEngine } from '../../extension/fakeEngine';
import { chosenBy } from './chosen';

const server: MadeSocket = { local: ['127.0.0.1', 3000], inode: 7, pids: [42] };

describe('the plan of a kill', () => {
  let engine: FakeEngine;
  beforeEach(() => (engine = new FakeEngine()));

  const planFor = (chosen: readonly KillTarget[], purpose: Purpose = { kind: 'kill' }): Promise<KillPlan> =>
    makePlan(chosen, purpose, engine, () => false);

  async function plan(then: readonly MadeSocket[], owners: readonly ProcessOwner[], seen = owners) {
    const chosen = listeningPorts(snapshot([server], seen));
    engine.onScan = () => snapshot(then, owners);
    return planFor(chosenBy(chosen));
  }

  it('looks afresh, and names all ports of the process but only the sockets it was chosen for', async () => {
    const other: MadeSocket = { local: ['10.0.0.1', 9229], inode: 8, pids: [42] };
    const { targets } = await plan([server, other], [process()]);
    assert.deepEqual(engine.scans, [{ scope: 'all', fresh: true }]);
    assert.deepEqual(
      targets[0]?.ports.map(({ port }) => port),
      [3000, 9229],
    );
    assert.deepEqual(targets[0]?.inodes, [7]);
  });

  it('reads the namespace of a process that was chosen there, and knows what it holds', async () => {
    const inside = snapshot([server], [process()]);
    const seen = withParts(snapshot([], [process()]), [partOf(inside, dbFacts())]);
    const chosen = new NamespacePortsCache().portsOf(seen).flatMap(({ ports }) => ports);
    engine.onScan = () => seen;
    const { targets, unfit } = await planFor(chosenBy(chosen));
    const shown = { kind: 'process', pid: 42, startTime: 100 };
    assert.deepEqual(engine.scans, [{ scope: 'all', fresh: true, wish: { shown } }]);
    assert.deepEqual(unfit, []);
    assert.deepEqual(targets[0]?.inodes, [7]);
    assert.deepEqual(
      targets[0].ports,
      [],
      'it has no port of this machine, which could be called free later',
    );
  });

  it('leaves out a process whose pid was reused by now', async () => {
    engine.onStateOf = () => 'replaced';
    const { targets, unfit } = await plan([server], [process({ startTime: 999 })], [process()]);
    assert.deepEqual(targets, []);
    assert.deepEqual(
      unfit.map(({ process, why }) => `${process.startTime} ${why}`),
      ['100 replaced'],
    );
  });

  it('leaves out a process that let go of the socket, even if it holds the port by another', async () => {
    const { targets, unfit } = await plan([{ ...server, inode: 70 }], [process()]);
    assert.deepEqual(targets, []);
    assert.equal(unfit[0]?.why, 'released');
  });

  it('leaves out a process that has ended', async () => {
    engine.onStateOf = () => 'ended';
    assert.equal((await plan([], [], [process()])).unfit[0]?.why, 'ended');
  });

  it('refuses process 1', async () => {
    const init = process({ pid: 1, parentPid: 0, comm: 'systemd' });
    const socket = { ...server, pids: [1] };
    engine.onScan = () => snapshot([socket], [init]);
    const { targets, unfit } = await planFor(chosenBy(listeningPorts(snapshot([socket], [init]))));
    assert.deepEqual(targets, []);
    assert.equal(unfit[0]?.why, 'refused');
  });

  it('takes the process that workers descend from, and siblings each', async () => {
    const family = [process({ pid: 10 }), process({ pid: 11, parentPid: 10 })];
    const siblings = [process({ pid: 20, parentPid: 5 }), process({ pid: 21, parentPid: 5 })];
    for (const [owners, pids] of [
      [family, [10]],
      [siblings, [20, 21]],
    ] as const) {
      const machine = snapshot([{ ...server, pids: owners.map(({ pid }) => pid) }], owners);
      engine.onScan = () => machine;
      const { targets } = await planFor(chosenBy(listeningPorts(machine)));
      assert.deepEqual(
        targets.map(({ process }) => process.pid),
        pids,
      );
    }
  });

  it('asks for connections and UNIX sockets too', async () => {
    const connection: MadeSocket = { local: ['127.0.0.1', 50_000], state: 1, inode: 9, pids: [42] };
    engine.onScan = () => snapshot([connection], [process()]);
    const chosen = [{ process: process(), inodes: [9], endpoints: ['127.0.0.1:50000'] }];
    const { targets } = await planFor(chosen);
    assert.deepEqual(targets[0]?.inodes, [9]);
    assert.deepEqual(targets[0]?.endpoints, ['127.0.0.1:50000']);
    assert.deepEqual(targets[0]?.ports, []);
    assert.equal((await planFor([{ ...chosen[0]!, inodes: [10] }])).unfit[0]?.why, 'released');
  });

  it('tells whose processes the system may protect', async () => {
    const theirs = process({ uid: 0 });
    assert.equal((await plan([server], [theirs])).targets[0]?.isForeign, true);
    assert.equal((await plan([server], [process()])).targets[0]?.isForeign, false);
  });

  it('takes the processes below a target where they are to end with it, and those alone', async () => {
    engine.onScan = () => snapshot([server], [process()]);
    engine.onDescendants = ({ pid }) => [
      { ...process({ pid: 50, parentPid: pid, startTime: 200 }), depth: 1 },
    ];
    const chosen = chosenBy(listeningPorts(snapshot([server], [process()])));
    assert.deepEqual((await planFor(chosen)).targets[0]?.children, []);
    const { targets } = await planFor(chosen, { kind: 'killWithChildren' });
    assert.deepEqual(
      targets[0]?.children.map(({ process, root }) => `${process.pid} below ${root.pid}`),
      ['50 below 42'],
    );
  });

  it('takes what was chosen itself with the one above it, and no second time', async () => {
    const below = process({ pid: 43, parentPid: 42, startTime: 200 });
    const other: MadeSocket = { local: ['127.0.0.1', 3001], inode: 8, pids: [43] };
    const machine = snapshot([server, other], [process(), below]);
    engine.onScan = () => machine;
    engine.onDescendants = ({ pid }) => (pid === 42 ? [{ ...below, depth: 1 }] : []);
    const chosen = chosenBy(listeningPorts(machine));
    const { targets } = await planFor(chosen, { kind: 'killWithChildren' });
    assert.deepEqual(
      targets.map(({ process, children }) => [process.pid, ...children.map((child) => child.process.pid)]),
      [[42, 43]],
    );
    assert.deepEqual(
      targets[0]?.children[0]?.ports.map(({ port }) => port),
      [3001],
    );
    assert.equal((await planFor(chosen)).targets.length, 2);
  });

  it('names a process once, however many of its rows were chosen', async () => {
    const machine = snapshot([server, { ...server, local: ['127.0.0.1', 3001], inode: 8 }], [process()]);
    engine.onScan = () => machine;
    const { targets } = await planFor(chosenBy(listeningPorts(machine)));
    assert.equal(targets.length, 1);
    assert.deepEqual(targets[0]?.inodes, [7, 8]);
  });

  it('looks at each holding of a socket as often, however many ports and processes there are', async () => {
    const planned = async (ports: number, holders: number, areShared: boolean): Promise<number> => {
      let looks = 0;
      const owners = Array.from({ length: areShared ? holders : holders * ports }, (_, index) =>
        Object.defineProperty(process(), 'pid', { get: () => (looks++, 100 + index) }),
      );
      const sockets = Array.from({ length: ports }, (_, index): MadeSocket => {
        const holding = areShared ? owners : owners.slice(index * holders, (index + 1) * holders);
        return { local: ['127.0.0.1', 1 + index], pids: holding.map(({ pid }) => pid) };
      });
      const machine = snapshot(sockets, owners);
      engine.onScan = () => machine;
      const { targets } = await planFor(chosenBy(listeningPorts(machine)));
      assert.deepEqual([targets.length, targets[0]?.ports.length], [owners.length, areShared ? ports : 1]);
      return looks / (ports * holders);
    };
    for (const areShared of [true, false]) {
      const few = await planned(20, 10, areShared);
      for (const [ports, holders] of [
        [400, 10],
        [20, 50],
        [areShared ? 1_000 : 500, 50],
      ] as const) {
        const many = await planned(ports, holders, areShared);
        assert.ok(
          many < few * 2,
          `${ports} of ${holders}: ${many} looks a holding, ${few} where they are few`,
        );
      }
    }
  });
});

describe("VS Code's own processes", () => {
  const ancestor = (pid: number): Ancestor => ({ pid, startTime: 1, comm: 'node', commandLine: [] });

  it('are the extension host, what it descends from and what was started beside it', async () => {
    const engine = new FakeEngine();
    engine.onAncestors = () => [ancestor(200), ancestor(100), ancestor(1)];
    const isEditor = await editorProcesses(engine, 300);
    assert.ok(isEditor(process({ pid: 300, parentPid: 200 })));
    assert.ok(isEditor(process({ pid: 200, parentPid: 100 })));
    assert.ok(isEditor(process({ pid: 301, parentPid: 200 })), 'the host of terminals');
    assert.ok(!isEditor(process({ pid: 400, parentPid: 301 })), "a terminal's shell");
    assert.ok(!isEditor(process({ pid: 500, parentPid: 1 })));
  });

  it('are not all daemons where the server itself is one', async () => {
    const engine = new FakeEngine();
    engine.onAncestors = () => [ancestor(1)];
    const isEditor = await editorProcesses(engine, 300);
    assert.ok(!isEditor(process({ pid: 500, parentPid: 1 })));
  });
});
