import { constants } from 'node:fs';
import type { SystemCalls } from './systemCalls';

/** The flag of open(2) that Node does not name, the same on all machines that koffi is shipped for. */
const O_CLOEXEC = 0x8_0000;

/** Longer files are left to who reads on. */
const SIZE = 4096;

/**
 * Reads small files that the kernel hands out in one go, as /proc/PID/cmdline (fs/proc/base.c:get_mm_cmdline()): in
 * three calls, between which Node would do more than they do.
 */
export class SmallFiles {
  readonly #calls: SystemCalls;
  readonly #buffer = new Uint8Array(SIZE);

  constructor(calls: SystemCalls) {
    this.#calls = calls;
  }

  /** The file's bytes, valid until the next call; undefined where it cannot be read, or is longer. */
  read(path: string): Uint8Array | undefined {
    const file = this.#calls.open(path, constants.O_RDONLY | O_CLOEXEC);
    if (file < 0) return undefined;
    const length = this.#calls.read(file, this.#buffer, SIZE);
    this.#calls.close(file);
    return length < 0 || length === SIZE ? undefined : this.#buffer.subarray(0, length);
  }
}
