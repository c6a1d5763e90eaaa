import type { Parsed, ParseIssue } from '../model/issue';
import { makeIssue, type Problem } from './issues';
import { latin1, lineEnd } from './scan';
import { signed64, unsigned64 } from './scanfScanner';

/** White space is C's: a byte beyond ASCII is none. */
const SIGNED = /[\t-\r ]*([-+]?\d+)/y;
const HEXADECIMAL = /[\t-\r ]*([-+]?(?:0[xX](?![0-9A-Fa-f])|(?:0[xX])?[0-9A-Fa-f]+))/y;
const WORD = /[\t-\r ]*([^\t-\r ]+)/y;
const BLANKS = /[\t-\r ]*/y;
const NOTHING = /^[\t-\r ]*$/;

/** The sign and the digits of what {@link HEXADECIMAL} found. */
const HEX_PARTS = /^([-+]?)(?:0[xX])?([0-9A-Fa-f]*)$/;

const UINT32_LIMIT = 2n ** 32n;
const UINT64_MAX = 2n ** 64n - 1n;

/**
 * Reads one line of a /proc table from left to right, by scanf's rules: blanks before a field are skipped, and a
 * number ends where its digits do. What cannot be read is noted under the field's name and answered with 0 or ''.
 */
export class Fields {
  readonly text: string;
  readonly problems: Problem[] = [];
  private at = 0;
  private hasFailed = false;

  constructor(text: string) {
    this.text = text;
  }

  /** Whether a field was unreadable, so that no row can be made. */
  get failed(): boolean {
    return this.hasFailed;
  }

  /** What is left of the line. */
  get rest(): string {
    return this.text.slice(this.at);
  }

  /** Whether nothing but blanks is left. */
  get atEnd(): boolean {
    return NOTHING.test(this.rest);
  }

  /** The next word, or '' where there is none. */
  word(name: string): string {
    return this.take(WORD, name, 'is missing');
  }

  /** The text that `pattern` (sticky) matches here: its first group, or all of it. */
  match(pattern: RegExp, name: string, reason = 'is missing or unreadable'): string {
    return this.take(pattern, name, reason);
  }

  /** A signed decimal as C's int holds it. */
  int32(name: string): number {
    const text = this.take(SIGNED, name, 'is not a decimal number');
    return Number(BigInt.asIntN(32, this.fit(name, signed64(BigInt(text.replace('+', ''))))));
  }

  /** A decimal as C's unsigned int holds it. */
  uint32(name: string): number {
    return this.int32(name) >>> 0;
  }

  /** A decimal of 64 bits, negative ones as two's complement. */
  uint64(name: string): bigint {
    const value = BigInt(this.take(SIGNED, name, 'is not a decimal number').replace('+', '') || '0');
    if (value > UINT64_MAX) this.warn(name, 'does not fit 64 bits');
    return value > UINT64_MAX ? UINT64_MAX : BigInt.asUintN(64, value);
  }

  /** A hexadecimal number of at most 32 bits. */
  hex32(name: string): number {
    const [, sign, digits = ''] =
      HEX_PARTS.exec(this.take(HEXADECIMAL, name, 'is not a hexadecimal number')) ?? [];
    const size = BigInt(`0x${digits || '0'}`);
    return Number(BigInt.asUintN(32, this.fit(name, unsigned64(sign === '-' ? -size : size))));
  }

  /** The characters [from, to) of the line, without blanks around them, for formats with fixed columns. */
  column(from: number, to: number, name: string): string {
    const text = this.text.slice(from, to).trim();
    if (text === '') this.fail(name, 'is missing');
    return text;
  }

  /** Goes on reading at a column. */
  moveTo(column: number): void {
    this.at = Math.min(column, this.text.length);
  }

  /** Notes that the line cannot become a row. */
  fail(field: string, reason: string): void {
    if (!this.hasFailed) this.problems.push({ field, reason, rowKept: false });
    this.hasFailed = true;
  }

  /** Notes something wrong with a field of a row that is kept. */
  warn(field: string, reason: string): void {
    if (!this.hasFailed) this.problems.push({ field, reason, rowKept: true });
  }

  /** Skips blanks and `expected`, or fails. */
  skip(expected: string, name: string): void {
    BLANKS.lastIndex = this.at;
    BLANKS.exec(this.text);
    if (this.text.startsWith(expected, BLANKS.lastIndex)) this.at = BLANKS.lastIndex + expected.length;
    else this.fail(name, `is not preceded by "${expected}"`);
  }

  private take(pattern: RegExp, name: string, reason: string): string {
    if (this.hasFailed) return '';
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) {
      this.fail(name, this.atEnd ? 'is missing' : reason);
      return '';
    }
    this.at = pattern.lastIndex;
    return found[1] ?? found[0];
  }

  private fit(name: string, value: bigint): bigint {
    if (value >= UINT32_LIMIT || value < -UINT32_LIMIT / 2n) this.warn(name, 'does not fit 32 bits');
    return value;
  }
}

/**
 * Makes a row of each line after the first `skip` ones, and an issue of each that is unreadable.
 * @param read makes the row; where it (or a field it read) failed, the row is dropped; undefined is no row and no issue
 */
export function readRows<Row>(
  bytes: Uint8Array,
  skip: number,
  read: (fields: Fields) => Row | undefined,
): Parsed<Row> {
  const rows: Row[] = [];
  const issues: ParseIssue[] = [];
  eachLine(bytes, skip, issues, (fields) => {
    const row = read(fields);
    if (row !== undefined && !fields.failed) rows.push(row);
  });
  return { rows, issues };
}

/** Shows `read` each line after the first `skip` ones, and notes the problems it left. */
export function eachLine(
  bytes: Uint8Array,
  skip: number,
  issues: ParseIssue[],
  read: (fields: Fields) => void,
): void {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const stop = lineEnd(bytes, start, bytes.length);
    if (line > skip) {
      // C's strings end at a NUL.
      const [text = ''] = latin1(bytes, start, stop).split('\0', 1);
      const fields = new Fields(text);
      if (fields.atEnd) fields.fail('line', 'is empty');
      read(fields);
      for (const problem of fields.problems) {
        issues.push(makeIssue(bytes, start, stop, line, stop === bytes.length, problem));
      }
    }
    start = stop + 1;
  }
}
