import type { InetTable } from '../../model/inetTable';
import type { KernelInterfaces } from '../../model/kernelInterfaces';
import type { LikelyOwner } from '../../model/likelyOwner';

/**
 * Text as netstat sees it: one character a byte (U+0000 to U+00FF), as latin1() makes it. So widths count bytes,
 * nothing is decoded on the way from /proc to the output, and bytes that are not UTF-8 stay what they are.
 */
export type ByteText = string;

/** Why a file could not be read: the system's code, "ENOENT"; {@link strerror} has the words. */
export interface Failure {
  readonly ok: false;
  readonly code: string;
}

/** A file read whole. */
export type ReadResult = { readonly ok: true; readonly bytes: Uint8Array } | Failure;

/** A file opened for reading piece by piece. */
export type OpenResult = { readonly ok: true; readonly pieces: Iterable<Uint8Array> } | Failure;

/** The names in a directory, in the directory's order. */
export type ListResult = { readonly ok: true; readonly names: readonly ByteText[] } | Failure;

/** The inodes of the sockets that a process has open, ascending, each once; `denied` where it may have others. */
export type SocketsResult =
  { readonly ok: true; readonly inodes: Float64Array; readonly denied?: boolean } | Failure;

/** A process and the inodes of its sockets, ascending, each once; `denied` where it may have others. */
export interface SocketHolder {
  readonly pid: number;
  readonly inodes: Float64Array;
  readonly denied?: boolean;
}

/** Who holds sockets, kept from one round of -c to the next, and read again where something may have changed. */
export interface HolderSource {
  /**
   * Looks at all processes, as a round begins. Undefined where the kernel does not tell what changed.
   * @returns the processes by pid, and whether some could not be listed
   */
  look(): { readonly holders: readonly SocketHolder[]; readonly isDenied: boolean } | undefined;
  /**
   * Reads processes again for a socket that none of them holds as far as is known, the likely ones first, until one
   * does or all were read since the table that has the socket.
   * @param likely a process that may well hold it
   * @returns those that were read
   */
  search(inode: number, likely: number | undefined): readonly SocketHolder[];
}

/** What a round has seen of who holds sockets, from which it follows who can hold the others. */
export interface SeenHolders {
  /** Whether a process is seen to hold the socket. */
  isHeld(inode: number): boolean;
  /** Whether the process could be looked into: then it would be seen to hold a socket. */
  isLookedInto(pid: number): boolean;
}

/** Which sockets of TCP are asked about: all, those without a foreign port, or none. */
export type AskedTcp = 'all' | 'servers' | 'none';

/** Who probably has a socket; `outside` where it was made in a control group that is not in sight from here. */
export type LikelyFinder = (inode: number) => LikelyOwner | 'outside' | undefined;

/**
 * Why there is nobody to ask for likely owners.
 * - `elsewhere`: the files are not those of the kernel that runs here
 * - `otherNamespace`: {@link Environment.isOutsideNamespace}
 * - `noCalls`: without native code the kernel cannot be asked
 * - `untold`: it does not tell which control group a socket was made in
 * - `noGroups`: no tree of control groups is in sight
 */
export type NoLikelyFinder = 'elsewhere' | 'otherNamespace' | 'noCalls' | 'untold' | 'noGroups';

/** What keeps processes out of this /proc. */
export interface PidVisibility {
  /** Whether it hides other users' processes. */
  readonly hidepid: boolean;
  /** Whether this is a pid namespace below the machine's first one. */
  readonly nestedPidNamespace: boolean;
}

/** An IPv4 address of an interface that is there, as the SIOCGIFCONF ioctl tells it; `name` has the label. */
export interface InterfaceAddress {
  readonly name: ByteText;
  /** Dotted. */
  readonly address: string;
  readonly netmask: string;
}

/**
 * Everything netstat asks of the machine. Paths are the usual ones ("/proc/net/tcp", "/etc/services",
 * "/sys/class/net/eth0/mtu"): the implementation knows where they lie.
 */
export interface Environment {
  readFile(path: ByteText): ReadResult;
  /**
   * Opens a file that may be large. Every piece ends at a line's end, but for the last; it is valid until the next
   * one is asked for. A directory fails with EISDIR. A read error after the first piece ends the pieces.
   */
  openFile(path: ByteText): OpenResult;
  /**
   * The sockets that /proc/net/tcp and tcp6 have, each file's in its order, where there is a quicker way to them than
   * these files; else undefined. Of their columns those of timers may be others.
   * @param onlyServers those without a foreign port alone
   */
  tcpSockets?(onlyServers: boolean): InetTable | undefined;
  /**
   * Who probably has the Internet sockets that nobody is seen to hold. It is asked once a round, and only where there are
   * such; `elsewhere` where it is missing.
   * @param tcp which sockets of TCP it is asked about; of others all
   */
  likelyOwners?(seen: SeenHolders, tcp: AskedTcp): LikelyFinder | NoLikelyFinder;
  /**
   * Has everything be read of another network namespace from now on: the files of /proc/net, and what the kernel is asked
   * for. Nothing changes where it fails.
   * @param wanted a pid, a name in /run/netns, or the name or the id of a container
   * @returns what is to be told the user where it fails
   */
  enterNamespace?(wanted: ByteText): Promise<ByteText | undefined>;
  /** Whether the namespace that is read could not be entered, so that files alone tell of it. */
  readonly isOutsideNamespace?: boolean;
  /** What is to be told the user where what was read since may be of another namespace, or missing, for its process has gone. */
  namespaceTrouble?(): ByteText | undefined;
  readDirectory(path: ByteText): ListResult;
  /** What /proc/PID/fd tells of a process. EACCES where that was denied. */
  socketsOf(pid: number): SocketsResult;
  /** What spares reading all of /proc/PID/fd in each round; undefined where that cannot be had. */
  keepHolders?(): HolderSource | undefined;
  pidVisibility(): PidVisibility;
  /** What lies at the path; undefined where nothing does. */
  fileKind(path: ByteText): 'file' | 'directory' | 'other' | undefined;
  interfaceAddresses(): readonly InterfaceAddress[];
  /** All that the kernel tells of interfaces, where it can be asked: no file tells as much. */
  kernelInterfaces?(): KernelInterfaces | undefined;
  /** The name of a numeric address, from the machine's resolver beyond /etc/hosts. */
  reverseLookup(address: string): Promise<ByteText | undefined>;
  /** Resolves early, with false, once the user has asked to end. */
  sleep(seconds: number): Promise<boolean>;
  /** Milliseconds since 1970. */
  now(): number;
  readonly effectiveUid: number;
  readonly littleEndian: boolean;
  /** argv[0] as typed: it begins the messages. */
  readonly programName: ByteText;
  /** Whether POSIXLY_CORRECT is set: then the first operand ends the options. */
  readonly posixlyCorrect: boolean;
  readonly selinuxEnabled: boolean;
}
