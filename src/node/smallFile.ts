import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** Opening does not wait, as it would for who writes into a pipe. */
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/**
 * A file's bytes; nothing where it is none, is no regular file, is longer, or cannot be read.
 * @param most bytes that it may have
 */
export function readSmallFile(path: string, most: number): Uint8Array | undefined {
  try {
    const file = openSync(path, FLAGS);
    try {
      const stat = fstatSync(file);
      if (!stat.isFile() || stat.size > most) return undefined;
      const buffer = Buffer.alloc(stat.size);
      return buffer.subarray(0, readSync(file, buffer, 0, buffer.length, 0));
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}
