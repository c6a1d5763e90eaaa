/**
 * Bundles the integration tests and runs them in a real VS Code's extension host: `npm run test:integration`.
 * The argument is the edition to run on, `newest` (the default) or `floor`. NETSTAT_TEST_VSCODE names a desktop
 * VS Code to run them in instead; NETSTAT_TEST_FILES picks test files by a part of their names.
 */
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { repository } from './host/paths';

const source = join(repository, 'test/integration');
const bundled = join(repository, 'out/test/integration');

async function bundle(): Promise<void> {
  await rm(bundled, { recursive: true, force: true });
  const tests = readdirSync(source).filter((file) => file.endsWith('.test.ts'));
  await build({
    entryPoints: ['index.ts', ...tests].map((file) => join(source, file)),
    outdir: bundled,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha', 'esbuild'],
    logLevel: 'warning',
  });
}

async function main(): Promise<void> {
  await bundle();
  const workspace = await mkdtemp(join(tmpdir(), 'netstat-workspace-'));
  try {
    await runTests({
      vscodeExecutablePath: process.env['NETSTAT_TEST_VSCODE'] ?? join(repository, 'test/host/executable.js'),
      extensionDevelopmentPath: repository,
      extensionTestsPath: join(bundled, 'index.js'),
      extensionTestsEnv: { NETSTAT_TEST_EDITION: process.argv[2] ?? 'newest' },
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
