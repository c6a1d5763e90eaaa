import { closeSync, openSync, opendirSync, readSync, statSync } from 'node:fs';
import type {
  ByteText,
  Environment,
  Failure,
  InterfaceAddress,
  ListResult,
  OpenResult,
  PidVisibility,
  ReadResult,
  SocketsResult,
} from '../../core/netstat/context/environment';
import { timerDelay } from '../../core/model/bounds';
import type * as dataWriting from '../../core/netstat/data/writer';
import { DescriptorLinks } from '../engine/owners/descriptorLinks';
import { Descriptors } from '../engine/owners/descriptors';
import type { InetTable } from '../../core/model/inetTable';
import type { KernelInterfaces } from '../../core/model/kernelInterfaces';
import { readProcPids } from '../engine/owners/procPids';
import { readSurroundings } from '../engine/owners/surroundings';
import { HolderCache } from '../engine/owners/holderCache';
import { FileLinks, type SocketLinks } from '../engine/owners/socketLinks';
import { FileReader } from '../reader';
import { ProcessTimes } from '../system/processTimes';
import { SmallFiles } from '../system/smallFiles';
import type { SystemCallsOnce } from '../system/systemCallsOnce';
import { CommandLines } from './commandLines';
import { isKernels } from './isKernels';
import { noteWork, optimizeFromNow } from './optimizer';
import { hasSelinux } from './selinux';

/** Where things lie and who asks: the machine's own, or a recorded tree's. */
export interface Places {
  readonly proc: string;
  readonly etc: string;
  readonly sys: string;
  readonly effectiveUid: number;
  readonly littleEndian: boolean;
  readonly posixlyCorrect: boolean;
  interfaceAddresses(): readonly InterfaceAddress[];
  kernelInterfaces?(): KernelInterfaces | undefined;
  reverseLookup(address: string): Promise<ByteText | undefined>;
}

/** Who tells sockets beside the files. */
export type Kernel = Required<Pick<Environment, 'tcpSockets'>>;

/** Bytes that a piece of a large file has at most. */
const PIECE_SIZE = 1 << 16;
/** The kernel hands out /proc files a page at a time: with less room than that in the buffer, the piece is full. */
const LEAST_ROOM = 1 << 13;

const UNIX_TABLE = '/proc/net/unix';

/** There are as many of these as processes hold sockets. */
const COMMAND_LINE = /^\/proc\/\d+\/cmdline$/;

/** netstat's questions answered by Node, with synchronous reads: nothing else runs in this process. */
export class NodeEnvironment implements Environment {
  readonly programName = 'netstat';
  readonly #places: Places;
  readonly #reader: FileReader;
  readonly #calls: SystemCallsOnce | undefined;
  #links: SocketLinks | undefined;
  #commandLines: CommandLines | undefined;
  #descriptors: Descriptors | undefined;
  #keepsHolders: boolean | undefined;
  #kept: HolderCache | undefined;
  readonly #kernel: Kernel | undefined;
  /** Where the directories below the root lie, as netstat names them. */
  readonly #roots = new Map<ByteText, ByteText>();
  #room = new Uint8Array(PIECE_SIZE);

  /**
   * @param calls system calls, where it is this machine
   * @param kernel tells sockets beside the files, where they are this machine's
   */
  constructor(places: Places, calls?: SystemCallsOnce, kernel?: Kernel) {
    this.#places = places;
    this.#calls = calls;
    this.#kernel = kernel;
    this.#reader = new FileReader(places.proc);
    for (const top of ['proc', 'etc', 'sys'] as const) {
      this.#roots.set(`/${top}`, Buffer.from(places[top]).toString('latin1'));
    }
  }

  get effectiveUid(): number {
    return this.#places.effectiveUid;
  }

  get littleEndian(): boolean {
    return this.#places.littleEndian;
  }

  get posixlyCorrect(): boolean {
    return this.#places.posixlyCorrect;
  }

  get selinuxEnabled(): boolean {
    return hasSelinux(this);
  }

  readFile(path: ByteText): ReadResult {
    if (this.#commandLines !== undefined && COMMAND_LINE.test(path)) {
      const bytes = this.#commandLines.read(path, this.#kept);
      if (bytes !== undefined) return { ok: true, bytes };
    }
    if (path === UNIX_TABLE) this.#kept?.noteTable();
    return attempt(() => {
      const file = openSync(this.#locate(path), 'r');
      try {
        return { ok: true, bytes: this.#readWhole(file) };
      } finally {
        closeSync(file);
      }
    });
  }

  openFile(path: ByteText): OpenResult {
    return attempt(() => {
      const file = openSync(this.#locate(path), 'r');
      const buffer = new Uint8Array(PIECE_SIZE);
      try {
        // The first read tells a directory from a file.
        const length = readSync(file, buffer);
        return { ok: true, pieces: pieces(file, buffer, length, () => this.#kept?.noteTable()) };
      } catch (error) {
        closeSync(file);
        throw error;
      }
    });
  }

  tcpSockets(onlyServers: boolean): InetTable | undefined {
    this.#kept?.noteTable();
    return this.#kernel?.tcpSockets(onlyServers);
  }

  readDirectory(path: ByteText): ListResult {
    return attempt(() => {
      // Unlike readdirSync(), this keeps the directory's own order: the kernel's, by pid.
      const directory = opendirSync(this.#locate(path), { encoding: 'latin1', bufferSize: 1024 });
      const names: ByteText[] = [];
      for (let entry = directory.readSync(); entry !== null; entry = directory.readSync())
        names.push(entry.name);
      directory.closeSync();
      return { ok: true, names };
    });
  }

  socketsOf(pid: number): SocketsResult {
    const links = (this.#links ??= this.#openLinks());
    const descriptors = (this.#descriptors ??= new Descriptors(this.#reader, links));
    const stat = links.stat(pid);
    const count = stat.status === 'ok' ? stat.value.size : 0;
    noteWork(count);
    const counted = descriptors.read(pid, count);
    // What netstat goes by is whether the directory can be listed: its links may be denied all the same.
    const sockets = counted.status === 'denied' ? descriptors.read(pid, 0) : counted;
    if (sockets.status === 'ok') return { ok: true, inodes: sockets.inodes };
    return { ok: false, code: sockets.status === 'denied' ? 'EACCES' : 'ENOENT' };
  }

  /** Elsewhere than in the kernel's /proc the size of a directory is no count of files. */
  keepHolders(): HolderCache | undefined {
    this.#keepsHolders ??= isKernels(this.#places.proc);
    if (!this.#keepsHolders) return undefined;
    this.#links ??= this.#openLinks();
    return (this.#kept ??= new HolderCache(this.#reader, this.#links, this.#openTimes()));
  }

  pidVisibility(): PidVisibility {
    return readSurroundings(this.#reader, process.platform, process.pid);
  }

  fileKind(path: ByteText): 'file' | 'directory' | 'other' | undefined {
    const stat = statSync(this.#locate(path), { throwIfNoEntry: false });
    if (stat === undefined) return undefined;
    if (stat.isFile()) return 'file';
    return stat.isDirectory() ? 'directory' : 'other';
  }

  interfaceAddresses(): readonly InterfaceAddress[] {
    return this.#places.interfaceAddresses();
  }

  kernelInterfaces(): KernelInterfaces | undefined {
    return this.#places.kernelInterfaces?.();
  }

  reverseLookup(address: string): Promise<ByteText | undefined> {
    return this.#places.reverseLookup(address);
  }

  async sleep(seconds: number): Promise<boolean> {
    optimizeFromNow();
    await new Promise((resolve) => setTimeout(resolve, timerDelay(seconds * 1000)));
    return true;
  }

  loadDataWriting(): typeof dataWriting {
    return require('../../core/netstat/data/writer') as typeof dataWriting;
  }

  now(): number {
    return Date.now();
  }

  #openLinks(): SocketLinks {
    const calls = this.#calls?.load();
    if (calls === undefined) return new FileLinks(this.#reader);
    this.#commandLines = new CommandLines(new SmallFiles(calls));
    return new DescriptorLinks(calls);
  }

  /** A process that has another pid in its own eyes than in this /proc has another namespace's pids. */
  #openTimes(): ProcessTimes | undefined {
    const calls = this.#calls?.load();
    if (calls === undefined || readProcPids(this.#reader, process.pid) !== 'own') return undefined;
    const times = new ProcessTimes(calls);
    return Number.isNaN(times.of(process.pid)) ? undefined : times;
  }

  /** /proc tells no sizes, so a file is read into room that is kept, and its bytes are copied from there. */
  #readWhole(file: number): Uint8Array {
    let length = 0;
    for (;;) {
      if (length === this.#room.length) {
        const larger = new Uint8Array(length * 2);
        larger.set(this.#room);
        this.#room = larger;
      }
      const count = readSync(file, this.#room, length, this.#room.length - length, null);
      if (count === 0) return this.#room.slice(0, length);
      length += count;
    }
  }

  #locate(path: ByteText): Buffer {
    const end = path.indexOf('/', 1);
    const top = end === -1 ? path : path.slice(0, end);
    return Buffer.from(`${this.#roots.get(top) ?? top}${path.slice(top.length)}`, 'latin1');
  }
}

/**
 * The file from its first bytes, already read, to its end, cut at ends of lines; closes it.
 * @param noteRead is told when a piece was read
 */
function* pieces(
  file: number,
  buffer: Uint8Array,
  first: number,
  noteRead: () => void,
): Generator<Uint8Array, void, undefined> {
  let length = first;
  let atEnd = first === 0;
  try {
    while (!atEnd) {
      while (!atEnd && buffer.length - length > LEAST_ROOM) {
        const count = readSync(file, buffer, length, buffer.length - length, null);
        length += count;
        atEnd = count === 0;
      }
      const newline = buffer.subarray(0, length).lastIndexOf(0x0a);
      const stop = atEnd || newline === -1 ? length : newline + 1;
      noteRead();
      if (stop > 0) yield buffer.subarray(0, stop);
      buffer.copyWithin(0, stop, length);
      length -= stop;
    }
  } catch {
    // What could be read has been handed out.
  } finally {
    closeSync(file);
  }
}

function attempt<T extends { readonly ok: true }>(action: () => T): T | Failure {
  try {
    return action();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return { ok: false, code: String(error.code) };
    throw error;
  }
}
