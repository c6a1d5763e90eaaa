import { closeSync, openSync, opendirSync, readSync, statSync } from 'node:fs';
import type {
  AskedTcp,
  ByteText,
  Environment,
  Failure,
  InterfaceAddress,
  LikelyFinder,
  ListResult,
  NoLikelyFinder,
  OpenResult,
  PidVisibility,
  ReadResult,
  SeenHolders,
  SocketsResult,
} from '../../core/netstat/context/environment';
import type { HistoryPrinter } from '../../core/netstat/context/historyPrinter';
import type { ExitStatus } from '../../core/netstat/context/output';
import { timerDelay } from '../../core/model/bounds';
import type { InetTable } from '../../core/model/inetTable';
import type { KernelInterfaces } from '../../core/model/kernelInterfaces';
import { readSurroundings } from '../engine/owners/surroundings';
import type { HolderCache } from '../engine/owners/holderCache';
import { FileReader } from '../reader';
import type { SystemCallsOnce } from '../system/systemCallsOnce';
import { CommandLines } from './commandLines';
import type * as history from './historyListing';
import type * as namespaces from './openNamespace';
import { optimizeFromNow } from './optimizer';
import { SocketHolders } from './socketHolders';

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

/** Who tells of sockets what no file does. */
export type Kernel = Pick<Environment, 'tcpSockets' | 'likelyOwners'>;

/** Bytes that a piece of a large file has at most. */
const PIECE_SIZE = 1 << 16;
/** The kernel hands out /proc files a page at a time: with less room than that in the buffer, the piece is full. */
const LEAST_ROOM = 1 << 13;

/** Nothing is there: no process has this pid. */
const NOWHERE = '/proc/0';

const NET = '/proc/net/';
const UNIX_TABLE = `${NET}unix`;
const COMMAND_LINE = /^\/proc\/(\d+)\/cmdline$/;

/** netstat's questions answered by Node, with synchronous reads: nothing else runs in this process. */
export class NodeEnvironment implements Environment, HistoryPrinter {
  readonly programName = 'netstat';
  readonly #places: Places;
  readonly #reader: FileReader;
  readonly #holders: SocketHolders;
  readonly #commandLines: CommandLines;
  readonly #kernel: Kernel | undefined;
  readonly #calls: SystemCallsOnce | undefined;
  /** The network namespace that is read, where it is not this process' own. */
  #namespace: namespaces.OpenedNamespace | undefined;
  /** The directory of its files, where they are not below those of /proc. */
  #net: ByteText | undefined;
  /** Where the directories below the root lie, as netstat names them. */
  readonly #roots = new Map<ByteText, ByteText>();
  #room = new Uint8Array(PIECE_SIZE);

  /**
   * @param calls system calls, where it is this machine
   * @param kernel tells of sockets beside the files, where they are this machine's
   * @param forNamespaces system calls that enter network namespaces, where it is this machine
   */
  constructor(places: Places, calls?: SystemCallsOnce, kernel?: Kernel, forNamespaces = calls) {
    this.#places = places;
    this.#kernel = kernel;
    this.#calls = forNamespaces;
    this.#reader = new FileReader(places.proc);
    this.#commandLines = new CommandLines(this.#reader);
    this.#holders = new SocketHolders(this.#reader, places.proc, calls);
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

  /** By libselinux' rule: its file system is mounted, and it is configured. */
  get selinuxEnabled(): boolean {
    const mounts = this.readFile('/proc/mounts');
    const isMounted = mounts.ok && / selinuxfs /.test(Buffer.from(mounts.bytes).toString('latin1'));
    return isMounted && this.fileKind('/etc/selinux/config') === 'file';
  }

  readFile(path: ByteText): ReadResult {
    const { cache } = this.#holders;
    const pid = COMMAND_LINE.exec(path)?.[1];
    if (pid !== undefined) return this.#commandLines.read(Number(pid), cache);
    if (path === UNIX_TABLE) cache?.noteTable();
    return attempt(() => ({ ok: true, bytes: this.#readWhole(path) }));
  }

  openFile(path: ByteText): OpenResult {
    return attempt(() => {
      const file = openSync(this.#locate(path), 'r');
      const buffer = new Uint8Array(PIECE_SIZE);
      try {
        // The first read tells a directory from a file.
        const length = readSync(file, buffer);
        return { ok: true, pieces: pieces(file, buffer, length, () => this.#holders.cache?.noteTable()) };
      } catch (error) {
        closeSync(file);
        throw error;
      }
    });
  }

  tcpSockets(onlyServers: boolean): InetTable | undefined {
    this.#holders.cache?.noteTable();
    return this.isOutsideNamespace ? undefined : this.#kernel?.tcpSockets?.(onlyServers);
  }

  likelyOwners(seen: SeenHolders, tcp: AskedTcp): LikelyFinder | NoLikelyFinder {
    if (this.isOutsideNamespace) return 'otherNamespace';
    return this.#kernel?.likelyOwners?.(seen, tcp) ?? 'elsewhere';
  }

  async enterNamespace(wanted: ByteText): Promise<ByteText | undefined> {
    const { openNamespace, toolsHere } = require('./openNamespace') as typeof namespaces;
    const { littleEndian, proc } = this.#places;
    const tools =
      this.#calls === undefined
        ? { reader: this.#reader, calls: undefined, littleEndian }
        : toolsHere(this.#reader, this.#calls.load(), littleEndian);
    const opened = await openNamespace(Buffer.from(wanted, 'latin1').toString(), tools);
    if (opened.kind === 'none') return opened.message;
    if (opened.kind === 'own') return undefined;
    this.#namespace = opened;
    // That of the thread: the process' own shows the namespace of its main thread.
    const folder = opened.kind === 'files' ? String(opened.pid) : 'thread-self';
    this.#net = Buffer.from(`${proc}/${folder}/net/`).toString('latin1');
    // A mounted sysfs shows the interfaces of the namespace that it was mounted in.
    this.#roots.set('/sys', NOWHERE);
    return undefined;
  }

  async printHistory(...asked: Parameters<HistoryPrinter['printHistory']>): Promise<ExitStatus> {
    const { printHistory } = require('./historyListing') as typeof history;
    return printHistory(...asked);
  }

  get isOutsideNamespace(): boolean {
    return this.#namespace?.kind === 'files';
  }

  namespaceTrouble(): ByteText | undefined {
    return this.#namespace?.kind === 'files' ? this.#namespace.trouble() : undefined;
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
    return this.#holders.socketsOf(pid);
  }

  keepHolders(): HolderCache | undefined {
    return this.#holders.keep();
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
    return this.isOutsideNamespace ? [] : this.#places.interfaceAddresses();
  }

  kernelInterfaces(): KernelInterfaces | undefined {
    return this.isOutsideNamespace ? undefined : this.#places.kernelInterfaces?.();
  }

  reverseLookup(address: string): Promise<ByteText | undefined> {
    return this.#places.reverseLookup(address);
  }

  async sleep(seconds: number): Promise<boolean> {
    optimizeFromNow();
    await new Promise((resolve) => setTimeout(resolve, timerDelay(seconds * 1000)));
    return true;
  }

  now(): number {
    return Date.now();
  }

  /** /proc tells no sizes, so a file is read into room that is kept, and its bytes are copied from there. */
  #readWhole(path: ByteText): Uint8Array {
    const file = openSync(this.#locate(path), 'r');
    try {
      for (let length = 0; ;) {
        if (length === this.#room.length) {
          const larger = new Uint8Array(length * 2);
          larger.set(this.#room);
          this.#room = larger;
        }
        const count = readSync(file, this.#room, length, this.#room.length - length, null);
        if (count === 0) return this.#room.slice(0, length);
        length += count;
      }
    } finally {
      closeSync(file);
    }
  }

  #locate(path: ByteText): Buffer {
    if (this.#net !== undefined && path.startsWith(NET)) {
      return Buffer.from(`${this.#net}${path.slice(NET.length)}`, 'latin1');
    }
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
