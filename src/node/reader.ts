import { closeSync, openSync, readSync, readdirSync, readlinkSync, statSync } from 'node:fs';

/** Why a path could not be read. */
export interface ReadFailure {
  readonly status: 'absent' | 'denied' | 'failed';
  /** The system's code: "ENOENT", "EACCES", "EISDIR". */
  readonly code: string;
}

export type ReadResult<T> = { readonly status: 'ok'; readonly value: T } | ReadFailure;

/** Identity, user and size of a directory as stat(2) tells them. */
export interface DirectoryStat {
  readonly inode: number;
  readonly uid: number;
  /** For /proc/PID/fd on Linux 6.2 and later the number of open files, else 0. */
  readonly size: number;
}

/** Reads a tree such as /proc. It knows no format, and it never throws. */
export interface ProcReader {
  /** The file's bytes, valid until the next call of `read`: they lie in a buffer that is used again. */
  read(path: string): ReadResult<Uint8Array>;
  /**
   * The bytes of a file that the kernel hands out in one piece (/proc/PID/stat, cmdline), without asking for more;
   * valid until the next reading.
   */
  readOnce(path: string): ReadResult<Uint8Array>;
  list(path: string): ReadResult<string[]>;
  readLink(path: string): ReadResult<string>;
  stat(path: string): ReadResult<DirectoryStat>;
}

const FIRST_SIZE = 256 * 1024;
const LEAST_ROOM = 64 * 1024;

/** A reader of the files below `root` ("/proc", or a recorded tree), synchronous, with one reused buffer. */
export class FileReader implements ProcReader {
  readonly #root: string;
  #buffer = Buffer.allocUnsafeSlow(FIRST_SIZE);

  constructor(root: string) {
    this.#root = root;
  }

  read(path: string): ReadResult<Uint8Array> {
    return this.#withFile(path, (file) => this.#fill(file));
  }

  readOnce(path: string): ReadResult<Uint8Array> {
    return this.#withFile(path, (file) => readSync(file, this.#buffer, 0, this.#buffer.length, null));
  }

  list(path: string): ReadResult<string[]> {
    return attempt(() => readdirSync(`${this.#root}/${path}`));
  }

  readLink(path: string): ReadResult<string> {
    return attempt(() => readlinkSync(`${this.#root}/${path}`));
  }

  stat(path: string): ReadResult<DirectoryStat> {
    return attempt(() => {
      const { ino, uid, size } = statSync(`${this.#root}/${path}`);
      return { inode: ino, uid, size };
    });
  }

  #withFile(path: string, fill: (file: number) => number): ReadResult<Uint8Array> {
    return attempt(() => {
      const file = openSync(`${this.#root}/${path}`, 'r');
      try {
        const length = fill(file);
        return this.#buffer.subarray(0, length);
      } finally {
        closeSync(file);
      }
    });
  }

  /** Reads the open file to its end: /proc gives short reads, so only an empty one is the end. */
  #fill(file: number): number {
    let length = 0;
    for (;;) {
      if (this.#buffer.length - length < LEAST_ROOM) {
        const larger = Buffer.allocUnsafeSlow(this.#buffer.length * 2);
        this.#buffer.copy(larger, 0, 0, length);
        this.#buffer = larger;
      }
      const count = readSync(file, this.#buffer, length, this.#buffer.length - length, null);
      if (count === 0) return length;
      length += count;
    }
  }
}

function attempt<T>(action: () => T): ReadResult<T> {
  try {
    return { status: 'ok', value: action() };
  } catch (error) {
    return failure(error);
  }
}

function failure(error: unknown): ReadFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
  switch (code) {
    case 'ENOENT':
    case 'ESRCH':
      return { status: 'absent', code };
    case 'EACCES':
    case 'EPERM':
      return { status: 'denied', code };
    default:
      return { status: 'failed', code };
  }
}
