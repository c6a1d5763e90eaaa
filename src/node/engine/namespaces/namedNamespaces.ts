import { namespaceIdRequest, takeNamespaceId } from '../../../core/netlink/namespaceIds';
import type { SystemCalls } from '../../system/systemCalls';
import type { ProcReader } from '../../reader';
import { Netlink } from '../sockets/netlink';

/** Where `ip netns add` puts the files that keep namespaces (ip-netns(8)). */
export const NAMES_FOLDER = '/run/netns';

/** O_RDONLY and O_CLOEXEC, the same on all machines that native code is shipped for. */
const READ_ONLY = 0x8_0000;

/** Network namespaces that have a name, and which processes are in them. */
export class NamedNamespaces {
  readonly #proc: Pick<ProcReader, 'readLink'>;
  readonly #folder: Pick<ProcReader, 'list' | 'stat'>;
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
    folder: Pick<ProcReader, 'list' | 'stat'>,
    calls: SystemCalls | undefined,
    littleEndian: boolean,
  ) {
    this.#proc = proc;
    this.#folder = folder;
    this.#calls = calls;
    this.#littleEndian = littleEndian;
  }

  /** All names, in their order. */
  list(): string[] {
    const names = this.#folder.list('.');
    return names.status === 'ok' ? names.value.sort() : [];
  }

  /**
   * Whether a process is in the namespace of this name; undefined where nobody tells. The link in /proc/PID/ns tells root;
   * anyone is told which number the kernel gave a namespace, but most have none.
   */
  has(name: string, pid: number): boolean | undefined {
    const link = this.#proc.readLink(`${pid}/ns/net`);
    const file = this.#folder.stat(name);
    if (link.status === 'ok' && file.status === 'ok') return link.value === `net:[${file.value.inode}]`;
    const [wanted, own] = [this.#idOfName(name), this.#id('pid', pid)];
    // A namespace that has a number is not one without.
    return wanted === undefined ? undefined : wanted === own;
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
