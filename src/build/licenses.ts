import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Metafile, Plugin } from 'esbuild';

/** Writes the licences of all packages that a bundle takes in into a file beside it. */
export function licensesIn(file: string): Plugin {
  return {
    name: 'licenses',
    setup: (build) => {
      build.initialOptions.metafile = true;
      build.onEnd(async ({ errors, metafile }) => {
        if (errors.length > 0 || metafile === undefined) return;
        const root = build.initialOptions.absWorkingDir ?? '.';
        const texts = await Promise.all(
          packagesOf(metafile).map((folder) => licenseOf(resolve(root, folder))),
        );
        await writeFile(resolve(root, file), texts.join(`\n${'-'.repeat(80)}\n\n`));
      });
    },
  };
}

/** The folders of packages that files of the bundle come from. */
function packagesOf({ inputs }: Metafile): string[] {
  const folders = Object.keys(inputs).flatMap(
    (input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? [],
  );
  return [...new Set(folders)].sort();
}

async function licenseOf(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly license: string;
  };
  const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
  if (file === undefined)
    throw new Error(`${name} in ${dirname(folder)} has no licence that could be shipped.`);
  return `${name} ${version} (${license})\n\n${await readFile(join(folder, file), 'utf8')}`;
}
