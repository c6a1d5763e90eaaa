import type { ByteText } from './environment';

/** So many rows may have gone, one after another, before those behind them are known again. */
const REACH = 64;

/** Rows that there is room for at first. */
const FIRST_ROOM = 256;

/** The rows of one round in their order: what each was made of, and its text. */
interface Round {
  length: number;
  /** {@link KnownRows} numbers a row. */
  words: Uint32Array;
  /** Texts that are part of the row's text and may change by themselves. */
  marks: ByteText[];
  texts: ByteText[];
  /** Bytes of all rows, one behind another, and where those of each row end. */
  bytes: Uint8Array;
  ends: Uint32Array;
}

const NO_BYTES = new Uint8Array(0);

/**
 * The texts of a table's rows from one round of -c to the next: a row that is made of the same as before has the same
 * text. Rows keep their order in the kernel's tables, so each is looked for right behind the one that was found last.
 */
export class KnownRows {
  /** What a row is made of, in numbers: to be filled before {@link find}. */
  readonly row: Uint32Array;
  readonly #width: number;
  #before: Round;
  #now: Round;
  /** The row of the last round that is looked at next. */
  #at = 0;

  /** @param width how many numbers a row is made of */
  constructor(width: number) {
    this.#width = width;
    this.row = new Uint32Array(width);
    [this.#before, this.#now] = [newRound(width), newRound(width)];
  }

  /** Begins another round. */
  begin(): void {
    [this.#before, this.#now] = [this.#now, this.#before];
    // Memory of the round before last is used again, unless the table has become much shorter.
    const room = this.#now.ends.length;
    if (room > 4 * this.#before.length + FIRST_ROOM) this.#now = newRound(this.#width);
    this.#now.marks.length = this.#now.texts.length = this.#now.length = 0;
    this.#at = 0;
  }

  /**
   * The text of a row that stands in {@link row} as it stood in the last round; it is kept for the next one.
   * @param mark what else it is made of
   * @param bytes likewise
   */
  find(mark: ByteText, bytes: Uint8Array): ByteText | undefined {
    const before = this.#before;
    const end = Math.min(before.length, this.#at + REACH);
    for (let i = this.#at; i < end; i++) {
      if (!this.#isSame(before, i, mark, bytes)) continue;
      this.#at = i + 1;
      const text = before.texts[i] ?? '';
      this.#keep(mark, bytes, text);
      return text;
    }
    return undefined;
  }

  /** Keeps the text of a row that stands in {@link row} and was not found. */
  add(text: ByteText, mark: ByteText, bytes: Uint8Array): void {
    // Looking at a character makes one string of the many that a text was put together from (V8's cons strings).
    text.charCodeAt(0);
    this.#keep(mark, bytes, text);
  }

  #isSame({ words, marks, bytes, ends }: Round, i: number, mark: ByteText, wanted: Uint8Array): boolean {
    const { row } = this;
    const first = i * row.length;
    for (let k = 0; k < row.length; k++) if (words[first + k] !== row[k]) return false;
    const start = i === 0 ? 0 : (ends[i - 1] ?? 0);
    if (marks[i] !== mark || (ends[i] ?? 0) - start !== wanted.length) return false;
    for (let k = 0; k < wanted.length; k++) if (bytes[start + k] !== wanted[k]) return false;
    return true;
  }

  #keep(mark: ByteText, bytes: Uint8Array, text: ByteText): void {
    const now = this.#now;
    const i = now.length++;
    const start = i === 0 ? 0 : (now.ends[i - 1] ?? 0);
    const end = start + bytes.length;
    if (i === now.ends.length) {
      now.words = grown(now.words, now.words.length * 2);
      now.ends = grown(now.ends, i * 2);
    }
    if (end > now.bytes.length) now.bytes = grown(now.bytes, end * 2);
    now.words.set(this.row, i * this.#width);
    if (bytes.length > 0) now.bytes.set(bytes, start);
    now.ends[i] = end;
    now.marks.push(mark);
    now.texts.push(text);
  }
}

function newRound(width: number): Round {
  return {
    length: 0,
    words: new Uint32Array(FIRST_ROOM * width),
    marks: [],
    texts: [],
    bytes: NO_BYTES,
    ends: new Uint32Array(FIRST_ROOM),
  };
}

function grown<T extends Uint8Array | Uint32Array>(array: T, length: number): T {
  const larger = new (array.constructor as new (length: number) => T)(length);
  larger.set(array);
  return larger;
}
