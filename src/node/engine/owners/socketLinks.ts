import type { DirectoryStat, ProcReader, ReadResult } from '../../reader';
import { folderOf } from './threads';

/** Instead of an inode: there is no such descriptor, it may not be looked at, or the looking failed. */
export const ABSENT = -1;
export const DENIED = -2;
export const FAILED = -3;

/** Reads the links of /proc/PID/fd, of one process after the other. */
export interface SocketLinks {
  /** How many links can be read in the time that it takes to find out that there is none. */
  readonly absentCost: number;
  /**
   * What there is to know of the process' /proc/PID/fd without looking into it.
   * @param thread whose files they are, where it is not the main thread's
   */
  stat(pid: number, thread?: number): ReadResult<DirectoryStat>;
  /**
   * From now on it is about that process, until {@link close}; one of the above where that cannot be, else 0.
   * @param thread as for {@link stat}
   */
  open(pid: number, thread?: number): number;
  /** Inode of the socket that the descriptor is, 0 where it is anything else; or {@link ABSENT} or {@link DENIED}. */
  inodeOf(descriptor: number): number;
  close(): void;
}

/** Reads them by their whole paths, as any file. */
export class FileLinks implements SocketLinks {
  /** Node makes an exception of it. */
  readonly absentCost: number = 8;
  readonly #reader: ProcReader;
  #folder = '';

  constructor(reader: ProcReader) {
    this.#reader = reader;
  }

  stat(pid: number, thread?: number): ReadResult<DirectoryStat> {
    return this.#reader.stat(`${folderOf(pid, thread)}/fd`);
  }

  open(pid: number, thread?: number): number {
    this.#folder = folderOf(pid, thread);
    return 0;
  }

  inodeOf(descriptor: number): number {
    const link = this.#reader.readLink(`${this.#folder}/fd/${descriptor}`);
    if (link.status !== 'ok') return link.status === 'denied' ? DENIED : ABSENT;
    return socketInode(link.value);
  }

  close(): void {
    this.#folder = '';
  }
}

/** Bytes of a link that netstat reads. */
const LINK_LIMIT = 29;

/** The two forms; what stands for the number is in one group or the other. */
const LINK = /^(?:socket:\[(.*)\]|\[0000\]:(.*))$/s;
/** As strtoul(3) reads it with base 0. */
const NUMBER = /^[\t-\r ]*([-+]?)(0[xX][0-9A-Fa-f]+|0[0-7]*|[1-9]\d*)$/;

const UINT64_MAX = 2n ** 64n - 1n;

/**
 * "socket:[123]" to 123, or the "[0000]:123" of kernels before 2.6.24; 0 for any other link. What stands for the number
 * is read as netstat does: blanks or a sign may precede it, 0x makes it a hexadecimal one and 0 an octal one.
 */
export function socketInode(link: string): number {
  if (link.startsWith('socket:[')) {
    const inode = decimal(link, 8, link.length - 1);
    if (inode > 0 && link.endsWith(']')) return inode;
  } else if (!link.startsWith('[0000]:')) {
    return 0;
  }
  const match = LINK.exec(link.slice(0, LINK_LIMIT));
  const [, sign, digits = '0'] = NUMBER.exec(match?.[1] ?? match?.[2] ?? '') ?? [];
  const size = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const inode = size > UINT64_MAX ? UINT64_MAX : BigInt.asUintN(64, sign === '-' ? -size : size);
  return inode === UINT64_MAX ? 0 : Number(inode);
}

/** A number as the kernel writes it; 0 where it is written otherwise, or with more digits than are exact. */
function decimal(text: string, from: number, to: number): number {
  if (text.charCodeAt(from) === 0x30 || to - from > 15) return 0;
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return 0;
    value = value * 10 + digit;
  }
  return value;
}
