import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { repository } from './host/paths';

const source = join(repository, 'test/integration');
/** Where the bundled tests lie; VS Code is pointed to its index.js. */
export const bundledTests = join(repository, 'out/test/integration');

/** Bundles the integration tests, one file each, for the extension host. */
export async function bundleTests(): Promise<void> {
  await rm(bundledTests, { recursive: true, force: true });
  const tests = readdirSync(source).filter((file) => file.endsWith('.test.ts'));
  await build({
    entryPoints: ['index.ts', ...tests].map((file) => join(source, file)),
    outdir: bundledTests,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha', 'esbuild'],
    logLevel: 'warning',
  });
}

if (require.main === module) void bundleTests();
