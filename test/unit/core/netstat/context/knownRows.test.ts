import assert from 'node:assert/strict';
import fc from 'fast-check';
import { KnownRows } from '../../../../../src/core/netstat/context/knownRows';
import { assertProperty } from '../../../property';

interface Row {
  readonly word: number;
  readonly mark: string;
  readonly bytes: readonly number[];
}

/** What a row is shown as. */
const textOf = ({ word, mark, bytes }: Row): string => `${word} ${mark} ${bytes.join()}`;

/** Shows rows in a round, and says how many of their texts were made. */
function round(rows: KnownRows, shown: readonly Row[]): { texts: string[]; made: number } {
  rows.begin();
  let made = 0;
  const texts = shown.map((row) => {
    rows.row[0] = row.word;
    const bytes = Uint8Array.from(row.bytes);
    const known = rows.find(row.mark, bytes);
    if (known !== undefined) return known;
    made++;
    const text = textOf(row);
    rows.add(text, row.mark, bytes);
    return text;
  });
  return { texts, made };
}

describe('texts of rows from one round to the next', () => {
  const row = fc.record({
    word: fc.integer({ min: 0, max: 3 }),
    mark: fc.constantFrom('', '-', '1/a'),
    bytes: fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 3 }),
  });

  it('are those of the rows as they are, whatever they were before', () => {
    assertProperty(fc.array(fc.array(row, { maxLength: 12 }), { maxLength: 5 }), (rounds) => {
      const rows = new KnownRows(1);
      for (const shown of rounds) assert.deepEqual(round(rows, shown).texts, shown.map(textOf));
    });
  });

  it('are made anew for new rows alone, among hundreds that stay and some that go', () => {
    const rows = new KnownRows(1);
    const shown = Array.from({ length: 1_000 }, (_, word): Row => ({ word, mark: '-', bytes: [word & 255] }));
    assert.equal(round(rows, shown).made, 1_000);
    assert.equal(round(rows, shown).made, 0);
    const news: Row = { word: 5_000, mark: '-', bytes: [] };
    const changed = [...shown.slice(0, 300), news, ...shown.slice(350, 900), news, news];
    assert.equal(round(rows, changed).made, 3);
    assert.equal(round(rows, changed).made, 0);
  });

  it('take no more memory the more rounds there are', () => {
    globalThis.gc?.();
    const rows = new KnownRows(19);
    const shown = Array.from({ length: 2_000 }, (_, word): Row => ({ word, mark: '1/x', bytes: [1, 2, 3] }));
    const after = (rounds: number): number => {
      for (let i = 0; i < rounds; i++) round(rows, shown.slice(i % 50));
      globalThis.gc?.();
      return process.memoryUsage().arrayBuffers;
    };
    const first = after(20);
    assert.ok(after(300) < first + 8 * 2 ** 20);
  });
});
