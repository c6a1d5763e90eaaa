import { nameText, quotedName } from './clean';
import type { Localizer } from './localizer';

/** Since version 23 Node names its first thread, and with it the process, after what the thread does. */
const THREAD_NAMES: ReadonlySet<string> = new Set(['MainThread', 'node-MainThread']);

/** What of a process its name is made of. */
export interface Named {
  readonly comm: string;
  readonly commandLine?: readonly string[];
}

/**
 * The name that people know a program by, cleaned and cut ({@link nameText}): what the process calls itself, where that
 * says anything. All names of programs that are shown come from here.
 */
export function programOf({ comm, commandLine }: Named): string {
  return (THREAD_NAMES.has(comm) && nameText(fileOf(commandLine?.[0] ?? ''))) || nameText(comm);
}

/** The same, with a word for one of which nothing can be seen. */
export function programName(process: Named, l10n: Localizer): string {
  return programOf(process) || l10n.t('(no name)');
}

/** `node (pid 42)`, cleaned. */
export function processName(process: Named & { readonly pid: number }, l10n: Localizer): string {
  return l10n.t('{0} (pid {1})', programName(process, l10n), process.pid);
}

/**
 * A process as a question names it, for whom an answer has consequences: `pid 42 “node”`. The number that the system gave
 * comes first, and what the program chose stands in quotation marks, so that no name reads as a part of the question. The
 * number alone where nothing of the name can be seen.
 */
export function askedProcess(process: Named & { readonly pid: number }): string {
  const name = programOf(process);
  return name === '' ? `pid ${process.pid}` : `pid ${process.pid} ${quotedName(name)}`;
}

/** The same of one that probably is it, of which the program's name alone is known. */
export function askedLikely({ pid, program }: { readonly pid: number; readonly program: string }): string {
  return askedProcess({ pid, comm: program });
}

function fileOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
