import { namespaceIdRequest, takeNamespaceId } from '../../../core/netlink/namespaceIds';
import type { SystemCalls } from '../../system/systemCalls';
import type { FileReader, ProcReader } from '../../reader';
import { Netlink } from '../sockets/netlink';

/** Where `ip netns add` puts the files that keep namespaces (ip-netns(8)). */
export const NAMES_FOLDER = '/run/netns';

/** O_RDONLY and O_CLOEXEC, the same on all machines that native code is shipped for. */
const READ_ONLY = 0x8_0000;

/** Reads {@link NAMES_FOLDER}; what is made up tells no file systems. */
export type NamesFolder = Pick<ProcReader, 'list' | 'stat'> & Partial<Pick<FileReader, 'deviceOf'>>;

/** Network namespaces that have a name, and which processes are in them. */
export class NamedNamespaces {
  readonly #proc: Pick<ProcReader, 'readLink'>;
  readonly #folder: NamesFolder;
  readonly #calls: SystemCalls | undefined;
  readonly #littleEndian: boolean;
  #netlink: Netlink | undefined;

  /**
   * @param proc reads this machine's /proc
   * @param folder reads {@link NAMES_FOLDER}
   * @param calls without them only root is told who is in a named namespace
   */
  constructor(
    proc: Pick<ProcReader, 'readLink'>,
    folder: NamesFolder,
    calls: SystemCalls | undefined,
    littleEndian: boolean,
  ) {
    this.#proc = proc;
    this.#folder = folder;
    this.#calls = calls;
    this.#littleEndian = littleEndian;
  }

  /**
   * All names, in their order. A file that is no namespace is none: it is what a namespace was mounted on, and is left where that
   * was unmounted, or where it was mounted in another mount namespace alone.
   */
  list(): string[] {
    const names = this.#folder.list('.');
    if (names.status !== 'ok') return [];
    const folder = this.#folder.deviceOf?.('.');
    return names.value
      .filter((name) => folder === undefined || this.#folder.deviceOf?.(name) !== folder)
      .sort();
  }

  /**
   * The names of the namespaces that processes are in, as far as anybody tells: the link in /proc/PID/ns tells root; anyone is
   * told which number the kernel gave a namespace, but most have none. Each name and each process is asked for once.
   * @returns by pid; a namespace may have several names
   */
  namesOf(pids: Iterable<number>): ReadonlyMap<number, readonly string[]> {
    const names = this.list();
    const found = new Map<number, readonly string[]>();
    if (names.length === 0) return found;
    const inodes = names.map((name) => this.inodeOf(name));
    let ids: (number | undefined)[] | undefined;
    for (const pid of pids) {
      const link = this.#proc.readLink(`${pid}/ns/net`);
      let own: readonly string[];
      if (link.status === 'ok') own = names.filter((_, i) => link.value === `net:[${inodes[i]}]`);
      else {
        ids ??= names.map((name) => this.#idOfName(name));
        const numbers = ids;
        const id = numbers.some((each) => each !== undefined) ? this.#id('pid', pid) : undefined;
        own = id === undefined ? [] : names.filter((_, i) => numbers[i] === id);
      }
      if (own.length > 0) found.set(pid, own);
    }
    return found;
  }

  /** What stands for the namespace of that name among those of others; not what its tables have. */
  inodeOf(name: string): number | undefined {
    const file = this.#folder.stat(name);
    return file.status === 'ok' ? file.value.inode : undefined;
  }

  #idOfName(name: string): number | undefined {
    const descriptor = this.#calls?.open(`${NAMES_FOLDER}/${name}`, READ_ONLY) ?? -1;
    if (descriptor < 0) return undefined;
    try {
      return this.#id('descriptor', descriptor);
    } finally {
      this.#calls?.close(descriptor);
    }
  }

  #id(kind: 'pid' | 'descriptor', value: number): number | undefined {
    if (this.#calls === undefined) return undefined;
    this.#netlink ??= new Netlink(this.#calls, this.#littleEndian, 'route');
    let id: number | undefined;
    const request = namespaceIdRequest(kind, value, this.#littleEndian);
    const take = (part: Uint8Array): 'done' | 'refused' =>
      takeNamespaceId(part, this.#littleEndian, (found) => (id = found));
    return this.#netlink.ask([{ request, take }]) ? id : undefined;
  }
}
