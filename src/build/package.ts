/**
 * `npm run package [FILE]`: builds and packs the extension as a VSIX, for this machine's platform. `npm run package -- all`
 * packs one for each platform that has native code, and one for all others, into out/.
 */
import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { installKoffi } from './koffi';
import { type Target, targets, thisTarget } from '../node/system/target';

const repository = resolve(__dirname, '../..');
const limitInBytes = 1 << 20;
/** Native code may take so much more. */
const nativeInBytes = 400 << 10;
/** Of the texts the languages that there are: the one in English, by which translators go, is what the code has anyway. */
const shipped =
  /^(dist\/(\w+\.js|traffic\.css|services\.br|(mcp|services|traffic)\.licenses\.txt|native\/(koffi\.node|licenses\.txt))|media\/.+|l10n\/bundle\.l10n\.[\w-]+\.json|package(\.nls(\.[\w-]+)?)?\.json|(README|CHANGELOG)\.md|LICENSE)$/;

/**
 * Packs the extension into a file, and refuses what should not be shipped.
 * @param target the platform that it is for; nothing for those that have no native code
 */
export async function packageExtension(file: string, target: Target | undefined): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  // vsce builds first, in a process of its own.
  process.env['NETSTAT_TARGET'] = target ?? 'none';
  await createVSIX({
    ...(target !== undefined && { target }),
    cwd: repository,
    packagePath: file,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  const strangers = (await listFiles({ cwd: repository, packageManager: PackageManager.None })).filter(
    (name) => !shipped.test(name),
  );
  if (strangers.length > 0) {
    throw new Error(
      `${file} holds files that are not to be shipped: ${strangers.join(', ')}. Correct .vscodeignore.`,
    );
  }
  const { size } = await stat(file);
  const limit = target === undefined ? limitInBytes : limitInBytes + nativeInBytes;
  if (size > limit) {
    throw new Error(`${file} has ${size} bytes, more than ${limit}: look at what it holds ("vsce ls").`);
  }
}

async function packageAll(): Promise<void> {
  try {
    for (const target of [undefined, ...(Object.keys(targets) as Target[])]) {
      await packageExtension(resolve(repository, `out/netstat-${target ?? 'universal'}.vsix`), target);
    }
  } finally {
    await installKoffi(thisTarget());
  }
}

if (require.main === module) {
  const [, , file = 'out/netstat.vsix'] = process.argv;
  (file === 'all' ? packageAll() : packageExtension(resolve(file), thisTarget())).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
}
