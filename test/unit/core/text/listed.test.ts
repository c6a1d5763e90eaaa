import assert from 'node:assert/strict';
import { listed } from '../../../../src/core/text/listed';

const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index + 1));

describe('names of several things in a question', () => {
  it('are all there where they are few', () => {
    assert.equal(listed([]), '');
    assert.equal(listed(['a']), 'a');
    assert.equal(listed(numbers(10)), '1, 2, 3, 4, 5, 6, 7, 8, 9, 10');
  });

  it('are ten at most, and the others are counted', () => {
    assert.equal(listed(numbers(11)), '1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 1 more');
    assert.equal(listed(numbers(65_535), { most: 2 }), '1, 2 and 65533 more');
  });

  it('are fewer where they are long, and one in any case', () => {
    const long = ['x'.repeat(90), 'y'.repeat(90), 'z'.repeat(90)];
    assert.equal(listed(long), `${long[0]}, ${long[1]} and 1 more`);
    assert.equal(listed(long, { longest: 182 }), `${long[0]}, ${long[1]} and 1 more`);
    assert.equal(listed(long, { longest: 181 }), `${long[0]} and 2 more`);
    assert.equal(listed(long, { longest: -5 }), `${long[0]} and 2 more`);
  });

  it('are joined, and the others told of, as the place wants it', () => {
    const andMore = (named: string, more: number): string => `${named}\n(${more})`;
    assert.equal(listed(['a', 'b', 'c'], { most: 2, between: '\n', andMore }), 'a\nb\n(1)');
  });
});
