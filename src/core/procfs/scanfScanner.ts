/** White space as C has it. */
const BLANKS = /[\t-\r ]*/y;
const WORD = /[^\t-\r ]+/y;
const HEX_DIGITS = /[0-9A-Fa-f]+/y;
const DECIMAL = /([-+]?)(\d+)/y;
/** Of a prefix without digits glibc makes a 0. */
const HEXADECIMAL = /([-+]?)(?:(0)[xX](?![0-9A-Fa-f])|(?:0[xX])?([0-9A-Fa-f]+))/y;

const UINT64_MAX = 2n ** 64n - 1n;
const INT64_MAX = 2n ** 63n - 1n;

/** Reads a line from left to right by the rules of scanf(3) in glibc, each method one conversion. */
export class Scanner {
  readonly #text: string;
  #at = 0;

  /** @param text one character a byte; it ends at a NUL, as C's strings do */
  constructor(text: string) {
    const end = text.indexOf('\0');
    this.#text = end === -1 ? text : text.slice(0, end);
  }

  /** How many characters were read. */
  get at(): number {
    return this.#at;
  }

  /** What is left. */
  get rest(): string {
    return this.#text.slice(this.#at);
  }

  /** Whether this very character comes next; it is passed then. */
  passes(character: string): boolean {
    const isNext = this.#text.startsWith(character, this.#at);
    if (isNext) this.#at += character.length;
    return isNext;
  }

  /** "%s": a word; nothing where the text has ended. */
  word(): string | undefined {
    this.#match(BLANKS);
    return this.#match(WORD)?.[0];
  }

  /** " %64[0-9A-Fa-f]": at most so many hexadecimal digits as text; nothing where there is none. */
  hexDigits(limit: number): string | undefined {
    this.#match(BLANKS);
    const all = this.#match(HEX_DIGITS)?.[0];
    if (all !== undefined && all.length > limit) this.#at -= all.length - limit;
    return all?.slice(0, limit);
  }

  /** "%d", "%lX" and their like: the number as it stands there; see {@link unsigned64} for what C makes of it. */
  number(radix: 10 | 16): bigint | undefined {
    this.#match(BLANKS);
    const match = this.#match(radix === 10 ? DECIMAL : HEXADECIMAL);
    if (match === undefined) return undefined;
    const digits = match[2] ?? match[3] ?? '0';
    const size = BigInt(radix === 16 ? `0x${digits}` : digits);
    return match[1] === '-' ? -size : size;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text) ?? undefined;
    if (match !== undefined) this.#at = pattern.lastIndex;
    return match;
  }
}

/** A number as strtoul(3) gives it: all ones where it is too large, and below 0 counted down from above. */
export function unsigned64(value: bigint): bigint {
  return value > UINT64_MAX || value < -UINT64_MAX ? UINT64_MAX : BigInt.asUintN(64, value);
}

/** A number as strtol(3) gives it: the largest or smallest there is where it does not fit. */
export function signed64(value: bigint): bigint {
  if (value > INT64_MAX) return INT64_MAX;
  return value < -INT64_MAX - 1n ? -INT64_MAX - 1n : value;
}
