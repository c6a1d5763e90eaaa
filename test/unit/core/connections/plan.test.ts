import assert from 'node:assert/strict';
import { type CloseDialogs, closePlanned, type CloseReport } from '../../../../src/core/connections/execute';
import { type ClosePlan, planToClose } from '../../../../src/core/connections/plan';
import type { CloseOutcome, FoundConnection } from '../../../../src/core/model/connection';
import { type InetSocket, inetSocketAt } from '../../../../src/core/model/inetTable';
import { FakeEngine } from '../../extension/fakeEngine';
import { dbFacts } from '../../namespaces';
import { process, snapshot } from '../../snapshots';

const NODE = process({ pid: 42 });
const WEB = process({ pid: 43, comm: 'web' });
const SSHD = process({ pid: 44, comm: 'sshd', executable: '/usr/sbin/sshd' });
const MACHINE = snapshot(
  [
    { local: ['127.0.0.1', 4000], remote: ['127.0.0.1', 80], state: 1, inode: 7, pids: [42] },
    { local: ['127.0.0.1', 80], remote: ['127.0.0.1', 4000], state: 1, inode: 8, pids: [43] },
    { local: ['10.0.0.1', 2222], remote: ['10.0.0.2', 5000], state: 1, inode: 9, pids: [44] },
    { local: ['127.0.0.1', 80], inode: 10, pids: [43] },
    { local: ['10.0.0.1', 80], remote: ['10.0.0.2', 5001], state: 6, inode: 0 },
  ],
  [NODE, WEB, SSHD],
);
const [CLIENT, SERVER, SSH, LISTENER, WAITING] = [0, 1, 2, 3, 4].map((row) =>
  inetSocketAt(MACHINE.inet, row),
) as [InetSocket, InetSocket, InetSocket, InetSocket, InetSocket];
const BY = { isOwn: () => false };

function engineOf(
  kindOf: (socket: { inode: number }) => FoundConnection['kind'] = () => 'found',
): FakeEngine {
  const engine = new FakeEngine();
  engine.onScan = () => MACHINE;
  const { onFindConnection } = engine;
  engine.onFindConnection = (seen) => {
    const kind = kindOf(seen);
    return kind === 'found' ? onFindConnection(seen) : { kind };
  };
  return engine;
}

const chosen = (...sockets: InetSocket[]) => sockets.map((socket) => ({ socket }));

describe('a plan to close connections', () => {
  it('has what the kernel has of them, and who has both their ends', async () => {
    const engine = engineOf();
    const { toClose, leftAlone } = await planToClose(chosen(CLIENT, SSH, WAITING), engine, BY);
    assert.deepEqual(leftAlone, []);
    assert.deepEqual(
      toClose.map(({ connection, ownership, peer, carried }) => [
        connection.cookie[0],
        ownership.owners.map(({ pid }) => pid),
        peer?.owners.map(({ pid }) => pid),
        carried,
      ]),
      [
        [4000, [42], [43], undefined],
        [2222, [44], undefined, 'login'],
        [80, [], undefined, undefined],
      ],
    );
    assert.deepEqual(engine.scans, [{ scope: 'all', fresh: true, handOver: 'inet' }]);
  });

  it('knows what carries the window by either end', async () => {
    const isOwn = ({ pid }: { pid: number }): boolean => pid === 43;
    const { toClose } = await planToClose(chosen(CLIENT), engineOf(), { isOwn });
    assert.equal(toClose[0]?.carried, 'window');
  });

  it('leaves alone what the kernel has no more, or what is never closed, and says why', async () => {
    for (const kind of ['gone', 'changed', 'refused', 'untold'] as const) {
      const plan = await planToClose(
        chosen(CLIENT, LISTENER),
        engineOf(({ inode }) => (inode === 10 ? kind : 'found')),
        BY,
      );
      assert.deepEqual(plan.leftAlone, [{ socket: LISTENER, why: kind }]);
      assert.equal(plan.toClose.length, 1);
    }
  });

  it('asks nothing about what is in another network namespace', async () => {
    const engine = engineOf(() => assert.fail('it was asked for'));
    const plan = await planToClose([{ socket: CLIENT, isElsewhere: true }], engine, BY);
    assert.deepEqual(plan.leftAlone, [{ socket: CLIENT, why: 'otherNamespace' }]);
    assert.deepEqual(plan.toClose, []);
  });

  it('keeps the other end that was seen in a container', async () => {
    const peer = { inode: 99, owners: [WEB], namespace: dbFacts() };
    const { toClose } = await planToClose([{ socket: SSH, peer }], engineOf(), BY);
    assert.deepEqual(toClose[0]?.peer, peer);
    const { toClose: local } = await planToClose(
      [{ socket: SSH, peer: { inode: 99, owners: [WEB] } }],
      engineOf(),
      BY,
    );
    assert.equal(local[0]?.peer, undefined, 'here it is looked for anew');
  });
});

describe('closing by a plan', () => {
  /** Says yes to so many questions, and notes them. */
  class Asked implements CloseDialogs {
    readonly asked: string[] = [];
    readonly #yes: number;
    constructor(yes: number) {
      this.#yes = yes;
    }
    async confirm({ toClose }: ClosePlan): Promise<boolean> {
      return this.asked.push(`close ${toClose.length}`) <= this.#yes;
    }
    async confirmCarried(carried: readonly unknown[]): Promise<boolean> {
      return this.asked.push(`carried ${carried.length}`) <= this.#yes;
    }
  }

  async function run(
    sockets: readonly InetSocket[],
    dialogs: CloseDialogs,
    engine = engineOf(),
  ): Promise<CloseReport | undefined> {
    return closePlanned(await planToClose(chosen(...sockets), engine, BY), engine, dialogs);
  }

  const kinds = (report: CloseReport | undefined): CloseOutcome['kind'][] | undefined =>
    report?.results.map(({ outcome }) => outcome.kind);

  it('asks once, and closes by the cookies', async () => {
    const engine = engineOf();
    const dialogs = new Asked(1);
    assert.deepEqual(kinds(await run([CLIENT, WAITING], dialogs, engine)), ['closed', 'closed']);
    assert.deepEqual(dialogs.asked, ['close 2']);
    assert.deepEqual(engine.closed, [[4000, 80]]);
  });

  it('asks a second time where somebody works over one of them', async () => {
    const dialogs = new Asked(2);
    assert.deepEqual(kinds(await run([CLIENT, SSH], dialogs)), ['closed', 'closed']);
    assert.deepEqual(dialogs.asked, ['close 2', 'carried 1']);
  });

  it('closes nothing without each yes', async () => {
    for (const yes of [0, 1]) {
      const engine = engineOf();
      assert.equal(await run([CLIENT, SSH], new Asked(yes), engine), undefined);
      assert.deepEqual(engine.closed, []);
    }
  });

  it('asks nobody where nothing can be closed', async () => {
    const dialogs = new Asked(0);
    const report = await run(
      [LISTENER],
      dialogs,
      engineOf(() => 'refused'),
    );
    assert.deepEqual(report, { results: [], leftAlone: [{ socket: LISTENER, why: 'refused' }] });
    assert.deepEqual(dialogs.asked, []);
  });

  it('takes an end as closed that went along with the other one, and no other that is gone', async () => {
    const engine = engineOf();
    engine.onCloseConnection = ({ inode }) => ({ kind: inode === 7 ? 'closed' : 'gone' });
    assert.deepEqual(kinds(await run([CLIENT, SERVER, WAITING], new Asked(1), engine)), [
      'closed',
      'closed',
      'gone',
    ]);
  });
});
