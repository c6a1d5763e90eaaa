/**
 * Bundles the integration tests and runs them in a real VS Code's extension host: `npm run test:integration`.
 * The argument is the edition to run on, `newest` (the default) or `floor`. NETSTAT_TEST_VSCODE names a desktop
 * VS Code to run them in instead; NETSTAT_TEST_FILES picks test files by a part of their names.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { bundledTests, bundleTests } from './bundleTests';
import { repository } from './host/paths';

async function main(): Promise<void> {
  await bundleTests();
  const workspace = await mkdtemp(join(tmpdir(), 'netstat-workspace-'));
  try {
    await runTests({
      vscodeExecutablePath: process.env['NETSTAT_TEST_VSCODE'] ?? join(repository, 'test/host/executable.js'),
      extensionDevelopmentPath: repository,
      extensionTestsPath: join(bundledTests, 'index.js'),
      extensionTestsEnv: {
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
