/**
 * A VS Code for `@vscode/test-electron`'s `runTests` on machines that have none: takes VS Code's command line,
 * opens the web workbench of VS Code's server in a headless browser, runs the tests in its extension host,
 * prints what they print and exits with their code. Arguments that do not apply are ignored.
 * NETSTAT_TEST_VERBOSE=1 prints everything that the workbench and other extensions say too.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBrowser } from './browser';
import { HostConsole } from './console';
import { fetchEdition } from './edition';
import { repository } from './paths';
import { editions, type EditionName } from './pieces';
import { startServer } from './server';
import { runInWorkbench } from './testRun';
import { USER, type WindowName } from './restricted';

async function main(): Promise<number> {
  const development = option('extensionDevelopmentPath');
  const tests = option('extensionTestsPath');
  const edition = editionName();
  const code = await fetchEdition(edition);
  const output = new HostConsole(Boolean(process.env['NETSTAT_TEST_VERBOSE']));
  const dataFolder = await mkdtemp(join(tmpdir(), 'netstat-vscode-'));
  const isRestricted = process.env['NETSTAT_TEST_WINDOW'] === ('restricted' satisfies WindowName);
  const window = isRestricted ? { workspaceTrust: true, settings: USER } : {};
  const server = await startServer(code, { dataFolder, testDriver: true, ...window });
  try {
    const browser = await startBrowser();
    try {
      const run = { development, tests, folder: workspaceFolder() };
      const exitCode = await runInWorkbench(browser, server, run, output);
      if (exitCode !== 0) console.log(`What the workbench said meanwhile is in out/host-${edition}.log.`);
      return exitCode;
    } finally {
      output.save(join(repository, `out/host-${edition}.log`));
      await browser.close();
    }
  } finally {
    await server.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
}

function option(name: string): string {
  const start = `--${name}=`;
  const argument = process.argv.find((argument) => argument.startsWith(start));
  if (!argument)
    throw new Error(`The argument ${start}PATH is missing; start this through "npm run test:integration".`);
  return argument.slice(start.length);
}

/** As for VS Code, the first argument that is no option is the folder to open. */
function workspaceFolder(): string | undefined {
  return process.argv.slice(2).find((argument) => !argument.startsWith('-'));
}

function editionName(): EditionName {
  const name = process.env['NETSTAT_TEST_EDITION'] ?? 'newest';
  if (name in editions) return name as EditionName;
  throw new Error(
    `NETSTAT_TEST_EDITION is "${name}"; it must be one of ${Object.keys(editions).join(', ')}.`,
  );
}

// An end by signal is an end all the same: exit handlers stop the server and the browser.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
