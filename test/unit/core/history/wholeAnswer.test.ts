import assert from 'node:assert/strict';
import { wholeAnswer } from '../../../../src/core/history/wholeAnswer';
import type { HistoryAnswer, HistoryQuestion } from '../../../../src/core/model/history';
import { listener } from '../../historyEntries';

const STATUS = { record: 'off', recorder: 'none', bytes: 0, entries: 0, revision: 0 } as const;

describe('an answer of the history, cut by how much was looked at', () => {
  /** A store that finds the given numbers of entries a call. */
  function store(found: readonly number[]): {
    asked: HistoryQuestion[];
    ask: (question: HistoryQuestion) => HistoryAnswer;
  } {
    const asked: HistoryQuestion[] = [];
    const ask = (question: HistoryQuestion): HistoryAnswer => {
      const call = asked.push(question) - 1;
      const entries = Array.from({ length: Math.min(found[call] ?? 0, question.most) }, () => listener());
      return {
        entries,
        status: STATUS,
        ...(call + 1 < found.length && { next: { at: 100 - call, id: call } }),
      };
    };
    return { asked, ask };
  }

  let pauses = 0;
  const pause = (): Promise<void> => Promise.resolve(void pauses++);

  beforeEach(() => (pauses = 0));

  it('is asked on from where it was cut, until it has what is wanted, and lets others have their turn', async () => {
    const { asked, ask } = store([0, 3, 0, 4, 9]);
    const { entries, next } = await wholeAnswer({ most: 5, port: 3000 }, ask, pause, 10);
    assert.equal(entries.length, 5);
    assert.deepEqual(next, { at: 97, id: 3 });
    assert.deepEqual(
      asked.map(({ most, before }) => [most, before?.at]),
      [
        [5, undefined],
        [5, 100],
        [2, 99],
        [2, 98],
      ],
    );
    assert.equal(pauses, 3);
  });

  it('ends where there is no more, and after so many calls', async () => {
    const all = await wholeAnswer({ most: 100 }, store([1, 2, 3]).ask, pause, 10);
    assert.deepEqual([all.entries.length, all.next], [6, undefined]);
    const cut = await wholeAnswer({ most: 100 }, store([1, 2, 3]).ask, pause, 2);
    assert.deepEqual([cut.entries.length, cut.next], [3, { at: 99, id: 1 }]);
  });
});
