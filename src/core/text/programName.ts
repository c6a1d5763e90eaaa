import { clean } from './clean';

/** Since version 23 Node names its first thread, and with it the process, after what the thread does. */
const THREAD_NAMES: ReadonlySet<string> = new Set(['MainThread', 'node-MainThread']);

/** What of a process its name is made of. */
export interface Named {
  readonly comm: string;
  readonly commandLine?: readonly string[];
}

/** The name that people know a program by, cleaned: what the process calls itself, where that says anything. */
export function programOf({ comm, commandLine }: Named): string {
  const file = commandLine?.[0]?.split('/').at(-1) ?? '';
  return (THREAD_NAMES.has(comm) && clean(file).trim()) || clean(comm).trim();
}
