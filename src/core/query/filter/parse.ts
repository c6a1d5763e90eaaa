import { type Filter, type FilterError, isError, type Term } from './filter';
import { type FilterKey, type KeyName, keyNamed } from './filterKeys';
import type { TypedSpan } from './span';
import { type Token, tokensOf } from './tokens';
import { wordTests } from './word';

/** A filter that lets everything through. */
export const NO_FILTER: Filter = { terms: [] };

/**
 * Reads an expression: words, `"quoted words"`, `key:value`, `key:value,value`, `key:`, each with a `-` before it where it is
 * to be left out. It never throws.
 */
export function parseFilter(expression: string): Filter | FilterError {
  const tokens = tokensOf(expression);
  if (isError(tokens)) return tokens;
  const terms: Term[] = [];
  const spans: TypedSpan[] = [];
  for (const token of tokens) {
    const tests = testsOf(token);
    if (isError(tests)) return tests;
    const { key = '', isExcluded, offset } = token;
    if (!('span' in tests)) terms.push({ isExcluded, tests });
    else if (isExcluded) return { code: 'oneSpan', key, offset, length: 1 };
    else spans.push(tests.span);
  }
  return { terms, ...(spans.length > 0 && { spans }) };
}

/** The keys of an expression that was read without error before, by their names. */
export function keysIn(expression: string): KeyName[] {
  const tokens = tokensOf(expression);
  return isError(tokens) ? [] : tokens.flatMap(({ key }) => keyNamed(key ?? '')?.name ?? []);
}

/**
 * Reads an expression that was read without error before.
 * @throws where it is wrong
 */
export function readFilter(expression: string): Filter {
  const filter = parseFilter(expression);
  if (!isError(filter)) return filter;
  throw new Error(`The filter "${expression}" is wrong at character ${filter.offset + 1}.`);
}

function testsOf(token: Token): ReturnType<FilterKey['read']> {
  const { key, parts, offset, length } = token;
  const [first] = parts;
  if (key === undefined) {
    return first === undefined ? { code: 'emptyWord', offset, length } : wordTests(first);
  }
  const known = keyNamed(key);
  if (known === undefined) return { code: 'unknownKey', key, offset, length };
  if (known.hasNoValues === true) {
    const end = offset + length;
    const from = first?.offset ?? end;
    return from === end ? known.read([]) : { code: 'unexpectedValue', key, offset: from, length: end - from };
  }
  const empty = parts.find(({ text }) => text === '');
  if (empty === undefined) return known.read(parts);
  // A value that is not there has no place; the colon or comma before it has.
  const place = empty.length > 0 ? empty : { offset: empty.offset - 1, length: 1 };
  return { code: 'missingValue', key, offset: place.offset, length: place.length };
}
