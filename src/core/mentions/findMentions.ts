import { formatOf } from './formats';
import type { Format, LineRange, PortMention, TextFile } from './mention';

/** The text of a document; what is not asked for is not read. */
export interface TextLines {
  readonly lineCount: number;
  /** The text of a line that exists, without its end. */
  lineText(line: number): string;
}

/** Of a longer line only the beginning is looked at. */
const LONGEST_LINE = 1_000;

/** More lines than an editor shows; of a larger range only the beginning is looked at. */
const MOST_LINES = 1_000;

/** More characters than lines of code have in an editor; what is generated may have more, and is left alone then. */
const MOST_CHARACTERS = 60_000;

/** More ports than a screen full of text names; who listens on each is looked up for every one. */
const MOST_MENTIONS = 500;

/** Ranges of lines with less between them are looked at as one: the same lines tell what both mean. */
const NEAR = 220;

/**
 * Ranges of lines, ascending, without those gaps that it would cost more to leave out than to look at: an editor with
 * folded lines shows many.
 */
export function joinNear(ranges: readonly LineRange[]): LineRange[] {
  const joined: LineRange[] = [];
  for (const range of ranges) {
    const before = joined.at(-1);
    const isNear =
      before !== undefined && range.first - before.last <= NEAR && range.last - before.first < MOST_LINES;
    if (isNear) joined[joined.length - 1] = { first: before.first, last: Math.max(before.last, range.last) };
    else joined.push(range);
  }
  return joined;
}

/**
 * The ports of this machine that lines `first` to `last` of a document name, in the order of the text, and at most {@link MOST_MENTIONS}. Only these
 * lines are read, and as many around them as their format needs to tell what they mean.
 */
export function findMentions(text: TextLines, first: number, last: number, file: TextFile): PortMention[] {
  const format = formatOf(file);
  if (format === undefined) return [];
  const from = Math.max(0, first);
  const to = Math.min(last, from + MOST_LINES - 1, text.lineCount - 1);
  const { lines, start } = linesAround(text, from, to, format);
  const found = new Map<string, PortMention>();
  for (const mention of format.find(lines, { first: from - start, last: to - start })) {
    const line = mention.line + start;
    const looked = lines[mention.line]?.length ?? 0;
    const mayGoOn = mention.end === looked && text.lineText(line).length > looked;
    const key = `${line} ${mention.start}`;
    if (line < from || line > to || mayGoOn || found.has(key)) continue;
    const compose = mention.compose && { ...mention.compose, file: file.path };
    found.set(key, { ...mention, line, ...(compose && { compose }) });
  }
  return [...found.values()].sort((a, b) => a.line - b.line || a.start - b.start).slice(0, MOST_MENTIONS);
}

/** The lines of interest, and those around them as far as the limits reach. */
function linesAround(
  text: TextLines,
  from: number,
  to: number,
  { linesBefore, linesAfter }: Format,
): { readonly lines: string[]; readonly start: number } {
  let left = MOST_CHARACTERS;
  const read = (line: number): string => {
    const beginning = text.lineText(line).slice(0, Math.min(LONGEST_LINE, left));
    left -= beginning.length;
    return beginning;
  };
  const hasRoom = (): boolean => left > 0;
  const within: string[] = [];
  for (let line = from; line <= to; line++) within.push(read(line));
  const before: string[] = [];
  const first = Math.max(0, from - linesBefore);
  for (let line = from - 1; line >= first && hasRoom(); line--) before.push(read(line));
  const after: string[] = [];
  const last = Math.min(text.lineCount - 1, to + linesAfter);
  for (let line = to + 1; line <= last && hasRoom(); line++) after.push(read(line));
  return { lines: [...before.toReversed(), ...within, ...after], start: from - before.length };
}
