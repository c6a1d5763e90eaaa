/** What is asked for a story: what happened to those who had something is a part of it. */
import assert from 'node:assert/strict';
import { askHistory } from '../../../../src/core/history/askHistory';
import type { HistoryEntry, HistoryQuestion } from '../../../../src/core/model/history';
import { FakeEngine } from '../../extension/fakeEngine';
import { at, exactly, listener, NODE, PLACE, program, VITE } from '../../historyEntries';

const signal = (to: typeof NODE, id: number, place = PLACE): HistoryEntry => ({
  id,
  place,
  kind: 'action',
  at: exactly('14:05:40'),
  by: 'window',
  deed: { kind: 'signal', signal: 'SIGTERM', program: to },
  outcome: 'sent',
});
const gap = (id: number, to: string): HistoryEntry => {
  return { id, place: PLACE, kind: 'gap', why: 'lost', from: at('10:00:00'), to: at(to) };
};

async function idsOf(
  entries: readonly HistoryEntry[],
  around: readonly HistoryEntry[],
  question: HistoryQuestion = { port: 3000, most: 10 },
): Promise<{ readonly ids: readonly number[]; readonly asked: readonly HistoryQuestion[] }> {
  const engine = new FakeEngine();
  const asked: HistoryQuestion[] = [];
  engine.onHistory = (each) => {
    asked.push(each);
    return { entries: each.kinds === undefined ? entries : around };
  };
  const { most, ...about } = question;
  const answer = await askHistory(engine, about, most);
  return { ids: answer.entries.map(({ id }) => id), asked };
}

describe('the history that a story needs', () => {
  const had = { ...listener(), id: 1 };

  it('has what was done to those who had the port, and no others', async () => {
    const other = program('node', 4242, { startTime: 1 });
    const { ids } = await idsOf(
      [had],
      [signal(NODE, 2), signal(VITE, 3), signal(other, 4), signal(NODE, 5, { ...PLACE, boot: 'b' })],
    );
    assert.deepEqual(ids, [1, 2]);
  });

  it('has the gaps of its time, and each entry once', async () => {
    const { ids } = await idsOf(
      [had, signal(NODE, 2)],
      [signal(NODE, 2), gap(3, '14:03:00'), gap(4, '13:00:00')],
    );
    assert.deepEqual(ids, [1, 2, 3]);
    assert.deepEqual((await idsOf([], [gap(3, '14:03:00')])).ids, []);
  });

  it('asks once where everything is wanted', async () => {
    const { asked } = await idsOf([had], [], { most: 10 });
    assert.deepEqual(asked, [{ most: 10 }]);
  });
});
