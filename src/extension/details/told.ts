import { aligned, type Field } from '../views/tooltip';
import type { LinkTo } from '../navigate/deeds';

/** A line of a document, and where it leads: the whole of what it says, behind its indentation and its field's name. */
export interface Line {
  readonly text: string;
  /** Where in the text the link begins, in UTF-16 units; it ends with the line. */
  readonly from?: number;
  readonly link?: LinkTo;
}

/** A part of a document: a line that stands at its margin, and the lines below, which are indented. */
export interface Section {
  readonly heading: string;
  /** Stands at the margin too, below the heading: a line or several. */
  readonly remark?: string;
  readonly lines: readonly Line[];
  /** What may be done with what it is about, from above its heading. */
  readonly lenses?: readonly LinkTo[];
  /** Whether it is shown folded at first: few need it, or it is long. */
  readonly isFolded?: boolean;
}

/** A field that leads somewhere. */
export interface LinkedField {
  readonly field: Field;
  readonly link?: LinkTo | undefined;
}

/** A text, and what in it leads somewhere; lines are counted from 0. */
export interface Told {
  readonly text: string;
  readonly links: readonly {
    readonly line: number;
    readonly from: number;
    readonly to: number;
    readonly link: LinkTo;
  }[];
  readonly lenses: readonly { readonly line: number; readonly link: LinkTo }[];
  /** What can be folded: from the line that stays in sight to the last one. */
  readonly folds: readonly { readonly from: number; readonly to: number; readonly isFolded: boolean }[];
}

/** A text in which nothing leads anywhere. */
export function plain(text: string): Told {
  return { text, links: [], lenses: [], folds: [] };
}

/** Fields as lines, in two columns. */
export function fieldLines(fields: readonly LinkedField[]): Line[] {
  const texts = aligned(fields.map(({ field }) => field));
  return texts.map((text, at): Line => {
    const { field, link } = fields[at] ?? {};
    // The value ends the line.
    return link === undefined ? { text } : { text, from: text.length - (field?.[1].length ?? 0), link };
  });
}

/** Lines one level deeper than fields. */
export function listLines(
  items: readonly { readonly text: string; readonly link?: LinkTo | undefined }[],
): Line[] {
  return items.map(({ text, link }): Line => {
    return link === undefined ? { text: `    ${text}` } : { text: `    ${text}`, from: 4, link };
  });
}

/** Sections with a gap between them, as one text. */
export function toldOf(sections: readonly Section[]): Told {
  const texts: string[] = [];
  const links: Told['links'][number][] = [];
  const lenses: Told['lenses'][number][] = [];
  const folds: Told['folds'][number][] = [];
  for (const { heading, remark, lines, lenses: above = [], isFolded = false } of sections) {
    const first = texts.length;
    for (const link of above) lenses.push({ line: first, link });
    texts.push(heading, ...(remark === undefined ? [] : remark.split('\n')));
    folds.push(...listFolds(lines, texts.length));
    for (const { text, from, link } of lines) {
      if (link !== undefined) links.push({ line: texts.length, from: from ?? 0, to: text.length, link });
      texts.push(text);
    }
    if (lines.length > 0) folds.push({ from: first, to: texts.length - 1, isFolded });
    texts.push('');
  }
  return { text: texts.join('\n'), links, lenses, folds };
}

/** How lines of lists begin, and how many of each stay open at first: what is indented deeper, and parents behind the first. */
const LISTS = [
  { begin: /^ {4}/, longestOpen: 10 },
  { begin: /^ {2}← /, longestOpen: 3 },
] as const;

/** The lists within a section: runs of lines that begin alike, below the line that says what they are. */
function listFolds(lines: readonly Line[], first: number): Told['folds'][number][] {
  const found: Told['folds'][number][] = [];
  for (const { begin, longestOpen } of LISTS) {
    for (let at = 0; at < lines.length; at++) {
      let end = at;
      while (begin.test(lines[end + 1]?.text ?? '')) end++;
      if (end === at) continue;
      found.push({ from: first + at, to: first + end, isFolded: end - at > longestOpen });
      at = end;
    }
  }
  return found;
}
