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
  assert.deepEqual(seen(ours), seen(theirs));
}

function withoutOwnText(text: string): string {
  return text
    .replace(/^(usage: netstat|Usage: netstat)[^]*/m, USAGE)
    .replace(/^(net-tools 2\.10|Netstat for VS Code)[^]*/m, '(version)\n');
}
