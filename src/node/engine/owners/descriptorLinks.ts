import { constants as files } from 'node:fs';
import { constants as system, endianness } from 'node:os';
import { type DirectoryStat, failureOf, FileReader, type ReadResult } from '../../reader';
import type { SystemCalls } from '../../system/systemCalls';
import { ABSENT, DENIED, FAILED, type SocketLinks, socketInode } from './socketLinks';
import { folderOf } from './threads';

/** Flags of open(2) that Node does not name, the same on all machines that koffi is shipped for. */
const O_PATH = 0x20_0000;
const O_CLOEXEC = 0x8_0000;

/** Only to find names below it, and not for programs that are started meanwhile. */
const FLAGS = O_PATH | O_CLOEXEC | files.O_DIRECTORY;

/** Stands for the working directory before a path, which an absolute path does without. */
const AT_FDCWD = -100;
/** Of struct statx (statx(2)): what is asked for, and how many bytes it has. */
const STATX_UID = 0x8;
const STATX_INO = 0x100;
const STATX_SIZE = 0x200;
const STATX = 256;

const { EACCES, ENOENT, EPERM, ESRCH } = system.errno;

/** Room for "socket:[18446744073709551615]"; more of a link is of no interest. */
const SIZE = 64;

const PREFIX = Buffer.from('socket:[', 'latin1');
/** The same as numbers of 32 bits, in this machine's byte order. */
const [FIRST, SECOND] = new Uint32Array(Uint8Array.from(PREFIX).buffer);
const BRACKET = ']'.charCodeAt(0);
const ZERO = '0'.charCodeAt(0);
/** Where a number that is exact ends at the latest. */
const MOST = PREFIX.length + 15;

/** What the links of kernels before 2.6.24 begin with: "[0000]:123". */
const OLD_PREFIX = '['.charCodeAt(0);

/**
 * Reads them relative to the opened directory. That spares the kernel the way from the root to each of them, and Node a
 * buffer of 4 kB and a string for each: a link costs less than it costs a C program that names the whole path. Made a
 * string of all the same, links cost 1.03 to 1.05 of `netstat -anp` and of a full scan with 10,000 sockets; with Node's
 * stat instead of statx(2) a pass took 1.2 (`npm run bench:builds`).
 */
export class DescriptorLinks implements SocketLinks {
  readonly absentCost = 1;
  readonly #calls: SystemCalls;
  readonly #stat = new DataView(new ArrayBuffer(STATX));
  readonly #statBytes = new Uint8Array(this.#stat.buffer);
  readonly #littleEndian = endianness() === 'LE';
  /** Where the C library has no statx(2). */
  #reader: FileReader | undefined;
  readonly #link = Buffer.allocUnsafeSlow(SIZE);
  readonly #words = new Uint32Array(this.#link.buffer);
  #directory = -1;

  constructor(calls: SystemCalls) {
    this.#calls = calls;
  }

  /** Node makes an object with four dates of each answer, which takes longer than to get it. */
  stat(pid: number, thread?: number): ReadResult<DirectoryStat> {
    const { statx } = this.#calls;
    const folder = folderOf(pid, thread);
    if (statx === undefined) return (this.#reader ??= new FileReader('/proc')).stat(`${folder}/fd`);
    const mask = STATX_UID | STATX_INO | STATX_SIZE;
    if (statx(AT_FDCWD, `/proc/${folder}/fd`, 0, mask, this.#statBytes) !== 0) return this.#whyNoStat();
    const stat = this.#stat;
    const littleEndian = this.#littleEndian;
    const uid = stat.getUint32(20, littleEndian);
    const inode = Number(stat.getBigUint64(32, littleEndian));
    return { status: 'ok', value: { inode, uid, size: Number(stat.getBigUint64(40, littleEndian)) } };
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
    if (this.#words[0] !== FIRST || this.#words[1] !== SECOND) return this.#oddInode(length);
    const link = this.#link;
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

  #whyNoStat(): ReadResult<never> {
    const error = this.#calls.errno();
    const code = Object.entries(system.errno).find(([, number]) => number === error)?.[0] ?? 'UNKNOWN';
    return failureOf(code);
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
