import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';

/** Opening does not wait, as it would for who writes into a pipe. */
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/** What a file has to be, beside regular and small. */
export interface Demands {
  /** Whether it may not be a link, wherever that leads. */
  readonly isNoLink?: boolean;
  /** Whether that file will do, by what the open file is. */
  readonly allows?: (stats: Stats) => boolean;
}

/**
 * A file's bytes; nothing where it is none, is no regular file, is longer, is not what is demanded, or cannot be read.
 * @param most bytes that it may have
 */
export function readSmallFile(path: string, most: number, demands: Demands = {}): Uint8Array | undefined {
  try {
    const file = openSync(path, demands.isNoLink === true ? FLAGS | constants.O_NOFOLLOW : FLAGS);
    try {
      const stat = fstatSync(file);
      if (!stat.isFile() || stat.size > most || demands.allows?.(stat) === false) return undefined;
      const buffer = Buffer.alloc(stat.size);
      return buffer.subarray(0, readSync(file, buffer, 0, buffer.length, 0));
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}
