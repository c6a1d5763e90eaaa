import { cpSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { koffiBeside } from '../../src/build/bundles';
import type * as engine from './engine';

/** Puts the native code that is shipped beside what is bundled into a folder. */
export function copyNativeCode(folder: string): void {
  cpSync(resolve(__dirname, '../../dist/native'), join(folder, 'native'), { recursive: true });
}

/** Bundles a module as the shipped ones are, and says where: unbundled, each use of an import is a call. */
export async function bundle(entry: string, folder: string): Promise<string> {
  const outfile = join(folder, `${entry.split('/').at(-1)}.js`);
  await build({
    entryPoints: [resolve(__dirname, `${entry}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    plugins: [koffiBeside],
    // Only an extension host has it; who wants a part of the extension brings what stands in for it.
    external: ['vscode'],
    logLevel: 'error',
  });
  return outfile;
}

/** The engine of this thread, bundled. */
export async function bundledEngine(folder: string): Promise<typeof engine> {
  return (await import(await bundle('./engine', folder))) as typeof engine;
}
