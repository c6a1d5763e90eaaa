import { nameText } from '../../text/clean';
import { encodeByteText } from '../../text/utf8';
import type { ByteText } from './environment';

/** Names and namespaces that are listed at most. */
const MOST = 20;

/** A network namespace by one of its processes. */
export interface NamespaceExample {
  readonly pid: number;
  /** What the process calls itself. */
  readonly comm: string;
  /** How many processes are in it. */
  readonly count: number;
  /** Whether it is the one that asks. */
  readonly isOwn: boolean;
}

/**
 * That there is no such network namespace, and which there are.
 * @param names those of /run/netns
 */
export function unknownNamespace(
  wanted: string,
  names: readonly string[],
  examples: readonly NamespaceExample[],
): ByteText {
  const lines = [
    `no network namespace "${nameText(wanted)}": no process in sight has this pid, and nothing in /run/netns this name.`,
    `In /run/netns: ${cut(names.map(nameText)).join(', ') || 'none'}`,
    'Of processes:',
    ...cut(examples.map(exampleText)).map((text) => `  ${text}`),
  ];
  return encodeByteText(lines.join('\n'));
}

function exampleText({ pid, comm, count, isOwn }: NamespaceExample): string {
  const others = count > 1 ? ` and ${count - 1} more` : '';
  return `${pid} (${nameText(comm)})${others}${isOwn ? ': that of netstat itself' : ''}`;
}

function cut(texts: readonly string[]): readonly string[] {
  return texts.length <= MOST ? texts : [...texts.slice(0, MOST), `and ${texts.length - MOST} more`];
}

/** That a namespace has a name and cannot be looked into. */
export function closedNamespace(name: string, why: 'noCalls' | 'denied' | 'failed'): ByteText {
  const reason = {
    noCalls:
      'nobody is seen to be in it, and it cannot be entered without native code, which is off or not there for this machine',
    denied: 'no process in sight is known to be in it, and only root may enter it',
    failed: 'it is none that can be entered',
  }[why];
  return encodeByteText(`the network namespace "${nameText(name)}" cannot be read: ${reason}.`);
}

/** That a process has no network namespace any more. */
export function endedNamespace(pid: number): ByteText {
  return `process ${pid} has no network namespace: it has ended.`;
}

/** That what was read may be of another one, or missing. */
export function leftNamespace(pid: number): ByteText {
  return `process ${pid} has ended, or left its network namespace, while that was read.`;
}
