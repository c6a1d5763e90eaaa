import { InodeMap } from '../../core/model/inodeMap';
import type { ProcReader } from '../reader';

const NONE = new Uint32Array(0);

/** What is remembered of one process between passes. */
interface Holder {
  /** Inode and size of its /proc/PID/fd when it was read; size is the count of open files on Linux 6.2 and later. */
  directory: number;
  size: number;
  /** Inodes of its sockets, each once. */
  inodes: Uint32Array;
  denied: boolean;
}

/** The sockets that the processes of a machine hold, read from /proc/PID/fd and kept between passes. */
export class SocketFiles {
  readonly #reader: ProcReader;
  #holders = new Map<number, Holder>();
  /** Pids still to be read again in this round of verification. */
  #toVerify: number[] = [];
  /** Wanted inodes that nobody held in the last pass, and those that nobody held after a full reading. */
  #unknown = new InodeMap();
  #unowned = new InodeMap();
  vanished = 0;

  constructor(reader: ProcReader) {
    this.#reader = reader;
  }

  /**
   * Brings the picture up to date for the wanted inodes.
   *
   * A process is read again when its directory or its count of files changed. Neither tells of a socket that took
   * a closed file's place, nor of a change on kernels that give no count: so an inode without a holder in two
   * passes makes all be read again (once), and each pass verifies some processes in turn.
   * @param wanted inodes of the sockets that owners are asked for
   * @param fresh read all, and those again that were denied
   */
  refresh(wanted: InodeMap, wantedInodes: Iterable<number>, fresh: boolean): void {
    this.vanished = 0;
    this.#look(fresh);
    if (!fresh) this.#verifySome();
    const missing = this.#missing(wanted, wantedInodes);
    const isOld = missing.some((inode) => this.#unknown.has(inode));
    if (isOld && !fresh) this.#look(true);
    const stillMissing = isOld ? this.#missing(wanted, missing) : missing;
    this.#unknown = new InodeMap(stillMissing.length);
    for (const inode of stillMissing) {
      if (fresh || isOld) this.#unowned.set(inode, 1);
      else this.#unknown.set(inode, 1);
    }
    if (this.#unowned.size > 4 * wanted.size + 4096) this.#unowned = new InodeMap();
  }

  /** Calls back with every process, pids ascending, and the inodes of its sockets. */
  forEach(visit: (pid: number, inodes: Uint32Array) => void): void {
    for (const pid of [...this.#holders.keys()].sort((a, b) => a - b)) {
      visit(pid, this.#holders.get(pid)?.inodes ?? NONE);
    }
  }

  get processes(): number {
    return this.#holders.size;
  }

  get denied(): number {
    let count = 0;
    for (const holder of this.#holders.values()) if (holder.denied) count++;
    return count;
  }

  #look(fresh: boolean): void {
    const list = this.#reader.list('.');
    const seen = new Map<number, Holder>();
    for (const name of list.status === 'ok' ? list.value : []) {
      const pid = pidOf(name);
      if (pid === 0) continue;
      const stat = this.#reader.stat(`${name}/fd`);
      if (stat.status !== 'ok') {
        if (stat.status === 'absent') this.vanished++;
        else seen.set(pid, { directory: 0, size: 0, inodes: NONE, denied: true });
        continue;
      }
      const { inode, size } = stat.value;
      const known = this.#holders.get(pid);
      if (!fresh && known?.directory === inode && known.size === size) {
        seen.set(pid, known);
        continue;
      }
      const holder = this.#read(pid, inode, size);
      if (holder !== undefined) seen.set(pid, holder);
    }
    this.#holders = seen;
  }

  #read(pid: number, directory: number, size: number): Holder | undefined {
    const list = this.#reader.list(`${pid}/fd`);
    if (list.status === 'absent') {
      this.vanished++;
      return undefined;
    }
    if (list.status !== 'ok') return { directory, size, inodes: NONE, denied: true };
    const inodes = new Set<number>();
    for (const descriptor of list.value) {
      const link = this.#reader.readLink(`${pid}/fd/${descriptor}`);
      const inode = link.status === 'ok' ? socketInode(link.value) : 0;
      if (inode !== 0) inodes.add(inode);
    }
    return { directory, size, inodes: Uint32Array.from(inodes), denied: false };
  }

  /** Reads a thirtieth of the processes again, so that all are verified within about a minute. */
  #verifySome(): void {
    if (this.#toVerify.length === 0) this.#toVerify = [...this.#holders.keys()];
    const count = Math.ceil(this.#holders.size / 30);
    for (const pid of this.#toVerify.splice(-count)) {
      const known = this.#holders.get(pid);
      if (known === undefined || known.denied) continue;
      const holder = this.#read(pid, known.directory, known.size);
      if (holder === undefined) this.#holders.delete(pid);
      else this.#holders.set(pid, holder);
    }
  }

  /** The wanted inodes that no process holds and that are not known to have no owner. */
  #missing(wanted: InodeMap, wantedInodes: Iterable<number>): number[] {
    const held = new InodeMap(wanted.size);
    for (const { inodes } of this.#holders.values()) {
      for (const inode of inodes) if (wanted.has(inode)) held.set(inode, 1);
    }
    const missing: number[] = [];
    for (const inode of wantedInodes) {
      if (!held.has(inode) && !this.#unowned.has(inode)) missing.push(inode);
    }
    return missing;
  }
}

/** "socket:[123]" to 123, or the old "[0000]:123"; 0 for any other link. */
export function socketInode(link: string): number {
  const text = link.startsWith('socket:[')
    ? link.slice(8, -1)
    : link.startsWith('[0000]:')
      ? link.slice(7)
      : '';
  return /^\d+$/.test(text) ? Number(text) : 0;
}

function pidOf(name: string): number {
  return /^[1-9]\d*$/.test(name) ? Number(name) : 0;
}
