import type { DirectoryStat, ProcReader, ReadFailure, ReadResult } from '../../../src/node/reader';

const ABSENT: ReadFailure = { status: 'absent', code: 'ENOENT' };
const DENIED: ReadFailure = { status: 'denied', code: 'EACCES' };

/** The process that reads. */
export const OWN_PID = 4711;

/** Inode of the tables of its network namespace. */
export const OWN_NETWORK = 4_026_531_900;

/** A process of the fake machine. */
export interface FakeProcess {
  startTime: number;
  parentPid?: number;
  comm?: string;
  state?: string;
  uid?: number;
  commandLine?: string[];
  /** The file that it runs; absent where reading that is denied. */
  executable?: string;
  /** Inodes of its sockets. */
  sockets?: number[];
  denied?: boolean;
  /** Whether its descriptors may be listed, and no link of them read. */
  deniesLinks?: boolean;
  /** The threads that go on where the main one has ended: the process then seems to be a zombie without files. */
  threads?: number[];
  /** Whether what the main thread has left behind may not be read: it is root's by then. */
  deniesMain?: boolean;
  /** Whether it may be dumped; where not, the files in its directory seem to be root's. */
  dumpable?: boolean;
  /** Whether what /proc tells of it beside its number is denied, as with hidepid=1. */
  isClosed?: boolean;
  /** Whether it was forked and has loaded no program. */
  isFork?: boolean;
  /** Inode of its network namespace's tables where that is not this reader's own. */
  network?: number | 'untold';
  /** Inode of /proc/PID/fd where it is not to stand for the process. */
  directory?: number;
}

/** A /proc in memory that tests change between and within the engine's calls. */
export class FakeReader implements ProcReader {
  /** A text of 'denied' stands for a file that may not be read. */
  readonly files = new Map<string, string>();
  readonly processes = new Map<number, FakeProcess>();
  /** Whether /proc/PID/fd tells the number of open files, as Linux 6.2 and later do. */
  countsFiles = true;
  /** Whether numbers are missing between the descriptors of a process. */
  hasGaps = false;
  /** Whom /proc/self names; nothing where there is no such link. */
  self: number | undefined = OWN_PID;
  /** How often the descriptors of a process were read. */
  readonly listed = new Map<number, number>();
  /** How often a file was read, by its path. */
  readonly reads = new Map<string, number>();
  stats = 0;

  read(path: string): ReadResult<Uint8Array> {
    if (path === 'self/status' && !this.files.has(path)) {
      return { status: 'ok', value: Buffer.from(`Name:\tnode\nNSpid:\t${this.self ?? 0}\n`) };
    }
    this.reads.set(path, (this.reads.get(path) ?? 0) + 1);
    const text = this.files.get(path) ?? this.#processFile(path);
    if (text === undefined) return ABSENT;
    return text === 'denied' ? DENIED : { status: 'ok', value: Buffer.from(text, 'latin1') };
  }

  readOnce(path: string): ReadResult<Uint8Array> {
    return this.read(path);
  }

  readPieces(path: string, take: (piece: Uint8Array) => void): ReadResult<undefined> {
    const whole = this.read(path);
    if (whole.status !== 'ok') return whole;
    take(whole.value);
    return { status: 'ok', value: undefined };
  }

  list(path: string): ReadResult<string[]> {
    const [, ofThreads] = /^(\d+)\/task$/.exec(path) ?? [];
    if (ofThreads !== undefined) {
      const { threads = [] } = this.processes.get(Number(ofThreads)) ?? {};
      return { status: 'ok', value: [ofThreads, ...threads.map(String)] };
    }
    if (path === '.') return { status: 'ok', value: ['self', ...[...this.processes.keys()].map(String)] };
    if (path === 'self/net') return { status: 'ok', value: [] };
    const process = this.#processOf(path);
    if (process === undefined || !path.endsWith('/fd')) return ABSENT;
    this.#opened(path);
    if (process.denied) return DENIED;
    if (this.#isBare(path, process) && process.deniesMain) return DENIED;
    if (this.#isBare(path, process)) return { status: 'ok', value: [] };
    return {
      status: 'ok',
      value: ['0', ...(process.sockets ?? []).map((_, i) => String(i + (this.hasGaps ? 3 : 1)))],
    };
  }

  readLink(path: string): ReadResult<string> {
    if (path === 'self/ns/pid') return { status: 'ok', value: 'pid:[4026531836]' };
    if (path === 'self') return this.self === undefined ? ABSENT : { status: 'ok', value: String(this.self) };
    const process = this.#processOf(path);
    if (process === undefined || this.#isBare(path, process)) return ABSENT;
    if (path.endsWith('/exe')) {
      return process.executable === undefined ? DENIED : { status: 'ok', value: process.executable };
    }
    if (path.endsWith('/cwd')) return { status: 'ok', value: '/srv' };
    const descriptor = Number(path.slice(path.lastIndexOf('/') + 1));
    if (descriptor === 0) this.#opened(path);
    if (process.denied || process.deniesLinks) return DENIED;
    if (descriptor === 0) return { status: 'ok', value: '/dev/null' };
    const inode = process.sockets?.[descriptor - (this.hasGaps ? 3 : 1)];
    return inode === undefined ? ABSENT : { status: 'ok', value: `socket:[${inode}]` };
  }

  stat(path: string): ReadResult<DirectoryStat> {
    const process = this.#processOf(path);
    if (path.endsWith('/net/tcp') && (process !== undefined || path.startsWith('self/'))) {
      const inode = process?.network ?? OWN_NETWORK;
      if (inode === 'untold') return { status: 'failed', code: 'EINVAL' };
      return { status: 'ok', value: { inode, uid: 0, size: 0 } };
    }
    if (process === undefined) return ABSENT;
    const [, task] = /\/task\/(\d+)\//.exec(path) ?? [];
    if (task !== undefined && process.threads?.includes(Number(task)) !== true) return ABSENT;
    this.stats++;
    if (path.endsWith('/fd') && this.#isBare(path, process)) {
      return { status: 'ok', value: { inode: process.startTime, uid: 0, size: 0 } };
    }
    const size = this.countsFiles ? 1 + (process.sockets ?? []).length : 0;
    const { directory = process.startTime, dumpable = true, uid = 1000 } = process;
    const seenUid = path.endsWith('/fd') && !dumpable ? 0 : uid;
    return { status: 'ok', value: { inode: directory, uid: seenUid, size } };
  }

  /** Whether the path tells of a main thread that has ended. */
  #isBare(path: string, { threads, state }: FakeProcess): boolean {
    return (threads !== undefined || state === 'Z') && !path.includes('/task/');
  }

  #opened(path: string): void {
    const pid = Number.parseInt(path, 10);
    this.listed.set(pid, (this.listed.get(pid) ?? 0) + 1);
  }

  #processOf(path: string): FakeProcess | undefined {
    return this.processes.get(Number.parseInt(path, 10));
  }

  #processFile(path: string): string | undefined {
    const process = this.#processOf(path);
    const [pid] = path.split('/');
    const file = path.slice(path.lastIndexOf('/') + 1);
    if (process === undefined) return undefined;
    if (process.isClosed) return 'denied';
    const { startTime, isFork = false, uid = 1000, parentPid = 1, comm = 'server', threads = [] } = process;
    const { state = threads.length > 0 ? 'Z' : 'S' } = process;
    switch (file) {
      case 'stat':
        return `${pid} (${comm}) ${state} ${parentPid} 0 0 0 -1 ${isFork ? 64 : 0} 0 0 0 0 0 0 0 0 20 0 ${1 + threads.length} 0 ${startTime} 0 0\n`;
      case 'status':
        return `Name:\t${comm}\nUid:\t${uid}\t${uid}\t${uid}\t${uid}\n`;
      case 'cmdline':
        if (this.#isBare(path, process)) return '';
        return (process.commandLine ?? [comm]).map((word) => `${word}\0`).join('');
      default:
        return undefined;
    }
  }
}

/** The text of /proc/net/tcp for sockets that listen on 127.0.0.1. */
export function tcpTable(sockets: readonly { port: number; inode: number; uid?: number }[]): string {
  const rows = sockets.map(({ port, inode, uid = 1000 }, i) => {
    const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
    const start = `${String(i).padStart(4)}: 0100007F:${hexPort} 00000000:0000 0A 00000000:00000000 00:00000000 00000000`;
    return `${start} ${String(uid).padStart(5)} ${'0'.padStart(8)} ${inode} 1 0000000000000000 100 0 0 10 0\n`;
  });
  const header =
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
  return header + rows.join('');
}
