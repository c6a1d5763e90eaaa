import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type FilterError, isError } from '../../../../../src/core/query/filter/filter';
import { FILTER_KEYS } from '../../../../../src/core/query/filter/filterKeys';
import { parseFilter } from '../../../../../src/core/query/filter/parse';
import { assertProperty } from '../../../property';

function errorOf(expression: string): FilterError {
  const read = parseFilter(expression);
  assert.ok(isError(read), `${expression} was read`);
  return read;
}

/** The code of an error with the text that it points at. */
function told(expression: string): string {
  const { code, offset, length } = errorOf(expression);
  return `${code} [${expression.slice(offset, offset + length)}]`;
}

/** Expressions as somebody may type them, half done or wrong ones among them. */
const typed = fc
  .array(
    fc.oneof(
      fc.constantFrom('-', '"', ',', ':', ' ', '\\', '[', ']', '/', '::', '10.0.0', '3000', '99999', 'estab'),
      fc.constantFrom(...FILTER_KEYS.map(({ name }) => `${name}:`)),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('an expression that cannot be read', () => {
  it('says what is wrong and where', () => {
    const cases: Readonly<Record<string, string>> = {
      'node prt:80': 'unknownKey [prt:80]',
      'http://localhost': 'unknownKey [http://localhost]',
      'port:': 'missingValue [:]',
      '-port: x': 'missingValue [:]',
      'port:80,,443': 'missingValue [,]',
      'mine:yes': 'unexpectedValue [yes]',
      'mine:,': 'unexpectedValue [,]',
      'process:""': 'missingValue [""]',
      '""': 'emptyWord [""]',
      'a -': 'nothingExcluded [-]',
      '- a': 'nothingExcluded [-]',
      '--inspect': 'doubleMinus [--]',
      'a "b c': 'openQuote ["b c]',
      'process:"b': 'openQuote ["b]',
      'owner:alice': 'unknownKnowledge [alice]',
      'owner:likely,mine': 'unknownKnowledge [mine]',
      'unit:': 'missingValue [:]',
      'port:http': 'badNumber [http]',
      'port:80,65536': 'badNumber [65536]',
      'port:3000-': 'badNumber [3000-]',
      'port:-5': 'badNumber [-5]',
      'port:4000-3000': 'backwardRange [4000-3000]',
      'pid:1e3': 'badNumber [1e3]',
      'inode:99999999999999999': 'badNumber [99999999999999999]',
      'address:10.0.0.0/33': 'badPrefixLength [10.0.0.0/33]',
      'address:10.0.0.0/': 'badPrefixLength [10.0.0.0/]',
      'address:fe80::/129': 'badPrefixLength [fe80::/129]',
      'address:10.0.0.256': 'badAddress [10.0.0.256]',
      'address:10..0': 'badAddress [10..0]',
      'address:1::2::3': 'badAddress [1::2::3]',
      'address:example.com': 'badAddress [example.com]',
      ':http': 'badAddress [:http]',
      ':': 'badAddress [:]',
      ':::': 'badAddress [:::]',
      '127.0.0.1:99999': 'badAddress [127.0.0.1:99999]',
      'state:open': 'unknownState [open]',
      'proto:http': 'unknownProtocol [http]',
      'a\u0000b': 'controlCharacter [\u0000]',
      '\u001b[31m': 'controlCharacter [\u001b]',
    };
    for (const [expression, wanted] of Object.entries(cases)) assert.equal(told(expression), wanted);
  });

  it('names the numbers of what is wrong', () => {
    assert.deepEqual(errorOf('port:80,,443'), { code: 'missingValue', key: 'port', offset: 7, length: 1 });
    assert.deepEqual(errorOf('port:9-1'), { code: 'backwardRange', first: 9, last: 1, offset: 5, length: 3 });
    assert.deepEqual(errorOf('port:x'), {
      code: 'badNumber',
      value: 'x',
      most: 65_535,
      offset: 5,
      length: 1,
    });
  });

  it('may be of any length', () => {
    const { code, offset, length } = errorOf('-x '.repeat(3_500));
    assert.deepEqual([code, offset, length], ['tooLong', 1_000, 9_500]);
  });

  it('is any text but those that are read, and the place of what is wrong lies inside it', () => {
    const isRight = (text: string): void => {
      const read = parseFilter(text);
      if (!isError(read)) return;
      assert.ok(read.length > 0, JSON.stringify(read));
      assert.ok(read.offset >= 0 && read.offset + read.length <= text.length, JSON.stringify(read));
    };
    assertProperty(typed, isRight);
    assertProperty(fc.string({ unit: 'binary', maxLength: 60 }), isRight);
  });
});

describe('an expression', () => {
  it('may be empty', () => {
    for (const empty of ['', '   ', '\t\n']) assert.deepEqual(parseFilter(empty), { terms: [] });
  });

  it('knows keys by alias and in capitals', () => {
    for (const text of [
      'PORT:80',
      'sport:1',
      'dport:1',
      'uid:0',
      'src:10.0.0.1',
      'Protocol:TCP',
      'host:::1',
    ]) {
      assert.ok(!isError(parseFilter(text)), text);
    }
  });
});
