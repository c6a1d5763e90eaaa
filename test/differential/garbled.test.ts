import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { skipWithReason } from '../skip';
import { type GarbledLine, garbled } from './garble';
import { FILES_OF_ETC, GARBLED_TABLES, type GarbledTable } from './garbledTables';
import { whyUntold } from './knownDifferences';
import { runMounted, whyNoOracle } from './oracle';
import { type Run, runOurs } from './ours';
import { Random } from './random';
import { sharesOf } from './shares';
import { Tally } from './tally';
import { plantTree, type Tree } from './tree';

/** Of the garbled forms of a line, so many are tried; `npm run differential:many` tries all. */
const MOST = sharesOf({ sample: 60, many: Number.POSITIVE_INFINITY });

describe('the real netstat on garbled lines', function () {
  this.timeout(600_000);
  const tally = new Tally('garbled lines');
  let input: string;
  let tree: Tree;
  before(function () {
    skipWithReason(this, whyNoOracle());
    input = mkdtempSync(join(tmpdir(), 'netstat-garbled-'));
    mkdirSync(join(input, 'proc'));
    tree = plantTree(input);
    // Each run leads it elsewhere.
    rmSync(join(tree.proc, 'net'), { recursive: true });
    symlinkSync('nowhere', join(tree.proc, 'net'));
  });
  after(() => {
    tally.print();
    tree?.remove();
    if (input !== undefined) rmSync(input, { recursive: true });
  });

  for (const [index, table] of GARBLED_TABLES.entries()) {
    it(table.file, async () => {
      const all = garbled(table.line);
      const random = new Random(index);
      const some = all.length <= MOST ? all : Array.from({ length: MOST }, () => random.pick(all));
      await compare(table, some);
    });
  }

  async function compare(table: GarbledTable, lines: readonly GarbledLine[]): Promise<void> {
    const runs = lines.map(({ text }, index) =>
      plant(table, text, `${table.file.replaceAll('/', '-')}-${index}`),
    );
    const theirs = runMounted(tree, ['netstat'], runs);
    const differences: unknown[] = [];
    for (const [index, run] of runs.entries()) {
      const ours = await runOurs(tree, run, 'as stored');
      const their = theirs[index];
      const line = lines[index];
      if (their === undefined || tally.leavesOut(whyUntold(their))) continue;
      await tally
        .count(() => assert.deepEqual({ line, ...ours }, { line, ...their }))
        .catch((error: unknown) => differences.push(error));
    }
    const few = differences.slice(0, 5).map(String);
    if (differences.length > 0) throw new AggregateError(differences, few.join('\n'));
  }

  function plant(table: GarbledTable, line: string, name: string): Run {
    const root = join(tree.root, 'variants', name);
    const files = { ...FILES_OF_ETC, ...table.others, [table.file]: textOf(table, line) };
    mkdirSync(join(root, 'proc/net'), { recursive: true });
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text, 'latin1');
    }
    return { args: table.args, uid: 0, root };
  }
});

function textOf({ header, before, after = [] }: GarbledTable, line: string): string {
  return `${[...header, ...before, line, ...after].join('\n')}\n`;
}
