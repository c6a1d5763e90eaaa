import assert from 'node:assert/strict';
import { usageText } from '../../src/core/netstat/commandLine/usage';
import { correctNetstat, withoutLongestNames } from './knownDifferences';
import { runOurs } from './ours';
import { type RecordedCase, recordedSets } from './recordedSets';
import { Tally } from './tally';
import { plantTree, type Tree } from './tree';

/** Exit status of what was interrupted: `-c` cases were, after two rounds. */
const INTERRUPTED = 124;

describe('recorded runs of netstat', () => {
  const tally = new Tally('recorded cases');
  after(() => tally.print());

  for (const set of recordedSets()) {
    describe(set.name, () => {
      let tree: Tree;
      before(() => (tree = plantTree(set.input)));
      after(() => tree.remove());

      for (const recorded of set.cases) {
        it(`${recorded.name}: netstat ${recorded.args.join(' ')}`, () =>
          tally.count(async () => {
            const isContinuous = recorded.status === INTERRUPTED;
            const { args, uid } = recorded;
            const result = await runOurs(tree, { args, uid, rounds: isContinuous ? 2 : 1 }, 'by pid');
            if (recorded.isOwnText) {
              assert.equal(result.stderr, '');
              assert.notEqual(result.stdout, '');
            } else {
              const [ours, theirs] = [result.stdout, correctNetstat(set.name, recorded.stdout)];
              const isOfInterfaces = set.name === 'real-interfaces';
              assert.equal(
                isOfInterfaces ? withoutLongestNames(ours) : ours,
                isOfInterfaces ? withoutLongestNames(theirs) : theirs,
              );
              assert.equal(result.stderr, recorded.stderr + usageOf(recorded));
            }
            assert.equal(result.status, isContinuous ? 0 : recorded.status);
          }));
      }
    });
  }
});

/** netstat's usage text is not recorded: ours stands in its place. */
function usageOf({ status, stderr }: RecordedCase): string {
  return status === 3 && !/^(No routing|Address family)/.test(stderr) ? usageText() : '';
}
