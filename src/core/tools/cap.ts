import { clean, quoted, shorten } from '../text/clean';

/** Bytes that an answer has at most, in UTF-8: what a model reads costs, and a long answer hides what matters. */
export const MOST_BYTES = 16_000;

/** Characters that are quoted of what a model sent. */
const MOST_QUOTED = 80;

/** To how many characters texts are cut where lists without entries are still too long. */
const SHORTEST_TEXT = 40;

/** How the number of entries that were left out of a list is called beside it. */
const COUNTED_AS: Readonly<Record<string, string>> = {
  sockets: 'omitted',
  listeners: 'omitted',
  connections: 'omitted',
  events: 'omitted',
};

const HINT = `Cut to ${MOST_BYTES / 1000} kB: the numbers of entries left out stand beside the lists. Ask for less, with a filter or a lower limit.`;

/** A value of JSON. */
type Json = null | boolean | number | string | undefined | readonly Json[] | { readonly [key: string]: Json };

/**
 * An answer as JSON of at most {@link MOST_BYTES}. Where it would be longer, all lists have as many entries as fit and
 * the number of the others beside them, and `cut` says so.
 */
export function cappedJson(answer: object): string {
  const json = (Array.isArray(answer) ? { entries: answer } : answer) as Json;
  const whole = mayFit(json, Number.POSITIVE_INFINITY) ? JSON.stringify(answer) : undefined;
  if (whole !== undefined && fits(whole)) return whole;
  const told = { ...(json as object), hint: undefined };
  const cut = (entries: number, characters: number): string =>
    JSON.stringify({ ...(cutAll(told, entries, characters) as object), cut: HINT });
  const isShort = (count: number): boolean =>
    mayFit(told, count) && fits(cut(count, Number.POSITIVE_INFINITY));
  const entries = largest(0, longestList(told), isShort);
  if (entries !== undefined) return cut(entries, Number.POSITIVE_INFINITY);
  const characters = largest(SHORTEST_TEXT, MOST_BYTES, (count) => fits(cut(0, count)));
  return characters === undefined
    ? JSON.stringify({ cut: 'The answer is too long to be told.' })
    : cut(0, characters);
}

/** Whatever a tool answers, cut to at most {@link MOST_BYTES}: every answer passes here before a model has it. */
export function capped(answer: string): string {
  if (fits(answer)) return answer;
  const json = parsed(answer);
  return typeof json === 'object' && json !== null ? cappedJson(json) : cappedText(answer);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What is told in words, cut to at most {@link MOST_BYTES}. */
function cappedText(text: string): string {
  if (fits(text)) return text;
  const characters = Array.from(text);
  const cut = (count: number): string =>
    `${characters.slice(0, count).join('')}… (${characters.length - count} characters left out)`;
  return cut(largest(0, characters.length, (count) => fits(cut(count))) ?? 0);
}

/** What a model sent, as a message to it quotes it: on one line, never more than its beginning, and no mark within ends it. */
export function quotedInput(text: string): string {
  return quoted(shorten(clean(text.slice(0, MOST_QUOTED * 4)), MOST_QUOTED));
}

/** The largest number that fits; undefined where the least does not. */
function largest(least: number, most: number, fits: (count: number) => boolean): number | undefined {
  if (!fits(least)) return undefined;
  let [known, beyond] = [least, most + 1];
  while (beyond - known > 1) {
    const middle = Math.floor((known + beyond) / 2);
    if (fits(middle)) known = middle;
    else beyond = middle;
  }
  return known;
}

function cutAll(value: Json, entries: number, characters: number): Json {
  if (typeof value === 'string') return value.length > characters ? shorten(value, characters) : value;
  if (!isNested(value)) return value;
  if (isList(value)) return value.slice(0, entries).map((each) => cutAll(each, entries, characters));
  const kept: Record<string, Json> = {};
  const counts: Record<string, number> = {};
  for (const [key, each] of Object.entries(value)) {
    kept[key] = cutAll(each, entries, characters);
    if (isList(each) && each.length > entries) counts[countedAs(key)] = each.length - entries;
  }
  for (const [key, count] of Object.entries(counts)) {
    const before = kept[key];
    kept[key] = count + (typeof before === 'number' ? before : 0);
  }
  return kept;
}

/** The name of the number of entries that a list was cut by. */
function countedAs(key: string): string {
  return Object.hasOwn(COUNTED_AS, key) ? (COUNTED_AS[key] ?? key) : `${key}Omitted`;
}

function isNested(value: Json): value is readonly Json[] | { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function longestList(value: Json): number {
  if (!isNested(value)) return 0;
  const below = isList(value) ? value : Object.values(value);
  return below.reduce<number>(
    (most, each) => Math.max(most, longestList(each)),
    isList(value) ? value.length : 0,
  );
}

/**
 * Whether a value may be short enough with so many entries a list, as far as is seen without making its text: that may be
 * longer than a string can be.
 */
function mayFit(json: Json, entries: number): boolean {
  let left = MOST_BYTES;
  /** Takes at most what a value's text has. */
  const take = (value: Json): boolean => {
    left -= typeof value === 'string' ? value.length : value === undefined ? 0 : 1;
    if (left < 0 || !isNested(value)) return left >= 0;
    return isList(value)
      ? value.every((each, index) => index >= entries || take(each))
      : Object.values(value).every(take);
  };
  return take(json);
}

/** Whether the text is short enough, in UTF-8. */
function fits(text: string): boolean {
  if (text.length > MOST_BYTES) return false;
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
  }
  return bytes <= MOST_BYTES;
}
