/** `npm run package [FILE]`: builds and packs the extension as a VSIX. */
import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';

const repository = resolve(__dirname, '../..');
const limitInBytes = 1 << 20;
const shipped =
  /^(dist\/(\w+\.js|services\.tsv|mcp\.licenses\.txt)|media\/.+|l10n\/.+|package(\.nls(\.[\w-]+)?)?\.json|(README|CHANGELOG)\.md|LICENSE|test\/e2e\/screenshots\/listening-ports-light\.png)$/;

/** Packs the extension into a file, and refuses what should not be shipped. */
export async function packageExtension(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await createVSIX({
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
  if (size > limitInBytes) {
    throw new Error(
      `${file} has ${size} bytes, more than ${limitInBytes}: look at what it holds ("vsce ls").`,
    );
  }
}

if (require.main === module) {
  packageExtension(resolve(process.argv[2] ?? resolve(repository, 'out/netstat.vsix'))).catch(
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exit(1);
    },
  );
}
