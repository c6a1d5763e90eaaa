import { type FilterError, isError } from './filter';
import { looksLikeEndpoint } from './endpoint';

/** A piece of an expression's text, without its quotation marks. */
export interface Part {
  readonly text: string;
  readonly isQuoted: boolean;
  readonly offset: number;
  readonly length: number;
}

/** A word, or a key with its values. */
export interface Token {
  readonly isExcluded: boolean;
  /** In lower case; absent for words. */
  readonly key?: string;
  /** One for a word, one a comma for a key. */
  readonly parts: readonly Part[];
  readonly offset: number;
  readonly length: number;
}

/** A longer expression is nothing that a person wrote. */
const MOST_CHARACTERS = 1_000;

/** Cuts an expression into words and keys with values. A backslash keeps a quotation mark from ending the quote. */
export function tokensOf(text: string): Token[] | FilterError {
  if (text.length > MOST_CHARACTERS) {
    const length = text.length - MOST_CHARACTERS;
    return { code: 'tooLong', most: MOST_CHARACTERS, offset: MOST_CHARACTERS, length };
  }
  const control = text.search(/[^\P{Cc}\s]/u);
  if (control !== -1) return { code: 'controlCharacter', offset: control, length: 1 };
  const tokens: Token[] = [];
  for (let at = skipSpace(text, 0); at < text.length;) {
    const token = tokenAt(text, at);
    if (isError(token)) return token;
    tokens.push(token);
    at = skipSpace(text, at + token.length);
  }
  return tokens;
}

/** The key that a token begins with at `at`, its colon included; nothing where it is a word or an address. */
export function keyAt(text: string, at: number): string | undefined {
  const [raw] = /^\S*/.exec(text.slice(at)) ?? [''];
  return looksLikeEndpoint(raw) ? undefined : /^[a-z]+:/i.exec(raw)?.[0];
}

function tokenAt(text: string, offset: number): Token | FilterError {
  const isExcluded = text[offset] === '-';
  const start = isExcluded ? offset + 1 : offset;
  if (isExcluded && (start === text.length || /\s/.test(text[start] ?? ''))) {
    return { code: 'nothingExcluded', offset, length: 1 };
  }
  if (isExcluded && text[start] === '-') return { code: 'doubleMinus', offset, length: 2 };
  const key = keyAt(text, start);
  const parts: Part[] = [];
  let end = start + (key?.length ?? 0);
  for (;;) {
    const part = partAt(text, end, key !== undefined);
    if (isError(part)) return part;
    parts.push(part);
    end = part.offset + part.length;
    if (key === undefined || text[end] !== ',') break;
    end++;
  }
  const length = end - offset;
  return key === undefined
    ? { isExcluded, parts, offset, length }
    : { isExcluded, key: key.slice(0, -1).toLowerCase(), parts, offset, length };
}

/** Up to the next space, or comma in a list; neither counts between quotation marks. */
function partAt(text: string, offset: number, isListed: boolean): Part | FilterError {
  let value = '';
  let quote: number | undefined;
  let isQuoted = false;
  let at = offset;
  for (; at < text.length; at++) {
    const character = text[at] ?? '';
    if (quote === undefined && (/\s/.test(character) || (isListed && character === ','))) break;
    if (character === '"') {
      quote = quote === undefined ? at : undefined;
      isQuoted = true;
    } else {
      if (quote !== undefined && character === '\\' && /["\\]/.test(text[at + 1] ?? '')) at++;
      value += text[at] ?? '';
    }
  }
  if (quote !== undefined) return { code: 'openQuote', offset: quote, length: text.length - quote };
  return { text: value, isQuoted, offset, length: at - offset };
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at] ?? '')) at++;
  return at;
}
