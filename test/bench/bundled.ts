import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import type * as engine from '../../src/node/engine/machineEngine';

/** Bundles a module as the shipped ones are, and says where: unbundled, each use of an import is a call. */
export async function bundle(entry: string, folder: string): Promise<string> {
  const outfile = join(folder, `${entry.split('/').at(-1)}.js`);
  await build({
    entryPoints: [resolve(__dirname, `${entry}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
  return outfile;
}

/** The engine of this thread, bundled. */
export async function bundledEngine(folder: string): Promise<typeof engine> {
  return (await import(await bundle('../../src/node/engine/machineEngine', folder))) as typeof engine;
}
