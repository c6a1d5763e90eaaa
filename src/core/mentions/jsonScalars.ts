import { type Format, isWithin, type LineRange, movedBy, onLine, type PortHit } from './mention';

/** An object or array of a document. */
export interface JsonFrame {
  readonly kind: 'object' | 'array';
  /** The key that it is the value of; of an array's element, that of the array. */
  readonly key: string | undefined;
  readonly parent: JsonFrame | undefined;
  /** What it holds beside further objects and arrays, by key in lower case; nothing where it holds none. */
  values: Map<string, string> | undefined;
  /** The text of the array's element that came last. */
  last: string | undefined;
}

/** A string, number or word of a document. */
export interface JsonScalar {
  /** The key of a value; nothing for an element of an array, and for a key itself. */
  readonly key: string | undefined;
  readonly isKey: boolean;
  /** As it is written, escapes and all, without quotes. */
  readonly text: string;
  readonly line: number;
  /** Where `text` begins. */
  readonly start: number;
  readonly frame: JsonFrame;
  /** The text of the element before it, in an array. */
  readonly previous: string | undefined;
}

/** How words are told apart: JSON with comments, or the flow style of YAML, which is told them by its lines. */
export type Syntax = 'json' | 'yaml';

/**
 * Walks through JSON with comments. It may begin and end anywhere in a document and be broken: what is around is
 * unknown then, and nothing fails.
 * @param of the lines whose scalars are wanted
 */
export function jsonScalars(lines: readonly string[], of: LineRange): JsonScalar[] {
  const walk = new Walk(newFrame('object', undefined, undefined));
  lines.forEach((text, line) => walk.line(text, line, isWithin(line, of)));
  walk.end();
  return walk.scalars;
}

/** A format of JSON with comments, whose scalars have their meaning by what they lie in. */
export function jsonFormat(linesAfter: number, hitsOf: (scalar: JsonScalar) => readonly PortHit[]): Format {
  return {
    linesBefore: 200,
    linesAfter,
    find: (lines, of) =>
      jsonScalars(lines, of).flatMap((scalar) => onLine(scalar.line, movedBy(scalar.start, hitsOf(scalar)))),
  };
}

/** Goes through a text once, character by character, whatever it is. */
export class Walk {
  readonly scalars: JsonScalar[] = [];
  readonly #syntax: Syntax;
  #frame: JsonFrame;
  #depth = 0;
  #key: string | undefined;
  /** A value, or a key whose colon is still to come. */
  #text: string | undefined;
  #line = 0;
  #start = 0;
  #isQuoted = false;
  #isWanted = false;
  #inComment = false;

  /** @param frame what the text lies in */
  constructor(frame: JsonFrame, syntax: Syntax = 'json') {
    this.#frame = frame;
    this.#syntax = syntax;
  }

  /** How many brackets were opened and not closed since the beginning. */
  get depth(): number {
    return this.#depth;
  }

  /**
   * Takes a line.
   * @param from where in it the text begins
   */
  line(text: string, line: number, isWanted: boolean, from = 0): void {
    const isYaml = this.#syntax === 'yaml';
    for (let at = from; at < text.length;) {
      if (this.#inComment) {
        const end = text.indexOf('*/', at);
        if (end < 0) return;
        this.#inComment = false;
        at = end + 2;
        continue;
      }
      const character = text.charAt(at);
      if (character === '"' || (isYaml && character === "'")) {
        const end = quoteEnd(text, at);
        this.#take(text.slice(at + 1, end), line, at + 1, true, isWanted);
        at = end + 1;
      } else if (character === '/' && !isYaml) {
        const next = text.charAt(at + 1);
        if (next === '/') return;
        this.#inComment = next === '*';
        at += this.#inComment ? 2 : 1;
      } else if (this.#isMark(text, at)) {
        this.#mark(character);
        at++;
      } else if (isBlank(character)) at++;
      else {
        const end = this.#wordEnd(text, at);
        this.#take(text.slice(at, end), line, at, false, isWanted);
        at = end;
      }
    }
  }

  /** Nothing follows, or nothing that belongs to what was last. */
  end(): void {
    const text = this.#text;
    if (text === undefined) return;
    const frame = this.#frame;
    const previous = frame.last;
    const key = this.#key;
    if (this.#isWanted) {
      const place = { line: this.#line, start: this.#start };
      this.scalars.push({ key, isKey: false, text, ...place, frame, previous });
    }
    if (frame.kind === 'array') frame.last = text;
    else if (key !== undefined) (frame.values ??= new Map()).set(key.toLowerCase(), text);
    this.#text = undefined;
    this.#key = undefined;
  }

  #take(text: string, line: number, start: number, isQuoted: boolean, isWanted: boolean): void {
    this.end();
    this.#text = text;
    this.#line = line;
    this.#start = start;
    this.#isQuoted = isQuoted;
    this.#isWanted = isWanted;
  }

  /** In YAML a colon is one only before a blank or a bracket, and behind a quoted key. */
  #isMark(text: string, at: number): boolean {
    const character = text.charAt(at);
    if (character !== ':') return '{}[],'.includes(character);
    if (this.#syntax === 'json' || (this.#text !== undefined && this.#isQuoted)) return true;
    const next = text.charAt(at + 1);
    return next === '' || ' \t,[]{}'.includes(next);
  }

  #wordEnd(text: string, from: number): number {
    let at = from + 1;
    while (at < text.length && !this.#endsWord(text, at)) at++;
    return at;
  }

  #endsWord(text: string, at: number): boolean {
    const character = text.charAt(at);
    if (isBlank(character)) return true;
    if (this.#syntax === 'json' && (character === '"' || character === '/')) return true;
    return this.#isMark(text, at);
  }

  #mark(mark: string): void {
    if (mark === ':') this.#takeKey();
    else if (mark === '{' || mark === '[') {
      this.end();
      this.#frame = newFrame(mark === '{' ? 'object' : 'array', this.#key ?? this.#frame.key, this.#frame);
      this.#depth++;
    } else {
      this.end();
      if (mark !== ',') {
        this.#frame = this.#frame.parent ?? newFrame('object', undefined, undefined);
        this.#depth--;
      }
    }
    if (mark !== ':') this.#key = undefined;
  }

  #takeKey(): void {
    const text = this.#text;
    this.#key = text;
    this.#text = undefined;
    if (text === undefined || !this.#isWanted) return;
    const place = { line: this.#line, start: this.#start };
    const frame = this.#frame;
    this.scalars.push({ key: undefined, isKey: true, text, ...place, frame, previous: undefined });
  }
}

/** An object or array that nothing was read of yet. */
export function newFrame(
  kind: JsonFrame['kind'],
  key: string | undefined,
  parent: JsonFrame | undefined,
): JsonFrame {
  return { kind, key, parent, values: undefined, last: undefined };
}

/** Where the quote ends that begins there, be it by the end of the line. */
function quoteEnd(text: string, from: number): number {
  const quote = text.charAt(from);
  let at = from + 1;
  while (at < text.length && text.charAt(at) !== quote) at += text.charAt(at) === '\\' ? 2 : 1;
  return Math.min(at, text.length);
}

function isBlank(character: string): boolean {
  return character <= ' ' || (character > '~' && /\s/.test(character));
}
