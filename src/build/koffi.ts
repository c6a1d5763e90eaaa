import { cp, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fetchPiece } from '../../test/host/fetch';
import { type Target, targets, thisTarget } from './target';

const repository = resolve(__dirname, '../..');
const modules = resolve(repository, 'node_modules');

/** Puts what koffi needs at run time into dist/node_modules, for a target or for none. */
export async function installKoffi(target: Target | undefined): Promise<void> {
  const folder = resolve(repository, 'dist/node_modules');
  await rm(folder, { recursive: true, force: true });
  if (target === undefined) return;
  const copy = async (from: string, to: string, files: readonly string[]): Promise<void> => {
    for (const file of files) await cp(join(from, file), join(folder, to, file));
  };
  const { name, binary } = targets[target];
  await copy(join(modules, 'koffi'), 'koffi', [
    'package.json',
    'LICENSE.txt',
    'index.cjs',
    'src/koffi/index.cjs',
    'src/koffi/src/static.cjs',
  ]);
  const installed = join(modules, '@koromix', name);
  const source = thisTarget()?.split('-')[1] === target.split('-')[1] ? installed : await fetched(name);
  await copy(source, `@koromix/${name}`, ['package.json', 'index.js', `${binary}/koffi.node`]);
}

/** npm installs the binaries of this machine alone; those of others are those that package-lock.json has beside them. */
async function fetched(name: string): Promise<string> {
  const { packages } = JSON.parse(await readFile(resolve(repository, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly version: string; readonly integrity: string }>>;
  };
  const locked = packages[`node_modules/@koromix/${name}`];
  if (locked === undefined) throw new Error(`package-lock.json has no @koromix/${name}: run "npm install".`);
  return fetchPiece({ ...locked, name: `@koromix/${name}`, keep: [] });
}
