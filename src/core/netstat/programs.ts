import { latin1 } from '../procfs/scan';
import type { ByteText, Environment, Programs } from './environment';

/** Bytes of "PID/name" that netstat keeps. */
const CELL_LIMIT = 19;
/** Bytes of /proc/PID/cmdline that netstat reads. */
const COMMAND_LINE_LIMIT = 511;

/** Who holds which socket, from /proc/PID/fd: all processes an inode, lowest pid first. */
export class ProcessHolders implements Programs {
  /** A list only where a socket is shared: most are not. */
  readonly #holders = new Map<number, number | number[]>();
  readonly #cells = new Map<number, ByteText>();
  readonly #environment: Environment;

  /** @param environment where command lines are read, once a process' name is wanted */
  constructor(environment: Environment) {
    this.#environment = environment;
  }

  get isEmpty(): boolean {
    return this.#holders.size === 0;
  }

  /** Notes that a process holds the socket, once for each. Processes must come in the order of their pids. */
  add(inode: number, pid: number): void {
    const known = this.#holders.get(inode);
    if (known === undefined) this.#holders.set(inode, pid);
    else if (typeof known === 'number') this.#holders.set(inode, [known, pid]);
    else known.push(pid);
  }

  pidsOf(inode: number): readonly number[] {
    const known = inode === 0 ? undefined : this.#holders.get(inode);
    if (known === undefined) return [];
    return typeof known === 'number' ? [known] : known;
  }

  cell(inode: number): ByteText {
    const pid = this.pidsOf(inode)[0];
    if (pid === undefined) return '-';
    let cell = this.#cells.get(pid);
    if (cell === undefined) {
      cell = programCell(pid, this.commandLine(pid));
      this.#cells.set(pid, cell);
    }
    return cell;
  }

  securityContext(inode: number): ByteText {
    const pid = this.pidsOf(inode)[0];
    if (pid === undefined) return '-';
    // The attribute ends in a NUL or a newline, see security/selinux/hooks.c:selinux_getprocattr().
    return this.#read(`/proc/${pid}/attr/current`)?.replace(/[\0\n]+$/, '') || '-';
  }

  /** The raw command line, arguments separated by NUL; empty where it cannot be read. */
  commandLine(pid: number): ByteText {
    return this.#read(`/proc/${pid}/cmdline`) ?? '';
  }

  #read(path: ByteText): ByteText | undefined {
    const file = this.#environment.readFile(path);
    return file.ok ? latin1(file.bytes, 0, file.bytes.length) : undefined;
  }
}

/** The holders, and what netstat says where it was not allowed to look at all of them. */
export interface HolderScan {
  readonly holders: ProcessHolders;
  readonly warning: ByteText;
}

/** Asks for the sockets of all processes, in the order of the directory: the kernel lists them by pid. */
export function scanHolders(environment: Environment): HolderScan {
  const holders = new ProcessHolders(environment);
  const processes = environment.readDirectory('/proc');
  if (!processes.ok) return { holders, warning: noInfo(environment) };
  let isDenied = false;
  for (const name of processes.names) {
    if (!/^\d+$/.test(name)) continue;
    const pid = Number(name);
    const sockets = environment.socketsOf(pid);
    if (sockets.ok) for (const inode of sockets.inodes) holders.add(inode, pid);
    else isDenied ||= sockets.code === 'EACCES';
  }
  if (!isDenied) return { holders, warning: '' };
  return { holders, warning: holders.isEmpty ? noInfo(environment) : SOME_UNKNOWN };
}

const SOME_UNKNOWN = `(Not all processes could be identified, non-owned process info
 will not be shown, you would have to be root to see it all.)
`;

function noInfo({ effectiveUid }: Environment): ByteText {
  return `(No info could be read for "-p": geteuid()=${effectiveUid} but you should be root.)\n`;
}

/** "PID/name" cut as netstat cuts it. @param commandLine raw, arguments separated by NUL */
export function programCell(pid: number, commandLine: ByteText): ByteText {
  return `${pid}/${programName(commandLine.slice(0, COMMAND_LINE_LIMIT))}`.slice(0, CELL_LIMIT);
}

/** The first argument; of a path its last part. */
export function programName(commandLine: ByteText): ByteText {
  const end = commandLine.indexOf('\0');
  const first = end === -1 ? commandLine : commandLine.slice(0, end);
  return first.startsWith('/') ? first.slice(first.lastIndexOf('/') + 1) : first;
}
