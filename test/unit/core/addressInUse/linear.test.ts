import assert from 'node:assert/strict';
import { ComplaintReader } from '../../../../src/core/addressInUse/complaints';
import { findAddressInUse } from '../../../../src/core/addressInUse/find';
import { hostileLines } from './hostileLines';

const LENGTHS = [250, 500, 1_000, 2_000] as const;

/** What eight times the length may cost: twice what is linear; what is quadratic would cost 64 times as much. */
const MOST_TIMES = 16;

const REPEATS = 10;
const ROUNDS = 40;

/** Whether the time something takes grows with a text's length alone; other work of the machine only adds to it. */
function isLinear(texts: readonly string[], run: (text: string) => void): boolean {
  const least = texts.map(() => Infinity);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, text] of texts.entries()) {
      const started = performance.now();
      for (let repeat = 0; repeat < REPEATS; repeat++) run(text);
      least[i] = Math.min(least[i] ?? Infinity, performance.now() - started);
    }
    const [first = 0] = least;
    if ((least.at(-1) ?? Infinity) <= MOST_TIMES * first) return true;
  }
  return false;
}

describe('the time that output takes', () => {
  const linesOf = LENGTHS.map((length) => hostileLines(length));

  it('grows with the length of a line, however it is made', () => {
    for (const [i, shortest = ''] of (linesOf[0] ?? []).entries()) {
      const lines = linesOf.map((ofLength) => ofLength[i] ?? '');
      assert.ok(isLinear(lines, findAddressInUse), `a link: ${shortest.slice(0, 60)}`);
      assert.ok(
        isLinear(lines, (line) => {
          const reader = new ComplaintReader(() => '');
          reader.take(`${line}\n${line}\n`);
          reader.end();
        }),
        `output: ${shortest.slice(0, 60)}`,
      );
    }
  });

  it('grows with the output where its pieces are small and no line ends', () => {
    const outputs = LENGTHS.map((length) => '.'.repeat(50 * length));
    const takeEach = (text: string): void => {
      const reader = new ComplaintReader(() => '');
      for (const character of text) reader.take(character);
      reader.end();
    };
    assert.ok(isLinear(outputs, takeEach));
  });
});
