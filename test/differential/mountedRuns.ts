import { assertSame } from './compare';
import { correctNetstat, whyUnpredictable } from './knownDifferences';
import { runMounted } from './oracle';
import { type Run, runOurs } from './ours';
import type { Tally } from './tally';
import type { Tree } from './tree';

/** Runs netstat on the mounted tree and ours on the same, and holds each pair against each other. */
export async function compareMounted(
  set: string,
  tree: Tree,
  mixed: readonly Run[],
  tally: Tally,
): Promise<void> {
  const runs = mixed.filter((run) => !tally.leavesOut(whyUnpredictable(run)));
  const theirs = runMounted(tree, ['netstat'], runs);
  const differences: unknown[] = [];
  for (const [index, run] of runs.entries()) {
    const ours = await runOurs(tree, run, 'as stored');
    const their = theirs[index];
    if (their === undefined) throw new Error('netstat did not run');
    const corrected = { ...their, stdout: correctNetstat(set, their.stdout) };
    await tally
      .count(() => assertSame(run, ours, corrected))
      .catch((error: unknown) => differences.push(error));
  }
  if (differences.length > 0) throw new AggregateError(differences, summary(differences));
}

function summary(differences: readonly unknown[]): string {
  const few = differences.slice(0, 5).map((each) => (each instanceof Error ? each.message : String(each)));
  return `${differences.length} runs differ. The first of them:\n${few.join('\n')}`;
}
