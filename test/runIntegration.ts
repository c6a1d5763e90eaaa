/**
 * Bundles the integration tests and runs them in a real VS Code's extension host: `npm run test:integration`.
 * The argument is the edition to run on, `newest` (the default) or `floor`. NETSTAT_TEST_VSCODE names a desktop
 * VS Code to run them in instead; NETSTAT_TEST_FILES picks test files by a part of their names. Files whose names
 * begin with "restricted" run in a second window, whose folder nobody trusts.
 */
import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { bundledTests, bundleTests } from './bundleTests';
import { repository } from './host/paths';
import { FOLDER, type WindowName, windowOf, WINDOWS } from './host/restricted';

async function main(): Promise<void> {
  await bundleTests();
  const wanted = process.env['NETSTAT_TEST_FILES'] ?? '';
  const files = readdirSync(bundledTests).filter(
    (file) => file.endsWith('.test.js') && file.includes(wanted),
  );
  if (files.length === 0) {
    throw new Error(`No integration test file has "${wanted}" (NETSTAT_TEST_FILES) in its name.`);
  }
  for (const window of WINDOWS) {
    // A desktop's VS Code is always started without trust in folders.
    if (window === 'restricted' && process.env['NETSTAT_TEST_VSCODE'] !== undefined) continue;
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
      vscodeExecutablePath: process.env['NETSTAT_TEST_VSCODE'] ?? join(repository, 'test/host/executable.js'),
      extensionDevelopmentPath: repository,
      extensionTestsPath: join(bundledTests, 'index.js'),
      extensionTestsEnv: {
        NETSTAT_TEST_WINDOW: window,
        NETSTAT_TEST_EDITION: process.argv[2] ?? 'newest',
        NETSTAT_TEST_COLOR: String(process.stdout.isTTY),
      },
      launchArgs: [workspace],
    });
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
