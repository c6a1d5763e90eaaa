import { type Filter, type FilterError, isError } from './filter';
import { keyNamed } from './filterKeys';
import { knowledgeLike } from './filterOwners';
import { protocolsLike } from './filterProtocols';
import { statesLike } from './filterStates';
import { parseFilter } from './parse';
import { type Part, type Token, tokensOf } from './tokens';
import { GOES_ON } from './typedEndings';

/** An expression that somebody is typing, read as far as it goes. */
export interface TypedFilter {
  readonly filter: Filter;
  /** The expression that this filter is, which can be read without error. */
  readonly expression: string;
  /** What is wrong with what was typed, should nothing follow. */
  readonly unfinished?: FilterError;
}

/** A part of the text, and what stands in its place. */
interface Edit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** Characters that are tried to be left out at the end of a value, which is as long as an address at most. */
const MOST_LEFT_OUT = 64;

/**
 * Reads an expression while it is typed: what may still become right is no error, and asks for what it would so far. Names that
 * have a few values (`state:estab`) ask for all that begin so, other values for what of them can be read (`10.0.0.0/`), and what
 * asks nothing yet (`port:`) is left out. What cannot become right whatever follows is an error. It never throws.
 */
export function readTyped(typed: string): TypedFilter | FilterError {
  let expression = typed;
  let unfinished: FilterError | undefined;
  const edits: Edit[] = [];
  for (;;) {
    const filter = parseFilter(expression);
    if (!isError(filter)) return { filter, expression: expression.trim(), ...(unfinished && { unfinished }) };
    const edit = soFar(expression, filter);
    const error = { ...filter, offset: before(filter.offset, edits) };
    if (edit === undefined) return error;
    unfinished ??= error;
    edits.push(edit);
    expression = applied(expression, edit);
  }
}

function applied(text: string, { offset, length, text: put }: Edit): string {
  return text.slice(0, offset) + put + text.slice(offset + length);
}

/** Where a place was before the edits. */
function before(place: number, edits: readonly Edit[]): number {
  const grown = (at: number, { offset, length, text }: Edit): number =>
    at < offset ? at : Math.max(offset, at + length - text.length);
  return edits.toReversed().reduce(grown, place);
}

/** What makes the wrong term one that asks for what it would so far; nothing where it can never become right. */
function soFar(text: string, error: FilterError): Edit | undefined {
  switch (error.code) {
    case 'tooLong':
    case 'controlCharacter':
    case 'doubleMinus':
    case 'unexpectedValue':
    case 'oneSpan':
      return undefined;
    case 'nothingExcluded':
      return { offset: error.offset, length: error.length, text: '' };
    case 'openQuote':
      // A backslash at the end would keep the mark from ending the quotation.
      return { offset: text.length, length: 0, text: /(?<!\\)(?:\\\\)*\\$/.test(text) ? '\\"' : '"' };
    default:
      return termSoFar(text, error);
  }
}

function termSoFar(text: string, error: FilterError): Edit | undefined {
  const tokens = tokensOf(text);
  if (isError(tokens)) return undefined;
  const token = tokens.findLast(({ offset }) => offset <= error.offset);
  // A value that is missing has no place of its own: the colon or comma before it has.
  const isAtFault = ({ text: value, offset, length }: Part): boolean =>
    error.code === 'missingValue' ? value === '' : error.offset <= offset + length;
  const part = token?.parts.find(isAtFault);
  if (token === undefined || part === undefined) return undefined;
  const end = part.offset + part.length;
  const reads = (put: string): boolean => !isError(parseFilter(text.slice(token.offset, part.offset) + put));
  const value = text.slice(part.offset, end);
  const names = namesLike(token, part);
  if (names !== undefined && names.length > 0) {
    const all = names.join(',');
    if (reads(all)) return { offset: part.offset, length: part.length, text: all };
  }
  if (names === undefined && !GOES_ON.some((ending) => reads(value + ending))) return undefined;
  if (names?.length === 0 && part.text !== '') return undefined;
  for (let out = 1; out <= Math.min(MOST_LEFT_OUT, value.length - 1); out++) {
    const shorter = value.slice(0, -out);
    if (reads(shorter)) return { offset: part.offset, length: part.length, text: shorter };
  }
  return withoutPart(token, part);
}

/** The names that begin as a value of a key with few values does: none where it is empty; nothing for other keys. */
function namesLike({ key = '' }: Token, { text }: Part): readonly string[] | undefined {
  const like = { state: statesLike, proto: protocolsLike, owner: knowledgeLike } as const;
  const name = keyNamed(key)?.name;
  if (name !== 'state' && name !== 'proto' && name !== 'owner') return undefined;
  return text === '' ? [] : like[name](text);
}

/** The value goes, with the comma beside it; the whole term where it is the only one. */
function withoutPart(token: Token, part: Part): Edit {
  if (token.parts.length === 1) return { offset: token.offset, length: token.length, text: '' };
  const isFirst = token.parts[0] === part;
  const offset = isFirst ? part.offset : part.offset - 1;
  return { offset, length: part.length + 1, text: '' };
}
