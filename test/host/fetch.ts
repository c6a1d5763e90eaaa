import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { command } from './command';
import { cache } from './paths';
import type { Piece } from './pieces';

/**
 * The folder of a package's files, fetched from the npm registry where it is not there yet. `finish` completes
 * the fetched files before anyone sees them: a folder in the cache is always a whole one, and a second run
 * after a failure begins that piece anew.
 */
export async function fetchPiece(piece: Piece, finish?: (folder: string) => Promise<void>): Promise<string> {
  const target = join(cache, `${basename(piece.name)}-${piece.version}`);
  if (existsSync(target)) return target;
  await mkdir(cache, { recursive: true });
  await removeLeftovers();
  const temporary = await mkdtemp(join(cache, `fetching-${process.pid}-`));
  try {
    console.log(`Fetching ${piece.name} ${piece.version} from the npm registry …`);
    const files = await unpack(piece, await pack(piece, temporary), temporary);
    await finish?.(files);
    await moveInto(files, target);
    return target;
  } catch (cause) {
    throw new Error(
      `${piece.name} ${piece.version} could not be put into ${cache}: ${String(cause)}\n` +
        'Check that npm reaches its registry ("npm ping") and that the disk has room, then run this again.',
      { cause },
    );
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** What processes left here that ended in the middle of it. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(cache)) {
    const pid = /^fetching-(\d+)-/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) await rm(join(cache, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function pack(piece: Piece, folder: string): Promise<string> {
  const spec = `${piece.name}@${piece.version}`;
  const printed = await command('npm', ['pack', spec, '--ignore-scripts', '--loglevel=error'], {
    cwd: folder,
  });
  const tarball = join(folder, printed.trim().split('\n').at(-1) ?? '');
  const hash = createHash('sha512')
    .update(await readFile(tarball))
    .digest('base64');
  if (`sha512-${hash}` !== piece.integrity) {
    throw new Error(
      `the tarball of ${spec} is not the one that was pinned (${piece.integrity}): sha512-${hash}`,
    );
  }
  return tarball;
}

async function unpack(piece: Piece, tarball: string, folder: string): Promise<string> {
  const wanted = piece.keep.map((path) => `package/${path}`);
  await command('tar', ['-xzf', tarball, '-C', folder, '--no-same-owner', ...wanted]);
  await rm(tarball);
  return join(folder, 'package');
}

/** Another run may have been faster: then its folder, equal to ours, stays. */
async function moveInto(files: string, target: string): Promise<void> {
  try {
    await rename(files, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  }
}
