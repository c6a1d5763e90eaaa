import type { ProcReader } from '../reader';
import { folderOf } from './threads';

/** Instead of an inode: there is no such descriptor, it may not be looked at, or the looking failed. */
export const ABSENT = -1;
export const DENIED = -2;
export const FAILED = -3;

/** Reads the links of /proc/PID/fd, of one process after the other. */
export interface SocketLinks {
  /**
   * From now on it is about that process, until {@link close}; one of the above where that cannot be, else 0.
   * @param thread whose files they are, where it is not the main thread's
   */
  open(pid: number, thread?: number): number;
  /** Inode of the socket that the descriptor is, 0 where it is anything else; or {@link ABSENT} or {@link DENIED}. */
  inodeOf(descriptor: number): number;
  close(): void;
}

/** Reads them by their whole paths, as any file. */
export class FileLinks implements SocketLinks {
  readonly #reader: ProcReader;
  #folder = '';

  constructor(reader: ProcReader) {
    this.#reader = reader;
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
