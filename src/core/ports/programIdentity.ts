import type { Ancestor, ProcessOwner } from '../model/process';

/** What rules about a process go by. */
export interface Process {
  readonly commandLine: readonly string[];
  /** Its parents, nearest first; none where they were not asked for. */
  readonly ancestors: readonly Ancestor[];
}

/** What a program is called by the system, or by itself. */
export interface Called {
  readonly names: readonly string[];
  /** Whether the system says so: the names are those of the file that it runs. */
  readonly isSure: boolean;
}

/**
 * What the program of a process is called: by its executable, which a process cannot choose without running that file;
 * by what it says of itself where the executable may not be read (another user's process).
 */
export function calledBy({
  executable,
  comm,
  commandLine,
}: Pick<ProcessOwner, 'executable' | 'comm' | 'commandLine'>): Called {
  if (executable !== undefined) return { names: [fileOf(executable)], isSure: true };
  const [first] = commandLine;
  return { names: first === undefined ? [comm] : [comm, fileOf(first)], isSure: false };
}

/** The name of a file; an executable that was replaced while it runs has a mark of the kernel's behind it. */
function fileOf(path: string): string {
  return path.replace(/ \(deleted\)$/, '').replace(/^.*\//, '');
}

/** The arguments behind the program's name. */
export function wordsOf(commandLine: readonly string[]): readonly string[] {
  return commandLine.slice(1);
}

/** Node's options whose value may be the next word, see node(1); those of others stand behind "=". */
const TAKES_NEXT =
  /^(?:-r|--require|--import|--loader|--experimental-loader|-C|--conditions|--title|--icu-data-dir|--openssl-config)$/;

/** What Node was told to run: its own options, and the first word behind them, where there is one. */
export function scriptIn(commandLine: readonly string[]): {
  readonly options: readonly string[];
  readonly script: string | undefined;
} {
  const words = wordsOf(commandLine);
  const at = words.findIndex(
    (word, index) => word !== '' && !word.startsWith('-') && !TAKES_NEXT.test(words[index - 1] ?? ''),
  );
  return at === -1
    ? { options: words, script: undefined }
    : { options: words.slice(0, at), script: words[at] };
}

/**
 * The value of an option, empty where it has none; nothing where the option is not there.
 * @param names without dashes; a single letter stands behind one dash, a word behind one or two
 */
export function optionOf(commandLine: readonly string[], ...names: readonly string[]): string | undefined {
  const words = wordsOf(commandLine);
  for (const [at, word] of words.entries()) {
    const [, name = '', value] = /^--?([A-Za-z][\w-]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (!names.includes(name) || (name.length === 1 && word.startsWith('--'))) continue;
    return value ?? words[at + 1] ?? '';
  }
  return undefined;
}

/** Whether distributions put their programs there, and users their own nowhere near. */
export function isPackaged(executable: string): boolean {
  return /^\/(?:usr\/(?:s?bin|libexec|lib\w*)|s?bin|nix\/store|snap)\//.test(executable);
}
