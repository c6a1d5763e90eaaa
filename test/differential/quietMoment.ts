import type { Result } from './ours';

/** Moments looked at before a machine counts as never quiet. */
export const MOMENTS = 20;

/**
 * Runs of both while the machine stood still: netstat said the same before and after ours. Counters and
 * retransmissions move now and then; so the next moment is taken where they did. Ours is never held against a
 * machine that moved, and a difference at a quiet moment counts at once.
 */
export function atQuietMoment(
  runTheirs: () => Result,
  runOurs: () => Result,
): { readonly ours: Result; readonly theirs: Result } {
  for (let moment = 0; moment < MOMENTS; moment++) {
    const before = still(runTheirs());
    const ours = still(runOurs());
    const theirs = still(runTheirs());
    if (JSON.stringify(before) === JSON.stringify(theirs)) return { ours, theirs };
  }
  throw new Error('netstat never said the same twice');
}

/** Without the hundredths of seconds that running timers (-o) have left: they never stand still. */
function still(result: Result): Result {
  return { ...result, stdout: result.stdout.replace(/ \(\d+\.\d\d\/(?=\d+\/\d+\))/g, ' (*/') };
}
