/**
 * `npm run test:unit`: most tests of the core, which only compute, beside all others, in a process each: two processors
 * share them. What stands behind `npm run test:unit --` is said to both.
 */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInOwnNetwork } from './host/ownNetwork';

const MOCHA = ['--require', 'tsx/cjs', '--reporter', 'test/mochaReporter.js', '--timeout', '20000'];
/** What takes about as long as all others: answers to agents are among those. */
const CORE = 'test/unit/core/!(tools)/**';

/** Runs mocha, which says what it found to an open file. */
function mocha(output: number | 'inherit', ...args: string[]): Promise<number> {
  return runInOwnNetwork(['mocha', ...MOCHA, ...args], output);
}

/** @returns the exit codes */
async function runAll(args: readonly string[]): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'netstat-unit-'));
  const file = join(folder, 'output');
  const output = openSync(file, 'w');
  // mocha colours what it says to a terminal, and the others' output comes to it by way of a file.
  const colours = process.stdout.isTTY ? ['--color'] : [];
  try {
    const others = mocha(output, 'test/unit/**/*.test.ts', '--ignore', CORE, ...colours, ...args);
    const core = mocha('inherit', `${CORE}/*.test.ts`, ...args);
    // Each has to end before anything is said of either, and the core's output stands in one piece.
    const codes = await Promise.all([core, others]);
    process.stdout.write(readFileSync(file));
    return codes;
  } finally {
    closeSync(output);
    rmSync(folder, { recursive: true });
  }
}

runAll(process.argv.slice(2)).then(
  (codes) => process.exit(Math.max(...codes)),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
