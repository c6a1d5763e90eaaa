import '../fakeVscode';
import assert from 'node:assert/strict';
import { planToClose } from '../../../../src/core/connections/plan';
import { inetSocketAt } from '../../../../src/core/model/inetTable';
import type { ProcessOwner } from '../../../../src/core/model/process';
import { closeAnswer } from '../../../../src/extension/connections/closeAnswers';
import { carriedQuestion, closeQuestion } from '../../../../src/extension/connections/closeQuestions';
import type { Question } from '../../../../src/extension/kill/questions';
import { LIKELY_SITUATIONS } from '../../likelySituations';
import { type MadeSocket, process, snapshot } from '../../snapshots';
import { FakeEngine } from '../fakeEngine';

const FAR = '2001:db8:1111:2222:3333:4444:5555:6666';

/** What is asked, and once more, where all of these are to be closed. */
async function questions(
  sockets: readonly MadeSocket[],
  owners: readonly ProcessOwner[],
  { port, own }: { readonly port?: number; readonly own?: number } = {},
): Promise<{ readonly first: Question; readonly second: Question }> {
  const machine = snapshot(sockets, owners);
  const engine = new FakeEngine();
  engine.onScan = () => machine;
  const chosen = sockets.map((_, row) => ({ socket: inetSocketAt(machine.inet, row) }));
  const plan = await planToClose(chosen, engine, { isOwn: ({ pid }) => pid === own });
  return { first: closeQuestion(plan, port), second: carriedQuestion(plan.toClose) };
}

const many = (count: number, more: MadeSocket = {}): MadeSocket[] =>
  Array.from({ length: count }, (_, at) => ({
    ...{ protocol: 'tcp6', local: [FAR, 10_000 + at], remote: [FAR, 443], state: 1, inode: 100 + at },
    ...more,
  }));

function assertRead({ message, detail }: Question): void {
  assert.ok(message.length + detail.length < 2_000, `${message.length} + ${detail.length}:\n${detail}`);
}

describe('the question whether to close connections', () => {
  it('quotes and cuts what programs call themselves, the pid first', async () => {
    const name = 'node”\nThis end: pid 1 “init\u202e' + 'A'.repeat(1_000);
    const { first } = await questions(
      [{ remote: ['127.0.0.1', 80], state: 1, pids: [42] }],
      [process({ comm: name })],
    );
    const lines = first.detail.split('\n');
    assert.equal(lines[1], "This end: pid 42 “node' This end: pid 1 'init<U+202E>AAAAAAAAAAAAAAAAAAAAAAAA…”");
    assert.equal(lines.filter((line) => line.startsWith('This end')).length, 1);
  });

  it('is read to its end, whatever they are and who has them', async () => {
    const hostile = Array.from({ length: 5 }, (_, at) =>
      process({ pid: 100 + at, comm: 'A'.repeat(100_000) }),
    );
    const pids = hostile.map(({ pid }) => pid);
    for (const own of [undefined, 100]) {
      for (const count of [1, 20]) {
        const { first, second } = await questions(
          many(count, { pids }),
          hostile,
          own === undefined ? {} : { own },
        );
        assertRead(first);
        assertRead(second);
        assert.equal(first.detail.startsWith('WARNING'), own !== undefined);
      }
    }
  });

  it('names twenty plain ones, each', async () => {
    const plain = Array.from({ length: 20 }, (_, at): MadeSocket => {
      return { local: ['10.0.0.1', 10_000 + at], remote: ['10.0.0.2', 443], state: 1, pids: [42] };
    });
    const { first } = await questions(plain, [process()]);
    assert.equal(first.detail.match(/ · ESTABLISHED · pid 42 “node”$/gm)?.length, 20, first.detail);
  });

  it('names port and count and the first ends, where it is for a port’s sake', async () => {
    const waiting = Array.from({ length: 7 }, (_, at): MadeSocket => {
      return { remote: ['127.0.0.1', 5_000 + at], state: 6, inode: 0 };
    });
    const { first } = await questions(waiting, [], { port: 3000 });
    assert.equal(first.message, 'Close 7 connections, which keep port 3000?');
    assert.match(
      first.detail,
      /^127\.0\.0\.1:3000 → 127\.0\.0\.1:5000 · TIME_WAIT.*\n(?:.*\n){4}and 2 more\n\n/,
    );
    const one = await questions(waiting.slice(0, 1), [], { port: 3000 });
    assert.equal(
      one.first.message,
      'Close the connection 127.0.0.1:3000 → 127.0.0.1:5000, which keeps port 3000?',
    );
  });

  it('says that the second yes is for what somebody works over', async () => {
    const { first, second } = await questions(many(2, { pids: [42] }), [process()], { own: 42 });
    assert.match(first.detail, /^WARNING: This window works over .* and 1 more, or forwards/);
    assert.equal(second.message, 'Somebody works over 2 of these connections. Close them all the same?');
    assert.equal(second.yes, 'Close All the Same');
  });

  for (const [situation, { owner, units }] of Object.entries(LIKELY_SITUATIONS)) {
    it(`marks an owner that is likely: ${situation}`, async () => {
      const { first } = await questions(
        [{ remote: ['10.0.0.9', 443], state: 1, uid: 0, likelyOwner: owner }],
        [],
      );
      const [, near = ''] = first.detail.match(/^This end: (.*)$/m) ?? [];
      assert.match(near, /^likely /);
      for (const unit of units) assert.ok(near.includes(unit), near);
    });
  }
});

describe('what is told of many connections', () => {
  it('names some, and counts the others', async () => {
    const machine = snapshot(many(20));
    const engine = new FakeEngine();
    engine.onScan = () => machine;
    const chosen = many(20).map((_, row) => ({ socket: inetSocketAt(machine.inet, row) }));
    const { toClose } = await planToClose(chosen, engine, { isOwn: () => false });
    const results = toClose.map((target, at) => {
      return { target, outcome: { kind: at === 0 ? 'denied' : 'closed' } } as const;
    });
    const answer = closeAnswer({ results, leftAlone: [] });
    assert.match(
      answer.text,
      /^Not closed: \[2001.*CAP_NET_ADMIN\)\. Closed \[2001.* and 1\d more: the kernel/,
    );
    assert.ok(answer.text.length < 600, answer.text);
    assert.deepEqual([answer.isGood, answer.isDone, answer.denied.length], [false, true, 1]);
  });
});
