import { walkArguments } from './getopt';
import type { Options } from './options';
import { parseArguments } from './parseArguments';
import { usageText } from './usage';

/** What a command line that somebody typed comes to. */
export type CheckedLine =
  /** It can be run. The options are missing where it only prints a text, as `-h` does. */
  | { readonly kind: 'runnable'; readonly args: readonly string[]; readonly options: Options | undefined }
  /** netstat's own message. */
  | { readonly kind: 'error'; readonly message: string }
  /** More than one of -r, -i, -s and -M: netstat says nothing but its usage. */
  | { readonly kind: 'twoTables' }
  /** A word that only a shell understands. */
  | { readonly kind: 'shell'; readonly word: string };

/** The words of a command line; "netstat" at its beginning is not one of them. */
export function wordsOf(line: string): string[] {
  const words = line.split(/\s+/).filter((word) => word !== '');
  return words[0] === 'netstat' ? words.slice(1) : words;
}

/** The whole command line of these arguments, as one would type it. */
export function lineOf(args: readonly string[]): string {
  return ['netstat', ...args].join(' ');
}

/** Looks at a command line as netstat would before it reads anything. */
export function checkLine(line: string): CheckedLine {
  const args = wordsOf(line);
  const shell = args.find((word) => /[|&;<>`$]/.test(word));
  if (shell !== undefined) return { kind: 'shell', word: shell };
  const parsed = parseArguments(args, {
    programName: 'netstat',
    posixlyCorrect: false,
    selinuxEnabled: true,
  });
  if (parsed.kind === 'run') return { kind: 'runnable', args, options: parsed.options };
  if (parsed.status === 0 || asksForUsage(args)) return { kind: 'runnable', args, options: undefined };
  const message = parsed.stderr.replace(usageText(), '').trim();
  return message === '' ? { kind: 'twoTables' } : { kind: 'error', message };
}

/** The form in which the arguments ask for what netstat prints. */
export function formatOf(args: readonly string[]): Options['format'] {
  const checked = checkLine(lineOf(args));
  return checked.kind === 'runnable' ? (checked.options?.format ?? 'text') : 'text';
}

/** The command lines that were run, the last one first and each but once. */
export function withRecent(history: readonly string[], line: string, most: number): string[] {
  return [line, ...history.filter((each) => each !== line)].slice(0, most);
}

function asksForUsage(args: readonly string[]): boolean {
  return [...walkArguments(args, false)].some((step) => step.kind === 'option' && step.code === '?');
}
