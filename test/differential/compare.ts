import assert from 'node:assert/strict';
import type { Result, Run } from './ours';

const USAGE = '(usage)\n';

/** Holds a run of ours against one of netstat's. Usage and version texts are each program's own. */
export function assertSame(run: Run, ours: Result, theirs: Result): void {
  const what = `netstat ${run.args.join(' ')}${run.posixlyCorrect ? ' (POSIXLY_CORRECT)' : ''}`;
  const seen = (result: Result): object => ({
    run: what,
    uid: run.uid,
    stdout: withoutOwnText(result.stdout),
    // netstat writes a part of its help to stderr; ours is all on stdout.
    stderr: withoutOwnText(result.stdout) === USAGE ? '' : withoutOwnText(result.stderr),
    status: result.status,
  });
  // Of long outputs assert's own message shows everything but what differs.
  assert.deepEqual(
    seen(ours),
    seen(theirs),
    `${what} (uid ${run.uid}) differs: ${firstDifference(ours, theirs)}`,
  );
}

/** The first line that differs, and the lines of both. */
function firstDifference(ours: Result, theirs: Result): string {
  if (ours.status !== theirs.status) return `status ${ours.status}, netstat's ${theirs.status}`;
  for (const stream of ['stdout', 'stderr'] as const) {
    const [mine, their] = [ours[stream].split('\n'), theirs[stream].split('\n')];
    const line = mine.findIndex((text, index) => text !== their[index]);
    const at = line === -1 ? mine.length : line;
    if (mine[at] !== their[at]) {
      return `${stream}, line ${at + 1}\n  ours   ${JSON.stringify(mine[at])}\n  theirs ${JSON.stringify(their[at])}`;
    }
  }
  return 'only in text that is not compared';
}

function withoutOwnText(text: string): string {
  return text
    .replace(/^(usage: netstat|Usage: netstat)[^]*/m, USAGE)
    .replace(/^(net-tools 2\.10|Netstat for VS Code)[^]*/m, '(version)\n');
}
