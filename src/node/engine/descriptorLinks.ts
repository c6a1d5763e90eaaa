import { constants as files } from 'node:fs';
import { constants as system } from 'node:os';
import type { SystemCalls } from '../system/systemCalls';
import { ABSENT, DENIED, FAILED, type SocketLinks, socketInode } from './socketLinks';
import { folderOf } from './threads';

/** Flags of open(2) that Node does not name, the same on all machines that koffi is shipped for. */
const O_PATH = 0x20_0000;
const O_CLOEXEC = 0x8_0000;

/** Only to find names below it, and not for programs that are started meanwhile. */
const FLAGS = O_PATH | O_CLOEXEC | files.O_DIRECTORY;

const { EACCES, ENOENT, EPERM, ESRCH } = system.errno;

/** Room for "socket:[18446744073709551615]"; more of a link is of no interest. */
const SIZE = 64;

const PREFIX = Buffer.from('socket:[', 'latin1');
const BRACKET = ']'.charCodeAt(0);
const ZERO = '0'.charCodeAt(0);
/** Where a number that is exact ends at the latest. */
const MOST = PREFIX.length + 15;

/** What the links of kernels before 2.6.24 begin with: "[0000]:123". */
const OLD_PREFIX = '['.charCodeAt(0);

/**
 * Reads them relative to the opened directory. That spares the kernel the way from the root to each of them, and Node a
 * buffer of 4 kB and a string for each: a link costs less than it costs a C program that names the whole path.
 */
export class DescriptorLinks implements SocketLinks {
  readonly #calls: SystemCalls;
  readonly #link = Buffer.allocUnsafeSlow(SIZE);
  #directory = -1;

  constructor(calls: SystemCalls) {
    this.#calls = calls;
  }

  open(pid: number, thread?: number): number {
    this.#directory = this.#calls.open(`/proc/${folderOf(pid, thread)}/fd`, FLAGS);
    return this.#directory < 0 ? this.#whyNot() : 0;
  }

  inodeOf(descriptor: number): number {
    const length = this.#calls.readLinkAt(this.#directory, String(descriptor), this.#link, SIZE);
    return length < 0 ? this.#whyNot() : this.#inode(length);
  }

  close(): void {
    if (this.#directory >= 0) this.#calls.close(this.#directory);
    this.#directory = -1;
  }

  #inode(length: number): number {
    const link = this.#link;
    for (let i = 0; i < PREFIX.length; i++) if (link[i] !== PREFIX[i]) return this.#oddInode(length);
    let inode = 0;
    let at = PREFIX.length;
    for (let digit; at < length && (digit = (link[at] ?? 0) - 0x30) >= 0 && digit <= 9; at++) {
      inode = inode * 10 + digit;
    }
    const isPlain = at === length - 1 && link[at] === BRACKET && at <= MOST && link[PREFIX.length] !== ZERO;
    return isPlain ? inode : this.#oddInode(length);
  }

  /** Of a link that is not written as today's kernels write those of sockets: most are none. */
  #oddInode(length: number): number {
    const first = this.#link[0];
    return first === PREFIX[0] || first === OLD_PREFIX
      ? socketInode(this.#link.toString('latin1', 0, length))
      : 0;
  }

  #whyNot(): number {
    switch (this.#calls.errno()) {
      case ENOENT:
      case ESRCH:
        return ABSENT;
      case EACCES:
      case EPERM:
        return DENIED;
      default:
        return FAILED;
    }
  }
}
