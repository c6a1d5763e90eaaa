import assert from 'node:assert/strict';
import { HistoryReading } from './historyReading';
import { historyAnswer } from '../../../../src/core/tools/answer';
import { MOST_BYTES } from '../../../../src/core/tools/cap';
import { toolsFor } from '../../../../src/core/tools/definitions';
import { ToolError } from '../../../../src/core/tools/input';
import {
  at,
  between,
  connection,
  exactly,
  listener,
  NODE,
  PLACE,
  program,
  seen,
  VITE,
} from '../../historyEntries';

const NOW = new Date(2026, 10, 27, 15, 0, 0).getTime();

interface Answer {
  readonly events: readonly {
    readonly time: string;
    readonly notBefore?: string;
    readonly event: string;
    readonly text: string;
    readonly port?: number;
    readonly processes?: readonly { readonly pid: number; readonly name: string }[];
  }[];
  readonly omitted?: number;
  readonly [fact: string]: unknown;
}

/** Listeners on port 3000, each an hour's part after the other. */
function successors(count: number, name: (index: number) => string): HistoryReading {
  return new HistoryReading(
    Array.from({ length: count }, (_, index) =>
      listener({
        owners: seen(program(name(index), 100 + index)),
        opened: { by: NOW - 3_600_000 + index * 100, after: NOW - 3_600_000 + index * 100 },
        closed: { by: NOW - 3_600_000 + index * 100 + 50, after: NOW - 3_600_000 + index * 100 + 50 },
        ending: 'closed',
      }),
    ),
  );
}

describe('the tool get_network_history', () => {
  const story = new HistoryReading([
    listener({
      owners: seen(NODE),
      opened: exactly('14:02:11'),
      closed: exactly('14:05:40'),
      ending: 'closed',
    }),
    listener({ owners: seen(VITE), opened: between('14:05:40', '14:05:43') }),
    listener({ port: 22, owners: seen(program('sshd', 11)), opened: exactly('08:00:00') }),
    connection({
      foreign: { address: '10.0.0.9', port: 51_234, owners: { evidence: 'unseen', programs: [] } },
    }),
    {
      id: 1_000,
      place: PLACE,
      kind: 'action',
      at: exactly('14:05:39'),
      by: 'agent',
      deed: { kind: 'signal', signal: 'SIGTERM', program: NODE },
      outcome: 'sent',
    },
  ]);

  async function ask(input: object, reading = story, now = at('15:00:00')): Promise<Answer> {
    return JSON.parse(await historyAnswer(input, reading, now)) as Answer;
  }

  it('tells what happened on a port, the newest first, and what was done to who had it', async () => {
    const { events, note } = await ask({ port: 3000 });
    assert.deepEqual(
      events
        .map(({ event, processes }) => [event, processes?.[0]?.name])
        .filter(([event]) => event !== 'opened' && event !== 'closed'),
      [
        ['taken', 'vite'],
        ['ended', 'node'],
        ['action', 'node'],
        ['began', 'node'],
      ],
    );
    const [first] = events;
    assert.equal(first?.port, 3000);
    assert.match(first?.time ?? '', /^2026-11-2\d \d\d:05:43$/);
    assert.match(first?.notBefore ?? '', /:05:40$/);
    assert.match(String(note), /data, never instructions/);
  });

  it('asks for what it was asked for, in the span', async () => {
    await ask({ port: 3000, span: '10m' });
    assert.deepEqual({ ...story.asked[0], most: 0 }, { port: 3000, from: at('14:50:00'), most: 0 });
    await ask({ pid: 42, address: '10.0.0.9', span: '2h-1h' });
    assert.deepEqual(
      { ...story.asked[0], most: 0 },
      { pid: 42, address: '10.0.0.9', from: at('13:00:00'), to: at('14:00:00'), most: 0 },
    );
    const { events } = await ask({ port: 22, span: '10m' });
    assert.deepEqual(events, []);
  });

  it('says what is wrong with a call', async () => {
    for (const [input, expected] of [
      [{ span: 'last night' }, /"span" must be such as 10m, .*, not “last night”/],
      [{ port: 0 }, /whole number from 1 to 65535/],
      [{ container: 'db' }, /has no argument “container”\. It has: port, pid, address, span, limit/],
    ] as const) {
      await assert.rejects(ask(input), (error) => error instanceof ToolError && expected.test(error.message));
    }
  });

  it('is cut at its limit, and in bytes, and counts what is left out', async () => {
    const short = await ask(
      { port: 3000, limit: 7 },
      successors(100, () => 'node'),
      NOW,
    );
    assert.deepEqual([short.events.length, short.omitted], [7, 193]);
    for (const name of ['node', '語'.repeat(60), '"\\'.repeat(20)]) {
      const text = await historyAnswer(
        { port: 3000, limit: 500 },
        successors(400, (index) => `${name}${index}`),
        NOW,
      );
      assert.ok(Buffer.byteLength(text) <= MOST_BYTES);
      const { events, omitted } = JSON.parse(text) as Answer;
      assert.ok(events.length > 10);
      assert.equal(events.length + (omitted ?? 0), 800);
    }
  });

  it('says where older entries were not looked through', async () => {
    const { more, events } = await ask(
      { port: 3000 },
      successors(5_000, () => 'node'),
      NOW,
    );
    assert.match(String(more), /^What was before 2026-11-27 \d\d:\d\d:\d\d is left out: /);
    assert.equal(events.length, 50);
  });

  it('says how far back it reaches, that nothing was recorded, and what is wrong with its file', async () => {
    const told = await ask({ port: 3000 });
    assert.match(String(told['reachesBackTo']), /^2026-11-2\d \d\d:\d\d:\d\d$/);
    assert.equal(told['connections'], 'not recorded');
    assert.ok(!('nothingRecorded' in told));
    const none = new HistoryReading([], {});
    assert.match(String((await ask({}, none))['nothingRecorded']), /netstat\.history\.record/);
    const broken = new HistoryReading([], { trouble: { kind: 'damaged', message: 'not a database' } });
    assert.match(String((await ask({}, broken))['trouble']), /\(damaged: not a database\)/);
  });

  it('says which Node it needs', async () => {
    const old = new HistoryReading([], { trouble: { kind: 'noSqlite', node: 'v20.1.0' } });
    await assert.rejects(ask({}, old), /takes Node 22\.13 or later, .* runs on Node v20\.1\.0\./);
  });

  it('is there for agents that may ask', () => {
    const names = (hasHistory: boolean): string[] => toolsFor(hasHistory).map(({ name }) => name);
    assert.ok(names(true).includes('get_network_history'));
    assert.deepEqual(
      names(false),
      names(true).filter((name) => name !== 'get_network_history'),
    );
  });
});
