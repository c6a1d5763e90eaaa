import { InodeMap } from '../../model/inodeMap';
import { latin1 } from '../../procfs/scan';
import type { InetColumns } from '../../model/inetTable';
import type { ByteText, Environment, HolderSource, SeenHolders } from '../context/environment';
import type { Programs } from '../context/programs';

/** Bytes of "PID/name" that netstat keeps. */
const CELL_LIMIT = 19;
/** Bytes of /proc/PID/cmdline that netstat reads. */
const COMMAND_LINE_LIMIT = 511;

/** Sockets that there is room for at first. */
const EXPECTED = 1 << 14;

/** TCP's state of a socket that listens: include/net/tcp_states.h. */
const LISTEN = 10;

/** Who holds which socket, from /proc/PID/fd: all processes an inode, lowest pid first. */
export class ProcessHolders implements Programs, SeenHolders {
  /** The lowest pid by inode; there are others for few. */
  readonly #lowest = new InodeMap(EXPECTED);
  readonly #others = new Map<number, number[]>();
  /** By pid; undefined where the command line cannot be read. */
  readonly #cells = new Map<number, ByteText | undefined>();
  readonly #pids: number[] = [];
  readonly #lookedInto = new Set<number>();
  readonly #environment: Environment;
  readonly #kept: HolderSource | undefined;
  /** With what is kept: sockets that listen by their ports, and the port of the row that is asked about. */
  readonly #listeners = new Map<number, number>();
  #port = 0;

  /**
   * @param environment where command lines are read, once a process' name is wanted
   * @param kept looks for owners of sockets that have none yet
   */
  constructor(environment: Environment, kept?: HolderSource) {
    this.#environment = environment;
    this.#kept = kept;
  }

  /**
   * Notes which sockets a process holds, each once. Processes must come in the order of their pids.
   * @param denied whether it may hold others
   */
  addAll(inodes: Float64Array, pid: number, denied = false): void {
    if (!denied) this.#lookedInto.add(pid);
    if (inodes.length > 0) this.#pids.push(pid);
    for (const inode of inodes) if (this.#lowest.getOrSet(inode, pid) !== pid) this.#addOther(inode, pid);
  }

  noteRow({ state, localPort, inode, protocol }: InetColumns, row: number): void {
    if (this.#kept === undefined) return;
    this.#port = localPort[row] ?? 0;
    const isTcp = (protocol[row] ?? 0) < 2;
    if (isTcp && state[row] === LISTEN) this.#listeners.set(this.#port, inode[row] ?? 0);
  }

  pidsOf(inode: number): readonly number[] {
    const lowest = this.#lowestOf(inode);
    return lowest === -1 ? [] : this.#known(inode);
  }

  isHeld(inode: number): boolean {
    return this.#lowest.has(inode);
  }

  isLookedInto(pid: number): boolean {
    return this.#lookedInto.has(pid);
  }

  cell(inode: number): ByteText {
    const pid = this.#shownHolder(inode);
    return pid === undefined ? '-' : (this.#cellOf(pid) ?? '-');
  }

  /** Whether any process may be shown: one whose command line can be read. */
  get someAreShown(): boolean {
    for (const pid of this.#pids) if (this.#cellOf(pid) !== undefined) return true;
    return false;
  }

  securityContext(inode: number): ByteText {
    const pid = this.#shownHolder(inode);
    if (pid === undefined) return '-';
    // The attribute ends in a NUL or a newline, see security/selinux/hooks.c:selinux_getprocattr().
    const context = this.#environment.readFile(`/proc/${pid}/attr/current`);
    if (!context.ok) return '-';
    return latin1(context.bytes, 0, context.bytes.length).replace(/[\0\n]+$/, '') || '-';
  }

  /** What the command line begins with, up to its first NUL; undefined where it cannot be read. */
  firstArgument(pid: number): ByteText | undefined {
    const commandLine = this.#environment.readFile(`/proc/${pid}/cmdline`);
    if (!commandLine.ok) return undefined;
    const end = commandLine.bytes.indexOf(0);
    return latin1(commandLine.bytes, 0, end === -1 ? commandLine.bytes.length : end);
  }

  /** The first process that holds the socket and whose command line can be read: to netstat others hold nothing. */
  #shownHolder(inode: number): number | undefined {
    const lowest = this.#lowestOf(inode);
    if (lowest === -1 || this.#cellOf(lowest) !== undefined) return lowest === -1 ? undefined : lowest;
    return this.#others.get(inode)?.find((pid) => this.#cellOf(pid) !== undefined);
  }

  #cellOf(pid: number): ByteText | undefined {
    if (!this.#cells.has(pid)) {
      const first = this.firstArgument(pid);
      this.#cells.set(pid, first === undefined ? undefined : programCell(pid, first));
    }
    return this.#cells.get(pid);
  }

  /** The lowest pid that holds the socket, -1 where none is found. */
  #lowestOf(inode: number): number {
    const lowest = this.#lowest.get(inode);
    if (lowest !== -1 || inode === 0 || this.#kept === undefined) return lowest;
    const listener = this.#lowest.get(this.#listeners.get(this.#port) ?? 0);
    const read = this.#kept.search(inode, listener === -1 ? undefined : listener);
    for (const { pid, inodes } of read) for (const each of inodes) this.#addLate(each, pid);
    return this.#lowest.get(inode);
  }

  /** Adds a process when those behind it may stand already. What it let go of meanwhile was its own in this round. */
  #addLate(inode: number, pid: number): void {
    const pids = this.#lowest.has(inode) ? this.#known(inode) : [];
    if (pids.includes(pid)) return;
    const [lowest = pid, ...others] = [...pids, pid].toSorted((a, b) => a - b);
    this.#lowest.set(inode, lowest);
    if (others.length > 0) this.#others.set(inode, others);
  }

  #known(inode: number): readonly number[] {
    return [this.#lowest.get(inode), ...(this.#others.get(inode) ?? [])];
  }

  #addOther(inode: number, pid: number): void {
    const others = this.#others.get(inode);
    if (others === undefined) this.#others.set(inode, [pid]);
    else others.push(pid);
  }
}

/** The holders, and what netstat says where it was not allowed to look at all of them. */
export interface HolderScan {
  readonly holders: ProcessHolders;
  readonly warning: ByteText;
}

/**
 * Asks for the sockets of all processes, in the order of the directory: the kernel lists them by pid.
 * @param again whether that is done in each round of -c
 */
export function scanHolders(environment: Environment, again: boolean): HolderScan {
  const kept = again ? environment.keepHolders?.() : undefined;
  const known = kept?.look();
  if (known !== undefined) {
    const holders = new ProcessHolders(environment, kept);
    for (const { pid, inodes, denied } of known.holders) holders.addAll(inodes, pid, denied);
    return { holders, warning: warningOf(environment, holders, known.isDenied) };
  }
  const holders = new ProcessHolders(environment);
  const processes = environment.readDirectory('/proc');
  if (!processes.ok) return { holders, warning: noInfo(environment) };
  let isDenied = false;
  for (const name of processes.names) {
    if (!/^\d+$/.test(name)) continue;
    const pid = Number(name);
    const sockets = environment.socketsOf(pid);
    if (sockets.ok) holders.addAll(sockets.inodes, pid, sockets.denied);
    else isDenied ||= sockets.code === 'EACCES';
  }
  return { holders, warning: warningOf(environment, holders, isDenied) };
}

function warningOf(environment: Environment, holders: ProcessHolders, isDenied: boolean): ByteText {
  if (!isDenied) return '';
  return holders.someAreShown ? SOME_UNKNOWN : noInfo(environment);
}

const SOME_UNKNOWN = `(Not all processes could be identified, non-owned process info
 will not be shown, you would have to be root to see it all.)
`;

function noInfo({ effectiveUid }: Environment): ByteText {
  return `(No info could be read for "-p": geteuid()=${effectiveUid} but you should be root.)\n`;
}

/** "PID/name" cut as netstat cuts it. @param commandLine raw, arguments separated by NUL */
export function programCell(pid: number, commandLine: ByteText): ByteText {
  return cutCell(`${pid}/${programName(commandLine.slice(0, COMMAND_LINE_LIMIT))}`);
}

/** What a cell of a program has room for. */
export function cutCell(text: ByteText): ByteText {
  return text.slice(0, CELL_LIMIT);
}

/** The first argument; of a path its last part. */
export function programName(commandLine: ByteText): ByteText {
  const end = commandLine.indexOf('\0');
  const first = end === -1 ? commandLine : commandLine.slice(0, end);
  return first.startsWith('/') ? first.slice(first.lastIndexOf('/') + 1) : first;
}
