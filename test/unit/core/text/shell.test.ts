import assert from 'node:assert/strict';
import fc from 'fast-check';
import { simpleCommands } from '../../../../src/core/text/shell';
import { assertProperty } from '../../property';

/** Each command as its words, joined by commas, and the operator behind it. */
function read(line: string): string[] {
  return simpleCommands(line).map(({ words, operator }) => `${words.join(',')} ${operator}`.trim());
}

describe('the commands of a line for a shell', () => {
  it('are told apart by operators', () => {
    assert.deepEqual(read('a b && c | d || e; f & g |& h'), [
      'a,b &&',
      'c |',
      'd ||',
      'e ;',
      'f &',
      'g |',
      'h',
    ]);
    assert.deepEqual(read('a\nb\n'), ['a ;', 'b ;']);
    assert.deepEqual(read('(cd x && a) || { b; }'), ['cd,x &&', 'a ||', 'b ;']);
    assert.deepEqual(read('if a; then b; else c; fi'), ['a ;', 'b ;', 'c ;']);
  });

  it('have words without quotes', () => {
    assert.deepEqual(read(`a 'b | c' "d; \\"e\\"" f\\ g h"i"j ''`), ['a,b | c,d; "e",f g,hij,']);
    assert.deepEqual(read(`a 'not ended`), ['a,not ended']);
    assert.deepEqual(read('a b#c # d | e'), ['a,b#c']);
  });

  it('have no redirections', () => {
    assert.deepEqual(read('a > b 2>&1 < c d &> e'), ['a,d']);
    assert.deepEqual(read('a 2>/dev/null | b'), ['a |', 'b']);
  });

  it('are read of any line', () => {
    const piece = fc.constantFrom(
      'a',
      ' ',
      "'",
      '"',
      '\\',
      '|',
      '&',
      ';',
      '\n',
      '(',
      ')',
      '<',
      '>',
      '#',
      '2>',
      '$(',
    );
    assertProperty(fc.array(piece, { maxLength: 60 }), (pieces) => {
      for (const { words } of simpleCommands(pieces.join(''))) assert.ok(words.length > 0);
    });
  });
});
