import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fetchPiece } from '../../test/host/fetch';
import { sha256 } from '../node/system/nativeCode';
import { type Target, targets, thisTarget } from '../node/system/target';

const repository = resolve(__dirname, '../..');
const modules = resolve(repository, 'node_modules');

/** Puts koffi's native code for a target, or for none, into dist/native, with the licences of what is in it. */
export async function installKoffi(target: Target | undefined): Promise<void> {
  const folder = resolve(repository, 'dist/native');
  if (target === undefined) return rm(folder, { recursive: true, force: true });
  const { name, binary, ...expected } = targets[target];
  await mkdir(folder, { recursive: true });
  // Another build may go on at the same time, and a worker may have the old file loaded.
  const made = join(folder, `koffi.node.${process.pid}`);
  await cp(join(await packageOf(target, name), binary, 'koffi.node'), made);
  const found = { bytes: (await stat(made)).size, sha256: sha256(made) };
  if (found.bytes !== expected.bytes || found.sha256 !== expected.sha256) {
    await rm(made);
    throw new Error(
      `koffi's code for ${target} has ${JSON.stringify(found)}: correct src/node/system/target.ts.`,
    );
  }
  await rename(made, join(folder, 'koffi.node'));
  await writeFile(join(folder, 'licenses.txt'), await koffiLicenses());
}

/** koffi's licence, and those of what its native code is compiled with, which is all in its package. */
async function koffiLicenses(): Promise<string> {
  const vendor = join(modules, 'koffi/vendor');
  const folders = [
    join(modules, 'koffi'),
    ...(await readdir(vendor)).sort().map((name) => join(vendor, name)),
  ];
  const texts = folders.map(async (folder) => {
    const file = (await readdir(folder)).find((name) => /^licen[cs]e/i.test(name));
    if (file === undefined) throw new Error(`${folder} has no licence that could be shipped.`);
    return `${basename(folder)}\n\n${await readFile(join(folder, file), 'utf8')}`;
  });
  return (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`);
}

/** npm installs the package for this machine's processor alone; others are those that package-lock.json has beside it. */
async function packageOf(target: Target, name: string): Promise<string> {
  const processor = (each: string | undefined): string | undefined => each?.split('-')[1];
  if (processor(thisTarget()) === processor(target)) return join(modules, '@koromix', name);
  const { packages } = JSON.parse(await readFile(resolve(repository, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly version: string; readonly integrity: string }>>;
  };
  const locked = packages[`node_modules/@koromix/${name}`];
  if (locked === undefined) throw new Error(`package-lock.json has no @koromix/${name}: run "npm install".`);
  return fetchPiece({ ...locked, name: `@koromix/${name}`, keep: [] });
}
