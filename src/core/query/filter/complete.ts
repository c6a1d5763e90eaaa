import { FILTER_KEYS, keyNamed, type KeyName } from './filterKeys';
import type { Suggestions } from './suggest';
import { keyAt } from './tokens';

/** One way to go on with an expression: `text` in place of the characters `offset` to `offset + length`. */
export interface FilterCompletion {
  readonly kind: 'key' | 'value';
  readonly key: KeyName;
  readonly text: string;
  readonly offset: number;
  readonly length: number;
}

/** More values of a key than these nobody reads; typing narrows them. */
const MOST_VALUES = 30;
/** Values that are offered for a word, each with its key. */
const MOST_FOR_WORD = 5;

/** The keys whose values a word can stand for. */
const WORD_KEYS: readonly KeyName[] = [
  ...(['process', 'project', 'container', 'unit', 'state', 'user', 'proto', 'port'] as const),
];

/** The keys that take no other values than those that are offered. */
const COUNTABLE: ReadonlySet<KeyName> = new Set(['state', 'proto', 'owner']);

/**
 * How the term at the cursor can go on: its last value; a word as the value of a key, those that most sockets have first, and
 * below them as the beginning of a key.
 */
export function completeFilter(text: string, cursor: number, values: Suggestions): FilterCompletion[] {
  const before = text.slice(0, cursor);
  const start = termStart(before);
  const end = cursor + (/^[^\s,"]*/.exec(text.slice(cursor))?.[0].length ?? 0);
  const word = before[start] === '-' ? start + 1 : start;
  const keyText = keyAt(before, word);
  if (keyText === undefined) return forWord(before.slice(word), word, end, values);
  const key = keyNamed(keyText.slice(0, -1).toLowerCase())?.name;
  if (key === undefined) return keysLike('', word, keyText.length);
  const from = valueStart(before, word + keyText.length);
  const typed = before.slice(from);
  const known = values[key] ?? [];
  const like = valuesLike(typed, known);
  // Of those that can be counted all are offered where what is typed is none.
  const offered = like.length === 0 && COUNTABLE.has(key) && !known.includes(typed) ? known : like;
  return offered
    .slice(0, MOST_VALUES)
    .map((value) => ({ kind: 'value', key, text: quoted(value), offset: from, length: end - from }));
}

/** The expression with the completion in it. */
export function completed(text: string, completion: FilterCompletion): string {
  const { offset, length } = completion;
  return text.slice(0, offset) + completion.text + text.slice(offset + length);
}

function forWord(typed: string, offset: number, end: number, values: Suggestions): FilterCompletion[] {
  const length = end - offset;
  const keys = keysLike(typed, offset, length);
  if (typed === '') return keys;
  const found = WORD_KEYS.flatMap((key) =>
    valuesLike(typed, values[key] ?? [])
      .slice(0, MOST_FOR_WORD)
      .map((value) => ({ kind: 'value', key, text: `${key}:${quoted(value)}`, offset, length }) as const),
  );
  return [...found, ...keys];
}

function keysLike(typed: string, offset: number, length: number): FilterCompletion[] {
  return FILTER_KEYS.filter(({ name }) => name.startsWith(typed.toLowerCase())).map(({ name }) => {
    return { kind: 'key', key: name, text: `${name}:`, offset, length } as const;
  });
}

/** Those that begin as typed, then those that have it elsewhere; what is there in whole is not offered again. */
function valuesLike(typed: string, values: readonly string[]): string[] {
  const text = typed.replaceAll('"', '').toLowerCase();
  const others = values.filter((value) => value.toLowerCase() !== text);
  const starts = others.filter((value) => value.toLowerCase().startsWith(text));
  return [...starts, ...others.filter((value) => value.toLowerCase().indexOf(text) > 0)];
}

function quoted(value: string): string {
  return /[\s,"\\]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value;
}

/** Where the term begins that is being written: after the last space that is in no quotation. */
function termStart(before: string): number {
  return lastStart(before, 0, /\s/);
}

function valueStart(before: string, from: number): number {
  return lastStart(before, from, /,/);
}

function lastStart(text: string, from: number, separator: RegExp): number {
  let start = from;
  let isQuoted = false;
  for (let at = from; at < text.length; at++) {
    const character = text[at] ?? '';
    if (isQuoted && character === '\\') at++;
    else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && separator.test(character)) start = at + 1;
  }
  return start;
}
