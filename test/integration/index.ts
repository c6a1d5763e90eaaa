/** What VS Code's extension host runs: mocha over the bundled `*.test.js` files that lie beside this one. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import { testLine } from '../host/console';
import { isWanted, windowOf } from '../host/restricted';
import Reporter from '../reporter';

/** Resolves when all tests have passed, rejects where one failed. */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
    for (const line of format(...args).split('\n')) console.log(testLine + line);
  };
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 30_000,
    reporter: Reporter,
    color: process.env['NETSTAT_TEST_COLOR'] === 'true',
    forbidOnly: isCI(),
  });
  for (const file of testFiles()) mocha.addFile(file);
  const failures = await new Promise<number>((resolve) => void mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}

function testFiles(): string[] {
  const wanted = process.env['NETSTAT_TEST_FILES'] ?? '';
  const window = process.env['NETSTAT_TEST_WINDOW'] ?? 'usual';
  const files = readdirSync(__dirname).filter((file) => isWanted(file, wanted) && windowOf(file) === window);
  if (files.length === 0)
    throw new Error(
      `No integration test file of this window has "${wanted}" (NETSTAT_TEST_FILES) in its name.`,
    );
  return files.sort().map((file) => join(__dirname, file));
}

function isCI(): boolean {
  return process.env['CI'] === 'true';
}
