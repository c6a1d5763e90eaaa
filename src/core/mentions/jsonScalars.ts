/** An object or array of a JSON document. */
export interface JsonFrame {
  readonly kind: 'object' | 'array';
  /** The key that it is the value of; of an array's element, that of the array. */
  readonly key: string | undefined;
  readonly parent: JsonFrame | undefined;
  /** What it holds beside further objects and arrays, by key in lower case. */
  readonly values: Map<string, string>;
  /** The element of the array that came last. */
  last: JsonScalar | undefined;
}

/** A string, number or word of a JSON document. */
export interface JsonScalar {
  readonly key: string | undefined;
  /** As it is written, escapes and all, without quotes. */
  readonly text: string;
  readonly line: number;
  /** Where `text` begins. */
  readonly start: number;
  readonly frame: JsonFrame;
  /** The element before it, in an array. */
  readonly previous: JsonScalar | undefined;
}

const TOKEN = /"(?:[^"\\]|\\.)*"?|\/\/.*|\/\*|[{}[\],:]|[^\s{}[\],:"/]+/g;

/**
 * Walks through JSON with comments. It may begin and end anywhere in a document and be broken: what is around is
 * unknown then, and nothing fails.
 */
export function jsonScalars(lines: readonly string[]): JsonScalar[] {
  const walk = new Walk();
  lines.forEach((text, line) => walk.line(text, line));
  walk.end();
  return walk.scalars;
}

class Walk {
  readonly scalars: JsonScalar[] = [];
  #frame: JsonFrame = newFrame('object', undefined, undefined);
  #key: string | undefined;
  /** A value, or a key whose colon is still to come. */
  #pending: Pick<JsonScalar, 'text' | 'line' | 'start'> | undefined;
  #inComment = false;

  line(text: string, line: number): void {
    let from = 0;
    for (;;) {
      if (this.#inComment) {
        const end = text.indexOf('*/', from);
        if (end < 0) return;
        this.#inComment = false;
        from = end + 2;
      }
      TOKEN.lastIndex = from;
      const match = TOKEN.exec(text);
      if (match === null) return;
      from = match.index + match[0].length;
      this.#token(match[0], line, match.index);
    }
  }

  end(): void {
    if (this.#pending === undefined) return;
    const frame = this.#frame;
    const scalar = { ...this.#pending, key: this.#key, frame, previous: frame.last };
    this.#pending = undefined;
    this.#key = undefined;
    if (frame.kind === 'array') frame.last = scalar;
    else if (scalar.key !== undefined) frame.values.set(scalar.key.toLowerCase(), scalar.text);
    this.scalars.push(scalar);
  }

  #token(token: string, line: number, at: number): void {
    if (token.startsWith('//')) return;
    if (token === '/*') this.#inComment = true;
    else if (token === ':') this.#takeKey();
    else if (token === '{' || token === '[') this.#open(token === '{' ? 'object' : 'array');
    else if (token === '}' || token === ']') this.#close();
    else if (token === ',') {
      this.end();
      this.#key = undefined;
    } else {
      this.end();
      const isString = token.startsWith('"');
      const text = isString ? token.replace(/^"|"$/g, '') : token;
      this.#pending = { text, line, start: isString ? at + 1 : at };
    }
  }

  #takeKey(): void {
    this.#key = this.#pending?.text;
    this.#pending = undefined;
  }

  #open(kind: JsonFrame['kind']): void {
    this.end();
    this.#frame = newFrame(kind, this.#key ?? this.#frame.key, this.#frame);
    this.#key = undefined;
  }

  #close(): void {
    this.end();
    this.#key = undefined;
    this.#frame = this.#frame.parent ?? newFrame('object', undefined, undefined);
  }
}

function newFrame(
  kind: JsonFrame['kind'],
  key: string | undefined,
  parent: JsonFrame | undefined,
): JsonFrame {
  return { kind, key, parent, values: new Map(), last: undefined };
}
