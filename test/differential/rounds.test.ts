import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { SWITCH } from '../../src/node/system/systemCalls';
import { fixtures, repository } from '../host/paths';
import { isRoot, NOBODY, whyNoOtherUser } from '../host/users';
import { skipWithReason } from '../skip';
import { assertSame } from './compare';
import { generateMachine } from './generatedMachine';
import { correctNetstat } from './knownDifferences';
import { liveUids, Namespace, whyNoNamespace } from './namespace';
import { runMounted, whyNoOracle } from './oracle';
import { type Result, type Run, runRounds } from './ours';
import { Random } from './random';
import type { Rounds } from './rounds.inner';
import { Tally } from './tally';
import { type Tree, plantTree } from './tree';

/** What rounds may show of sockets, each in another way. */
const LINES = '-anp|-an|-tanpe|-lnp|-p|-anpoee|-xap|-taepW|-tuwUanp|-4anp|-o'.split('|');

/** The same where each round takes netstat itself two runs. */
const LIVE_LINES = '-anp|-tanpeo|-lpW|-xap'.split('|');

const SEEDS = [1, 2, 3, 4];
const STATES = 5;
/** Milliseconds for the rounds of one command line. */
const TIMEOUT = 60_000;
/** In their order; each kind follows on others. */
const STEPS =
  'opens closes swaps swaps datagrams unix forks swaps executes swaps opens forks closes unix ends swaps ends datagrams';

/** What files do not tell in the round that it happens in. */
const UNTOLD_STEPS = `${STEPS} forks lets_go swaps forks lets_go ends ends`;

describe('rounds of -c against the real netstat', function () {
  this.timeout(300_000);
  const tally = new Tally('rounds of -c');
  before(function () {
    skipWithReason(this, whyNoOracle());
  });
  after(() => tally.print());

  it('are compared as another user too', function () {
    skipWithReason(this, whyNoOtherUser());
  });

  for (const seed of SEEDS) {
    it(`tell of a machine made up that changes in each round: seed ${seed}`, async () => {
      const random = new Random(seed);
      const trees = Array.from({ length: STATES }, () => madeUp(random));
      const moving = movingTree(trees);
      try {
        const uids = isRoot ? [0, NOBODY] : [0];
        const runs = uids.flatMap((uid) => LINES.map((line): Run => ({ uid, args: [line] })));
        const theirs = trees.map((tree) => runMounted(tree, ['netstat'], runs));
        for (const [index, run] of runs.entries()) {
          const ours = await moving.run(run);
          for (const [state, round] of ours.entries()) {
            const their = theirs[state]?.[index];
            if (their === undefined) throw new Error('netstat did not run');
            const corrected = { ...their, stdout: correctNetstat('generated', their.stdout) };
            await tally.count(() => assertSame(run, { ...round, status: their.status }, corrected));
          }
        }
      } finally {
        moving.remove();
        for (const tree of trees) tree.remove();
      }
    });
  }

  for (const uid of liveUids) {
    for (const how of ['with system calls', 'from files']) {
      it(`uid ${uid}: tell of sockets that come and go what it tells, ${how}`, async function () {
        skipWithReason(this, whyNoNamespace());
        const machine = await Namespace.make();
        try {
          const outfile = join(repository, 'out/rounds.inner.js');
          const entryPoints = [join(__dirname, 'rounds.inner.ts')];
          await build({ entryPoints, bundle: true, platform: 'node', external: ['koffi'], outfile });
          const [calls, steps] =
            how === 'from files' ? [['env', `${SWITCH}=off`], STEPS] : [[], UNTOLD_STEPS];
          let quiet = 0;
          for (const line of LIVE_LINES) {
            const script = [process.execPath, outfile, join(__dirname, 'liveChurn.py'), steps, line];
            const { stdout, stderr } = machine.run([...calls, ...script], uid, TIMEOUT);
            const { compared, differences } = JSON.parse(stdout || stderr) as Rounds;
            for (const { round, step, ours, theirs } of differences) {
              assert.deepEqual(ours, theirs, `netstat -c ${line}, round ${round}, after "${step}"`);
            }
            quiet += compared;
            for (let i = 0; i < compared; i++) await tally.count(() => undefined);
          }
          const all = LIVE_LINES.length * (steps.split(' ').length + 1);
          assert.ok(quiet > all / 2, `only ${quiet} of ${all} rounds had a quiet moment`);
        } finally {
          await machine.remove();
        }
      });
    }
  }
});

/** A machine as chance has it, with names that are the same in each round: netstat reads them once. */
function madeUp(random: Random): Tree {
  const input = mkdtempSync(join(tmpdir(), 'netstat-machine-'));
  generateMachine(random, input);
  const names = join(fixtures, 'netstat/edge-sockets/input/etc');
  rmSync(join(input, 'etc'), { recursive: true, force: true });
  cpSync(names, join(input, 'etc'), { recursive: true });
  const tree = plantTree(input);
  rmSync(input, { recursive: true });
  return tree;
}

/** One place at which these trees lie one after the other, a round each. */
function movingTree(trees: readonly Tree[]): { run(run: Run): Promise<Result[]>; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'netstat-moving-'));
  const link = join(root, 'now');
  const tree = {
    ...trees[0],
    root,
    proc: join(link, 'proc'),
    etc: join(link, 'etc'),
    sys: join(link, 'sys'),
  };
  const show = (round: number): Tree => {
    const shown = trees[round] as Tree;
    rmSync(link, { force: true });
    symlinkSync(shown.root, link);
    return shown;
  };
  return {
    run: (run) => runRounds(tree as Tree, { ...run, args: ['-c', ...run.args], rounds: trees.length }, show),
    remove: () => {
      unlinkSync(link);
      rmSync(root, { recursive: true });
    },
  };
}
