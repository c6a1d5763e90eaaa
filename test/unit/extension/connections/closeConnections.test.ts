import { FakeTerminal, NO } from '../units/fakeTerminal';
import assert from 'node:assert/strict';
import type { CloseOutcome, FoundConnection } from '../../../../src/core/model/connection';
import { inetSocketAt } from '../../../../src/core/model/inetTable';
import type { InetRow } from '../../../../src/core/model/page';
import { inetOwnership } from '../../../../src/core/model/snapshot';
import type { CloseAnswer } from '../../../../src/extension/connections/closeAnswers';
import { commands } from '../../../../src/extension/connections/closeConnection.command';
import { connectionCommands } from '../../../../src/extension/connections/closeConnection.contributions';
import {
  type CloseConnections,
  makeCloseConnections,
  tellClosed,
} from '../../../../src/extension/connections/closeConnections';
import { DisposableStore } from '../../../../src/extension/lifetime';
import type { Log } from '../../../../src/extension/log';
import { nodeOf, type RowNode } from '../../../../src/extension/views/tree/row';
import { dbFacts } from '../../namespaces';
import { type MadeSocket, process, snapshot } from '../../snapshots';
import { FakeEngine } from '../fakeEngine';

const NODE = process({ pid: 42 });
const WEB = process({ pid: 43, comm: 'web', commandLine: ['web'] });
const SSHD = process({ pid: 44, comm: 'sshd', executable: '/usr/sbin/sshd' });
const OWN_PID = 9;
const HOST = process({ pid: OWN_PID, comm: 'node' });
const SOCKETS: readonly MadeSocket[] = [
  { local: ['127.0.0.1', 4000], remote: ['127.0.0.1', 80], state: 1, inode: 7, pids: [42] },
  { local: ['127.0.0.1', 80], remote: ['127.0.0.1', 4000], state: 1, inode: 8, pids: [43] },
  { local: ['10.0.0.1', 2222], remote: ['10.0.0.2', 5000], state: 1, inode: 9, pids: [44] },
  { local: ['10.0.0.1', 6000], remote: ['10.0.0.2', 443], state: 1, inode: 11, pids: [OWN_PID] },
  { local: ['10.0.0.1', 80], remote: ['10.0.0.2', 5001], state: 6, inode: 0 },
  { local: ['127.0.0.1', 80], inode: 10, pids: [43] },
];
const [CLIENT, , SSH, WINDOW, WAITING, LISTENER] = [0, 1, 2, 3, 4, 5] as const;
const MACHINE = snapshot(SOCKETS, [NODE, WEB, SSHD, HOST]);

function node(row: number, more: Partial<InetRow> = {}): RowNode {
  const socket: InetRow = {
    ...{ kind: 'inet', key: String(row), readAt: 0, socket: inetSocketAt(MACHINE.inet, row) },
    ...inetOwnership(MACHINE, row),
    ...more,
  };
  return nodeOf(String(row), undefined, { id: String(row), label: '', socket }, []);
}

describe('Close Connection…', () => {
  let screen: FakeTerminal;
  let engine: FakeEngine;
  let refreshed: number;
  let closeConnections: CloseConnections;
  let selection: RowNode[];

  beforeEach(() => {
    screen = new FakeTerminal();
    engine = new FakeEngine();
    engine.onScan = () => MACHINE;
    refreshed = 0;
    selection = [];
    const log = { info: () => undefined, error: () => undefined } as unknown as Log;
    const monitor = { refresh: async () => void refreshed++ };
    closeConnections = makeCloseConnections({ engine, monitor, log, ownPid: OWN_PID, sshConnection: '' });
  });
  afterEach(() => {
    screen.dispose();
    assert.ok(
      screen.sent.every(({ isRun }) => !isRun),
      'nothing is run',
    );
    assert.equal(engine.consumers, 0);
  });

  /** Runs the command as a menu or the palette does, and waits until its message is answered. */
  async function run(...args: unknown[]): Promise<void> {
    const connections = { tree: { get selection() { return selection; } }, provider: { view: 'connections' } }; // prettier-ignore
    const parts = { connections, closeConnections } as unknown as Parameters<typeof commands>[0];
    const [[declared, handle] = assert.fail('no command')] = commands(parts, new DisposableStore());
    assert.equal(declared, connectionCommands.closeConnection);
    await handle(...(args as never[]));
    await new Promise(setImmediate);
  }

  /** The user says yes to as many modals. */
  function agree(times = 1): void {
    screen.chosen = undefined;
    let asked = 0;
    screen.onModal = () => {
      const yes = screen.messages.at(-1)?.actions[1];
      screen.chosen = asked++ < times ? yes : undefined;
    };
  }

  it('names both ends and both programs, closes by the cookie, tells it and refreshes', async () => {
    agree();
    await run(node(CLIENT));
    const [question, answer, ...others] = screen.messages;
    assert.deepEqual(others, []);
    assert.equal(question?.text, 'Close the connection 127.0.0.1:4000 → 127.0.0.1:80?');
    assert.match(
      question?.detail ?? '',
      /^State: ESTABLISHED\nThis end: pid 42 “node”\nOther end: pid 43 “web”\n\nThe programs go on, and get an error at once.*ECONNABORTED/,
    );
    assert.deepEqual(question?.actions, [NO, 'Close Connection']);
    assert.equal(answer?.text, 'Closed 127.0.0.1:4000 → 127.0.0.1:80: the kernel has it no more.');
    assert.deepEqual(engine.closed, [[4000]]);
    assert.equal(refreshed, 1);
  });

  it('closes nothing where the user does not agree', async () => {
    await run(node(CLIENT));
    assert.deepEqual([engine.closed, screen.messages.length], [[], 1]);
  });

  it('says of TIME_WAIT what comes of it, and that no program has it', async () => {
    agree();
    await run(node(WAITING));
    const detail = screen.messages[0]?.detail ?? '';
    assert.match(
      detail,
      /^State: TIME_WAIT\nThis end: no process, the kernel keeps it\nOther end: closed as well/,
    );
    assert.match(detail, /the port can be taken again at once\.$/);
    assert.doesNotMatch(detail, /ECONNABORTED/);
  });

  it('lists several in one question', async () => {
    agree();
    await run(node(CLIENT), [node(CLIENT), node(WAITING)]);
    const [question, answer] = screen.messages;
    assert.equal(question?.text, 'Close 2 connections?');
    assert.match(
      question?.detail ?? '',
      /^127\.0\.0\.1:4000 → 127\.0\.0\.1:80 · ESTABLISHED · pid 42 “node” ↔ pid 43 “web”\n10\.0\.0\.1:80 → 10\.0\.0\.2:5001 · TIME_WAIT · no process, the kernel keeps it\n\n/,
    );
    assert.deepEqual(engine.closed, [[4000, 80]]);
    assert.match(
      answer?.text ?? '',
      /^Closed 127\.0\.0\.1:4000 → 127\.0\.0\.1:80, 10\.0\.0\.1:80 → .*: the kernel/,
    );
  });

  for (const [what, row, words] of [
    ['this window', WINDOW, /This window works over .*, or forwards something over it/],
    [
      'sshd',
      SSH,
      /logged in from another machine over .* \(sshd or its like\): whoever it is, perhaps you, is cut off/,
    ],
  ] as const) {
    it(`names what carries ${what}, and needs a second yes`, async () => {
      agree(1);
      await run(node(row));
      const [first, second] = screen.messages;
      assert.match(first?.detail ?? '', /^WARNING: /);
      assert.match(first?.detail ?? '', words);
      assert.match(second?.text ?? '', /^Somebody works over 10\.0\.0\.1:\d+ → .* Close it all the same\?$/);
      assert.match(second?.detail ?? '', words);
      assert.deepEqual(engine.closed, []);
      agree(2);
      await run(node(row));
      assert.equal(engine.closed.length, 1);
    });
  }

  it('knows the SSH connection that the window came through', async () => {
    const log = { info: () => undefined } as unknown as Log;
    const close = makeCloseConnections({
      ...{ engine, log, ownPid: 1, monitor: { refresh: async () => undefined } },
      sshConnection: '10.0.0.2 443 10.0.0.1 6000',
    });
    await close([{ socket: inetSocketAt(MACHINE.inet, WINDOW) }]);
    assert.match(screen.messages[0]?.detail ?? '', /This window works over/);
  });

  it('takes the selection where no row is given, as by the command palette', async () => {
    selection = [node(CLIENT)];
    agree();
    await run();
    assert.deepEqual(engine.closed, [[4000]]);
  });

  it('asks for a row where there is none, or one that lingers or is no connection', async () => {
    const lingering = node(CLIENT);
    lingering.mark = 'closed';
    for (const args of [[], [lingering], [{}], [nodeOf('g', undefined, { id: 'g', label: '' }, [])]])
      await run(...args);
    assert.equal(screen.messages.length, 4);
    assert.match(screen.said, /^(Select a row with a connection first\.\n?){4}$/);
  });

  it('asks for no more than can be read', async () => {
    await run(
      node(CLIENT),
      Array.from({ length: 21 }, () => node(CLIENT)),
    );
    assert.deepEqual(
      screen.messages.map(({ actions }) => actions),
      [[]],
    );
    assert.match(screen.said, /^Select at most 20 connections/);
  });

  describe('says what was not done, and asks nobody for it', () => {
    const told = async (found: FoundConnection['kind'], row: RowNode): Promise<string> => {
      engine.onFindConnection = (seen) =>
        found === 'found'
          ? { kind: found, connection: { ...seen, device: 0, cookie: [1, 1] } }
          : { kind: found };
      await run(row);
      assert.ok(screen.messages.every(({ detail }) => detail === undefined));
      return screen.said;
    };
    const LEFT: Readonly<Record<string, RegExp>> = {
      gone: /^Not closed: 127\.0\.0\.1:4000 → 127\.0\.0\.1:80, since it has ended already/,
      changed: /since another socket has its ends by now/,
      untold: /since the kernel could not be asked/,
    };
    for (const [kind, words] of Object.entries(LEFT)) {
      it(kind, async () => assert.match(await told(kind as 'gone', node(CLIENT)), words));
    }
    it('a listener', async () => {
      assert.match(
        await told('refused', node(LISTENER)),
        /what listens, and what is not connected, is never closed/,
      );
    });
    it('another network namespace', async () => {
      assert.match(
        await told('found', node(CLIENT, { namespace: dbFacts() })),
        /it is in another network namespace/,
      );
      assert.deepEqual(engine.closed, []);
    });
  });

  describe('says what came of it', () => {
    const OUTCOMES: readonly (readonly [CloseOutcome, RegExp])[] = [
      [{ kind: 'gone' }, /^Not closed: .*, since it has ended already/],
      [{ kind: 'changed' }, /another socket has its ends by now/],
      [{ kind: 'remains' }, /^The kernel says that it closed .*, and has it still/],
      [{ kind: 'unsupported' }, /CONFIG_INET_DIAG_DESTROY\), and ss -K cannot either/],
      [{ kind: 'untold' }, /the kernel could not be asked/],
      [{ kind: 'failed', code: 'ENOBUFS' }, /the system said ENOBUFS/],
    ];
    for (const [outcome, words] of OUTCOMES) {
      it(outcome.kind, async () => {
        engine.onCloseConnection = () => outcome;
        agree();
        await run(node(CLIENT));
        const answer = screen.messages.at(-1);
        assert.match(answer?.text ?? '', words);
        assert.deepEqual(answer?.actions, [], 'no line is offered');
      });
    }
  });

  describe('where the right is lacking', () => {
    async function denied(hasProgram: boolean, ...rows: number[]): Promise<CloseAnswer> {
      engine.onCloseConnection = () => ({ kind: 'denied' });
      agree();
      const answer = await closeConnections(rows.map((row) => ({ socket: inetSocketAt(MACHINE.inet, row) })));
      assert.ok(answer);
      screen.chosen = 'Type sudo Command in Terminal';
      await tellClosed(answer, (name) => name === 'ss' && hasProgram);
      return answer;
    }

    it('has the line typed, not run, with the four of each, once that is chosen', async () => {
      const { isGood, isDone } = await denied(true, CLIENT, WAITING);
      assert.deepEqual([isGood, isDone], [false, false]);
      const { text, actions } = screen.messages.at(-1) ?? {};
      assert.match(
        text ?? '',
        /the system permits that to root alone \(CAP_NET_ADMIN\)\. With sudo, ss can: .*whatever has these four by then is closed/,
      );
      assert.deepEqual(actions, ['Type sudo Command in Terminal']);
      await new Promise(setImmediate);
      assert.deepEqual(screen.typed, [
        "sudo ss -tnK state connected '( src 127.0.0.1:4000 and dst 127.0.0.1:80 ) or ( src 10.0.0.1:80 and dst 10.0.0.2:5001 )'",
      ]);
    });

    it('types nothing where there is no ss, and says so', async () => {
      await denied(false, CLIENT);
      const { text, actions } = screen.messages.at(-1) ?? {};
      assert.match(text ?? '', /there is none on the PATH: install the package iproute2/);
      assert.deepEqual(actions, []);
      assert.deepEqual(screen.sent, []);
    });
  });

  it('tells of a failure, and closes nothing more', async () => {
    engine.onScan = () => {
      throw new Error('it is broken');
    };
    await run(node(CLIENT));
    assert.deepEqual(
      screen.messages.map(({ text }) => text),
      ['Nothing more was closed, since this failed: it is broken'],
    );
  });
});
