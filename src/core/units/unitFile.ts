/** `key=value` of a unit file; an empty value resets what was assigned before. */
export interface Assignment {
  readonly section: string;
  readonly key: string;
  readonly value: string;
}

export interface ParsedUnitFile {
  readonly assignments: readonly Assignment[];
  /** Whether systemd stops at a line of it: it does not load such a unit, and no more of such a drop-in. */
  readonly isBroken: boolean;
}

/** Characters of a file that are read; nobody writes so many. */
export const LONGEST_UNIT_FILE = 0x1_0000;

/** Also what ends systemd's lines: a NUL, a carriage return alone. */
const LINE_END = /\r?\n|[\r\0]/;
const BLANKS_BEFORE = /^[ \t]+/;
const COMMENT = /^[ \t]*[#;]/;

/**
 * The assignments of a unit file or a drop-in, in their order, see systemd.syntax(7): a line that ends in a backslash goes on
 * in the next that is no comment. Lines that are no assignments are passed over. Never throws.
 */
export function parseUnitFile(text: string): ParsedUnitFile {
  const assignments: Assignment[] = [];
  let section = '';
  for (const line of linesOf(text.replace(/^\ufeff/, ''))) {
    if (line.startsWith('[')) {
      if (!line.endsWith(']')) return { assignments, isBroken: true };
      section = line.slice(1, -1);
      continue;
    }
    const equals = line.indexOf('=');
    if (equals <= 0) continue;
    assignments.push({
      section,
      key: stripped(line.slice(0, equals)),
      value: stripped(line.slice(equals + 1)),
    });
  }
  return { assignments, isBroken: false };
}

/** Lines as they are meant, without blanks around them, comments left out. */
function* linesOf(text: string): Generator<string, void, undefined> {
  let begun: string[] = [];
  for (const line of text.split(LINE_END)) {
    if (COMMENT.test(line)) continue;
    const goesOn = backslashesAtEnd(line) % 2 === 1;
    begun.push(goesOn ? `${line.slice(0, -1)} ` : line);
    if (goesOn) continue;
    yield stripped(begun.join(''));
    begun = [];
  }
  yield stripped(begun.join(''));
}

/** An even number of them is no more than itself. A regular expression would look at a long row of them from each on. */
function backslashesAtEnd(line: string): number {
  let count = 0;
  while (line[line.length - 1 - count] === '\\') count += 1;
  return count;
}

function stripped(text: string): string {
  let end = text.length;
  while (end > 0 && ' \t\n\r'.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end).replace(BLANKS_BEFORE, '');
}
