import { closeSync, constants, openSync } from 'node:fs';

/** O_PATH of include/uapi/asm-generic/fcntl.h, which Node has no name for: a handle of the folder, not of what is in it. */
const O_PATH = 0o10_000_000;

const FLAGS = O_PATH | constants.O_DIRECTORY;

/**
 * Calls back with a path to a folder that stays that folder's whatever becomes of the process or the path by which it
 * was found; `..` behind it leads up in the mount namespace that the folder is in.
 * @param path may be a link of /proc/PID: what it leads to is opened, not what its text says
 * @returns what the callback returns; nothing where the folder cannot be opened
 */
export function withFolder<T>(path: string, use: (folder: string) => T): T | undefined {
  let handle: number;
  try {
    handle = openSync(path, FLAGS);
  } catch {
    return undefined;
  }
  try {
    return use(`/proc/self/fd/${handle}`);
  } finally {
    closeSync(handle);
  }
}
