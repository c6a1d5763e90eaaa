import type { ProcReader } from '../../reader';
import type { SystemCalls } from '../../system/systemCalls';
import { Netlink } from '../sockets/netlink';
import type { EnteredPlace, NamespaceEntry } from './namespaceEntry';
import { networkOf } from './networkOf';

const OWN = /^self\/net\//;

/** Where the files of a thread's own namespace lie, which it has entered. */
const INSIDE = 'thread-self';

/** Where another network namespace is read. */
export interface ForeignPlace extends EnteredPlace {
  /** Of a process in it, in /proc; without one it must be entered for its files, too. */
  readonly folder?: string;
}

/** A reader to whom the network of the process that reads is another one. @param folder of a process in it */
export function filesIn(reader: ProcReader, folder: () => string): ProcReader {
  const there = (path: string): string => path.replace(OWN, () => `${folder()}/net/`);
  return {
    read: (path) => reader.read(there(path)),
    readPieces: (path, take) => reader.readPieces(there(path), take),
    readOnce: (path) => reader.readOnce(there(path)),
    list: (path) => reader.list(there(path)),
    readLink: (path) => reader.readLink(there(path)),
    stat: (path) => reader.stat(there(path)),
  };
}

/** One other network namespace after the other, as this machine's own is read: by its files, and by asking the kernel. */
export class ForeignNetwork {
  /** To whom /proc/self/net is that of the place. */
  readonly reader: ProcReader;
  /** Tell of the place's sockets, and of its links and routes; absent where this thread enters no namespace. */
  readonly netlink: Netlink | undefined;
  readonly routes: Netlink | undefined;
  /** The calls that have sockets of the place. */
  readonly calls: SystemCalls | undefined;
  readonly #reader: Pick<ProcReader, 'stat'>;
  readonly #entry: NamespaceEntry | undefined;
  #place: ForeignPlace | undefined;

  /** @param entry for a thread that may go elsewhere for a moment; without it, files tell all */
  constructor(reader: ProcReader, littleEndian: boolean, entry?: NamespaceEntry) {
    this.#reader = reader;
    this.#entry = entry;
    this.reader = filesIn(reader, () => this.#place?.folder ?? INSIDE);
    this.calls = entry?.callsIn(() => this.#place);
    this.netlink = this.calls && new Netlink(this.calls, littleEndian);
    this.routes = this.calls && new Netlink(this.calls, littleEndian, 'route');
  }

  /** Whether the kernel can be asked of the place that is being read. */
  get isOpen(): boolean {
    return this.#place !== undefined && this.#entry?.mayEnter(this.#place) === true;
  }

  /**
   * Reads a place that was found just now.
   * @returns nothing where it was not there all the while, or cannot be entered and has no process
   */
  read<T>(place: ForeignPlace, act: () => T): T | undefined {
    const { folder, inode } = place;
    const result = this.at(place, act);
    return folder === undefined || networkOf(this.#reader, folder) === inode ? result : undefined;
  }

  /** The same of what may be of another namespace by then: what it leads to looks who it was. */
  at<T>(place: ForeignPlace, act: () => T): T | undefined {
    const before = this.#place;
    this.#place = place;
    try {
      return place.folder === undefined ? this.#entry?.within(place, act) : act();
    } finally {
      this.#place = before;
    }
  }

  /** Does something within the place that is being read, as for what the kernel tells the calling thread alone; nothing where it may not. */
  inside<T>(act: () => T): T | undefined {
    return this.#place && this.#entry?.within(this.#place, act);
  }
}
