/**
 * Bundles the integration tests and runs them in a real VS Code's extension host: `npm run test:integration`. That, with
 * VS Code, a browser and all servers, has a network of its own where that can be had.
 * The argument is the edition to run on, `newest` (the default) or `floor`. NETSTAT_TEST_VSCODE names a desktop
 * VS Code to run them in instead; NETSTAT_TEST_FILES picks test files by parts of their names, with commas between them. Files whose names
 * begin with "restricted" run in a second window, whose folder nobody trusts.
 */
import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { bundledTests, bundleTests } from './bundleTests';
import { fetchAll } from './host/fetchAll';
import { isNetworkChosen, runInOwnNetwork } from './host/ownNetwork';
import { repository } from './host/paths';
import { FOLDER, isWanted, type WindowName, windowOf, WINDOWS } from './host/restricted';

const edition = process.argv[2] ?? 'newest';
const desktop = process.env['NETSTAT_TEST_VSCODE'];

async function main(): Promise<void> {
  if (!isNetworkChosen()) {
    if (desktop === undefined) await fetchAll(edition);
    process.exit(await runInOwnNetwork([process.execPath, ...process.execArgv, ...process.argv.slice(1)]));
  }
  await bundleTests();
  const wanted = process.env['NETSTAT_TEST_FILES'] ?? '';
  const files = readdirSync(bundledTests).filter((file) => isWanted(file, wanted));
  if (files.length === 0) {
    throw new Error(`No integration test file has "${wanted}" (NETSTAT_TEST_FILES) in its name.`);
  }
  for (const window of WINDOWS) {
    // A desktop's VS Code is always started without trust in folders.
    if (window === 'restricted' && desktop !== undefined) continue;
    if (files.some((file) => windowOf(file) === window)) await run(window);
  }
}

async function run(window: WindowName): Promise<void> {
  const workspace = await mkdtemp(join(tmpdir(), 'netstat-workspace-'));
  try {
    if (window === 'restricted') {
      await mkdir(join(workspace, '.vscode'));
      await writeFile(join(workspace, '.vscode/settings.json'), JSON.stringify(FOLDER));
    }
    await runTests({
      vscodeExecutablePath: desktop ?? join(repository, 'test/host/executable.js'),
      extensionDevelopmentPath: repository,
      extensionTestsPath: join(bundledTests, 'index.js'),
      extensionTestsEnv: {
        NETSTAT_TEST_WINDOW: window,
        NETSTAT_TEST_EDITION: edition,
        NETSTAT_TEST_COLOR: String(process.stdout.isTTY),
        NETSTAT_HISTORY_FOLDER: `${workspace}-history`,
      },
      launchArgs: [workspace],
    });
  } finally {
    for (const folder of [workspace, `${workspace}-history`])
      await rm(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
