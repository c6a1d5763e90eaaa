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
   * Hands out a file's bytes in pieces that end where a line does, but for the last where the file does not; each is
   * valid until `take` returns. So a table of any length takes no more memory than its longest line, or a piece.
   */
  readPieces(path: string, take: (piece: Uint8Array) => void): ReadResult<undefined>;
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
const NEWLINE = 0x0a;

/** Making an exception costs more than the call. */
const WITHOUT_THROWING = { throwIfNoEntry: false } as const;

/** A reader of the files below `root` ("/proc", or a recorded tree), synchronous, with one reused buffer. */
export class FileReader implements ProcReader {
  readonly #root: string;
  #buffer = Buffer.allocUnsafeSlow(FIRST_SIZE);

  constructor(root: string) {
    this.#root = root;
  }

  read(path: string): ReadResult<Uint8Array> {
    return this.#opened(path, (file) => this.#filled(this.#fill(file)));
  }

  readOnce(path: string): ReadResult<Uint8Array> {
    return this.#opened(path, (file) => this.#filled(readSync(file, this.#buffer)));
  }

  readPieces(path: string, take: (piece: Uint8Array) => void): ReadResult<undefined> {
    return this.#opened(path, (file) => this.#handOut(file, take));
  }

  list(path: string): ReadResult<string[]> {
    return tried(() => readdirSync(`${this.#root}/${path}`));
  }

  readLink(path: string): ReadResult<string> {
    return tried(() => readlinkSync(`${this.#root}/${path}`));
  }

  stat(path: string): ReadResult<DirectoryStat> {
    try {
      const stat = statSync(`${this.#root}/${path}`, WITHOUT_THROWING);
      if (stat === undefined) return { status: 'absent', code: 'ENOENT' };
      return { status: 'ok', value: { inode: stat.ino, uid: stat.uid, size: stat.size } };
    } catch (error) {
      return failure(error);
    }
  }

  /** The file system that a file is on; nothing where it is not there. */
  deviceOf(path: string): number | undefined {
    try {
      return statSync(`${this.#root}/${path}`, WITHOUT_THROWING)?.dev;
    } catch {
      return undefined;
    }
  }

  /** The buffer may have been made anew while it was filled. */
  #filled(length: number): Uint8Array {
    return this.#buffer.subarray(0, length);
  }

  #opened<T>(path: string, use: (file: number) => T): ReadResult<T> {
    return tried(() => {
      const file = openSync(`${this.#root}/${path}`, 'r');
      try {
        return use(file);
      } finally {
        closeSync(file);
      }
    });
  }

  #handOut(file: number, take: (piece: Uint8Array) => void): undefined {
    let length = 0;
    for (let atEnd = false; !atEnd;) {
      if (this.#buffer.length - length < LEAST_ROOM) this.#grow(length);
      while (!atEnd && this.#buffer.length - length >= LEAST_ROOM) {
        const count = readSync(file, this.#buffer, length, this.#buffer.length - length, null);
        length += count;
        atEnd = count === 0;
      }
      const read = this.#buffer.subarray(0, length);
      const stop = atEnd ? length : read.lastIndexOf(NEWLINE) + 1;
      if (stop > 0) take(read.subarray(0, stop));
      this.#buffer.copyWithin(0, stop, length);
      length -= stop;
    }
  }

  #grow(length: number): void {
    const larger = Buffer.allocUnsafeSlow(this.#buffer.length * 2);
    this.#buffer.copy(larger, 0, 0, length);
    this.#buffer = larger;
  }

  /** Reads the open file to its end: /proc gives short reads, so only an empty one is the end. */
  #fill(file: number): number {
    let length = 0;
    for (;;) {
      if (this.#buffer.length - length < LEAST_ROOM) this.#grow(length);
      const count = readSync(file, this.#buffer, length, this.#buffer.length - length, null);
      if (count === 0) return length;
      length += count;
    }
  }
}

function tried<T>(read: () => T): ReadResult<T> {
  try {
    return { status: 'ok', value: read() };
  } catch (error) {
    return failure(error);
  }
}

function failure(error: unknown): ReadFailure {
  return failureOf(error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN');
}

/** What a system's code means to who reads /proc. */
export function failureOf(code: string): ReadFailure {
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
