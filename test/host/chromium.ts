import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { command } from './command';
import { fetchPiece } from './fetch';
import { cache } from './paths';
import * as pieces from './pieces';

/** A browser that can be started, and what its environment needs. */
export interface Chromium {
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
}

const installedNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The machine's own Chromium or Chrome, else one fetched from the npm registry, once.
 * NETSTAT_TEST_CHROMIUM names another, or is `fetched` to leave the machine's own aside.
 */
export async function findChromium(): Promise<Chromium> {
  const named = process.env['NETSTAT_TEST_CHROMIUM'];
  const installed = named === 'fetched' ? undefined : (named ?? onPath(installedNames));
  if (installed) return { executable: installed, env: await fontEnvironment([]) };
  const folder = await fetchChromium();
  const executable = join(folder, 'chromium');
  const env = await fontEnvironment([join(folder, 'fonts')]);
  return { executable, env: { ...env, ...(await libraryEnvironment(executable, join(folder, 'lib'))) } };
}

function onPath(names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((file) => existsSync(file));
}

async function fetchChromium(): Promise<string> {
  if (process.arch !== 'x64') {
    throw new Error(
      `No Chromium was found on PATH, and none can be fetched for ${process.arch}. ` +
        'Install one ("apt-get install chromium") or name one in NETSTAT_TEST_CHROMIUM.',
    );
  }
  return fetchPiece(pieces.chromium, async (folder) => {
    await writeFile(join(folder, 'chromium'), await brotli(join(folder, 'bin/chromium.br')), { mode: 0o755 });
    for (const archive of ['al2023', 'fonts', 'swiftshader']) {
      const tar = join(folder, `${archive}.tar`);
      await writeFile(tar, await brotli(join(folder, `bin/${archive}.tar.br`)));
      await command('tar', ['-xf', tar, '-C', folder, '--no-same-owner']);
      await rm(tar);
    }
    await rm(join(folder, 'bin'), { recursive: true });
  });
}

async function brotli(file: string): Promise<Buffer> {
  return brotliDecompressSync(await readFile(file));
}

/** The fetched browser brings libnss3 and its like, for machines that miss them. */
async function libraryEnvironment(executable: string, folder: string): Promise<Record<string, string>> {
  const missing = (await command('ldd', [executable])).includes('not found');
  if (!missing) return {};
  return { LD_LIBRARY_PATH: [folder, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(delimiter) };
}

/** The same fonts on every machine, before the machine's own. */
async function fontEnvironment(more: readonly string[]): Promise<Record<string, string>> {
  const folders = [join(await fetchPiece(pieces.fonts), 'ttf'), ...more];
  const prefer = (family: string, ...fonts: string[]): string =>
    `<match><test name="family"><string>${family}</string></test>` +
    `<edit name="family" mode="prepend" binding="strong">${fonts.map((font) => `<string>${font}</string>`).join('')}</edit></match>`;
  const lines = [
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>',
    ...folders.map((folder) => `<dir>${folder}</dir>`),
    `<cachedir>${join(cache, 'font-cache')}</cachedir>`,
    '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>',
    prefer('monospace', 'DejaVu Sans Mono'),
    prefer('sans-serif', 'Open Sans', 'DejaVu Sans'),
    prefer('system-ui', 'Open Sans', 'DejaVu Sans'),
    '</fontconfig>',
  ];
  await mkdir(cache, { recursive: true });
  const file = join(cache, 'fonts.conf');
  await writeFile(file, lines.join('\n'));
  return { FONTCONFIG_FILE: file };
}
