/** One program that a command line runs. */
export interface SimpleCommand {
  /** Its name and arguments, without quotes; redirections are left out. */
  readonly words: readonly string[];
  /** What stands between it and the next: `|` for both kinds of pipe, a line break as `;`, nothing at the end. */
  readonly operator: '' | '|' | '||' | '&&' | ';' | '&';
}

/** A command line is not read beyond this many characters. */
const LONGEST_LINE = 4_000;

/** POSIX's reserved words that stand where a command's name would. */
const RESERVED: ReadonlySet<string> = new Set('! { } if then elif else fi while until do done'.split(' '));

/** Blanks; a comment; an operator; a redirection; a piece of a word: quoted, escaped, substituted or plain. */
const TOKEN =
  /(?<blank>[ \t]+|\\\n)|(?<comment>(?<![^\s;|&()])#[^\n]*)|(?<redirection>\d{0,3}(?:&>>?|>&|<&|>>|<<<?-?|>\||<>|>|<)[ \t]*&?)|(?<operator>&&|\|\||\|&|;;|[;|&\n()])|'(?<single>[^']*)'?|"(?<double>(?:[^"\\]|\\[^])*)"?|\\(?<escaped>[^])|(?<plain>[^\s;|&()'"\\<>]+|[<>])/y;

/**
 * The programs that a line for a POSIX shell runs, from left to right; those in brackets and in the branches of
 * conditions like all others. What a substitution runs is not read. Never throws.
 */
export function simpleCommands(line: string): SimpleCommand[] {
  const text = line.slice(0, LONGEST_LINE);
  const commands: { words: string[]; operator: SimpleCommand['operator'] }[] = [];
  let words: string[] = [];
  let word: string | undefined;
  let isTarget = false;
  const endWord = (): void => {
    if (word !== undefined && isTarget) isTarget = false;
    else if (word !== undefined && (words.length > 0 || !RESERVED.has(word))) words.push(word);
    word = undefined;
  };
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match?.[0]; match = TOKEN.exec(text)) {
    const { blank, comment, redirection, operator, single, double, escaped, plain } = match.groups ?? {};
    if (redirection !== undefined) {
      endWord();
      isTarget = true;
    } else if (operator !== undefined) {
      endWord();
      isTarget = false;
      const last = commands.at(-1);
      if (words.length > 0) commands.push({ words, operator: nameOf(operator) });
      else if (last !== undefined && operator !== '(') last.operator = nameOf(operator);
      words = [];
    } else if (blank !== undefined || comment !== undefined) endWord();
    else word = `${word ?? ''}${single ?? double?.replace(/\\([\\"$`\n])/g, '$1') ?? escaped ?? plain ?? ''}`;
  }
  endWord();
  if (words.length > 0) commands.push({ words, operator: '' });
  return commands;
}

function nameOf(operator: string): SimpleCommand['operator'] {
  if (operator === '|&') return '|';
  if (operator === '|' || operator === '||' || operator === '&&' || operator === '&') return operator;
  return operator === ')' ? '' : ';';
}
