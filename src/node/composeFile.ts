import { constants, type Stats } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import { isYamlName, type LabelledFile, type LabelRefusal } from '../core/containers/composeFilePaths';

/** A Compose file is shorter: below 1 MB. */
const LONGEST = 1024 * 1024 - 1;

/** Opening does not wait, as it would for who writes into a pipe, and makes no terminal this process' own. */
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/**
 * Why a file is not opened, beside what is wrong with its name:
 * - `absent`: there is none
 * - `denied`: this user may not read it, or not enter its folder
 * - `kind`: it is a folder, a pipe, a device or a socket
 * - `long`: it has 1 MB or more
 * - `linked`: it is a link to what is not called .yml or .yaml
 * - `failed`: the system could not read it
 */
export type FileRefusal = LabelRefusal | 'absent' | 'denied' | 'kind' | 'long' | 'linked' | 'failed';

/** What came of looking at a file. */
export type LookedAt =
  { readonly path: string; readonly text: string } | { readonly path: string; readonly refusal: FileRefusal };

/**
 * Reads a Compose file that a label names. Links are followed: what they lead to has to be such a file itself. Nothing is
 * opened before it is known to be a regular file, for opening a device may do something.
 */
export async function readComposeFile({ path, refusal }: LabelledFile): Promise<LookedAt> {
  if (refusal !== undefined) return { path, refusal };
  try {
    const real = await realpath(path);
    if (!isYamlName(real)) return { path, refusal: 'linked' };
    const wrong = whyNot(await stat(real));
    if (wrong !== undefined) return { path, refusal: wrong };
    const file = await open(real, FLAGS);
    try {
      const stats = await file.stat();
      const changed = whyNot(stats);
      if (changed !== undefined) return { path, refusal: changed };
      const buffer = Buffer.alloc(stats.size);
      const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
      return { path, text: buffer.toString('utf8', 0, bytesRead) };
    } finally {
      await file.close();
    }
  } catch (error) {
    return { path, refusal: refusalOf((error as NodeJS.ErrnoException).code) };
  }
}

function whyNot(stats: Stats): FileRefusal | undefined {
  if (!stats.isFile()) return 'kind';
  return stats.size > LONGEST ? 'long' : undefined;
}

function refusalOf(code: string | undefined): FileRefusal {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'absent';
    case 'EACCES':
    case 'EPERM':
      return 'denied';
    // A socket; a device that is none.
    case 'ENXIO':
    case 'ENODEV':
      return 'kind';
    default:
      return 'failed';
  }
}
