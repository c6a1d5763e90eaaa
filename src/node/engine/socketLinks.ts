import type { DirectoryStat, ProcReader, ReadResult } from '../reader';

/** Instead of an inode: there is no such descriptor, it may not be looked at, or the looking failed. */
export const ABSENT = -1;
export const DENIED = -2;
export const FAILED = -3;

/** Reads the links of /proc/PID/fd, of one process after the other. */
export interface SocketLinks {
  /** How many links can be read in the time that it takes to find out that there is none. */
  readonly absentCost: number;
  /** What there is to know of the process' /proc/PID/fd without looking into it. */
  stat(pid: number): ReadResult<DirectoryStat>;
  /** From now on it is about that process, until {@link close}; one of the above where that cannot be, else 0. */
  open(pid: number): number;
  /** Inode of the socket that the descriptor is, 0 where it is anything else; or {@link ABSENT} or {@link DENIED}. */
  inodeOf(descriptor: number): number;
  close(): void;
}

/** Reads them by their whole paths, as any file. */
export class FileLinks implements SocketLinks {
  /** Node makes an exception of it. */
  readonly absentCost: number = 8;
  readonly #reader: ProcReader;
  #pid = 0;

  constructor(reader: ProcReader) {
    this.#reader = reader;
  }

  stat(pid: number): ReadResult<DirectoryStat> {
    return this.#reader.stat(`${pid}/fd`);
  }

  open(pid: number): number {
    this.#pid = pid;
    return 0;
  }

  inodeOf(descriptor: number): number {
    const link = this.#reader.readLink(`${this.#pid}/fd/${descriptor}`);
    if (link.status !== 'ok') return link.status === 'denied' ? DENIED : ABSENT;
    return socketInode(link.value);
  }

  close(): void {
    this.#pid = 0;
  }
}

/** "socket:[123]" to 123, or the old "[0000]:123"; 0 for any other link. */
export function socketInode(link: string): number {
  if (link.startsWith('socket:[')) return decimal(link, 8, link.length - 1);
  if (link.startsWith('[0000]:')) return decimal(link, 7, link.length);
  return 0;
}

function decimal(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return 0;
    value = value * 10 + digit;
  }
  return value;
}
