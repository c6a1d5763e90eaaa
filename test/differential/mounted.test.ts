import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateMachine } from './generatedMachine';
import { compareMounted, inProcess } from './mountedRuns';
import { whyNoOracle } from './oracle';
import { mixRun } from './optionMix';
import { Random } from './random';
import { recordedSets } from './recordedSets';
import { MANY, sharesOf } from './shares';
import { isRoot, NOBODY, whyNoOtherUser } from '../host/users';
import { skipWithReason } from '../skip';
import { Tally } from './tally';
import { plantTree } from './tree';

/** Another seed makes other cases: `NETSTAT_SEED=7 npm run test:differential`. */
const SEED = Number(process.env['NETSTAT_SEED'] ?? 1);
const CASES_A_SET = Number(process.env['NETSTAT_CASES'] ?? 150);
const GENERATED_MACHINES = sharesOf({ sample: 12, many: Math.ceil((MANY ?? 0) / CASES_A_SET) });

describe('the real netstat on mounted machines', function () {
  this.timeout(300_000);
  const tally = new Tally(`mounted cases (seed ${SEED})`);
  before(function () {
    skipWithReason(this, whyNoOracle());
  });
  after(() => tally.print());

  it('is run by another user too', function () {
    skipWithReason(this, whyNoOtherUser());
  });

  for (const [index, set] of recordedSets().entries()) {
    it(`${set.name}: ${CASES_A_SET} mixed command lines`, () =>
      compare(set.name, set.input, SEED * 1000 + index));
  }

  for (let number = 1; number <= GENERATED_MACHINES; number++) {
    it(`generated machine ${number}: ${CASES_A_SET} mixed command lines`, async () => {
      const input = mkdtempSync(join(tmpdir(), 'netstat-machine-'));
      const seed = SEED * 1_000_000 + number;
      generateMachine(new Random(seed), input);
      await compare('generated', input, seed);
      rmSync(input, { recursive: true });
    });
  }

  async function compare(set: string, input: string, seed: number): Promise<void> {
    const tree = plantTree(input);
    try {
      const random = new Random(seed);
      const uids = isRoot ? [0, 0, 0, NOBODY] : [0];
      const runs = Array.from({ length: CASES_A_SET }, () => mixRun(random, uids));
      await compareMounted(set, tree, runs, tally, inProcess);
    } finally {
      tree.remove();
    }
  }
});
