import { join } from 'node:path';
import { repository } from '../host/paths';
import { assertSame } from './compare';
import { correctNetstat, whyUnpredictable } from './knownDifferences';
import { runMounted } from './oracle';
import { type Result, type Run, runOurs } from './ours';
import type { Tally } from './tally';
import type { Tree } from './tree';

const PROGRAM = join(repository, 'dist/netstat.js');

/** How our netstat makes runs on a tree. */
export type RunAll = (tree: Tree, runs: readonly Run[]) => Promise<Result[]> | Result[];

/** In this process, which takes a hundredth of the time that a program takes to start. */
export const inProcess: RunAll = (tree, runs) =>
  Promise.all(runs.map((run) => runOurs(tree, run, 'as stored')));

/** As the built program, mounted as the real one. */
export const asProgram: RunAll = (tree, runs) => runMounted(tree, ['node', PROGRAM], runs);

/** Runs netstat on the mounted tree and ours on the same, and holds each pair against each other. */
export async function compareMounted(
  set: string,
  tree: Tree,
  mixed: readonly Run[],
  tally: Tally,
  runAll: RunAll,
): Promise<void> {
  const runs = mixed.filter((run) => !tally.leavesOut(whyUnpredictable(set, run)));
  const theirs = runMounted(tree, ['netstat'], runs);
  const all = await runAll(tree, runs);
  const differences: unknown[] = [];
  for (const [index, run] of runs.entries()) {
    const [ours, their] = [all[index], theirs[index]];
    if (ours === undefined || their === undefined) throw new Error('netstat did not run');
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
