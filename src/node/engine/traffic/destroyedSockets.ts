import type { SystemCalls } from '../../system/systemCalls';
import type { NamespaceEntry } from '../namespaces/namespaceEntry';
import { type DestroyedNews, MOST_ROWS } from './destroyedMessages';
import { DestroyedSocket } from './destroyedSocket';
import type { ListenedNamespace } from './traffic';

export interface DestroyedSocketsOptions {
  readonly calls: SystemCalls;
  /** The way to other network namespaces. */
  readonly entry: NamespaceEntry;
  readonly littleEndian: boolean;
  /** Bytes of each queue that are asked for. */
  readonly queueBytes?: number | undefined;
  tell(news: DestroyedNews): void;
}

/**
 * Listens in several network namespaces. A socket keeps its namespace alive: who does not list one any more has it closed.
 */
export class DestroyedSockets {
  readonly #options: DestroyedSocketsOptions;
  /** By the namespaces' keys; nothing where it was tried in vain, which is not tried again by the same path. */
  readonly #sockets = new Map<
    string,
    { readonly path: string | undefined; socket: DestroyedSocket | undefined }
  >();

  constructor(options: DestroyedSocketsOptions) {
    this.#options = options;
  }

  /** Listens in these from now on, and in no others. */
  listen(namespaces: readonly ListenedNamespace[]): void {
    const keys = new Set(namespaces.map(({ key }) => key));
    for (const [key, { socket }] of this.#sockets) {
      if (keys.has(key)) continue;
      socket?.close();
      this.#sockets.delete(key);
    }
    for (const namespace of namespaces) {
      const { key, path } = namespace;
      const known = this.#sockets.get(key);
      if (known !== undefined && (known.socket !== undefined || known.path === path)) continue;
      const socket = this.#open(namespace);
      this.#sockets.set(key, { path, socket });
      const whyNot = path === undefined ? 'the kernel refuses it' : `${path} may not be entered, or is gone`;
      this.#options.tell({ kind: 'listening', key, ...(socket === undefined && { whyNot }) });
    }
  }

  /**
   * Takes what the kernel has told.
   * @param at the time, in milliseconds since 1970
   * @param unread rows that were given away and wait still
   * @returns how many messages that were of one namespace, at most: see {@link DestroyedSocket.drain}
   */
  drain(at: number, unread: number): number {
    let room = MOST_ROWS - unread - this.length;
    let most = 0;
    for (const { socket } of this.#sockets.values()) {
      if (socket === undefined) continue;
      const before = socket.length;
      most = Math.max(most, socket.drain(at, before + Math.max(0, room)));
      room -= socket.length - before;
    }
    return most;
  }

  /** Rows that were heard and not yet told. */
  get length(): number {
    let rows = 0;
    for (const { socket } of this.#sockets.values()) rows += socket?.length ?? 0;
    return rows;
  }

  /** Tells what was heard. @returns how many rows that were */
  tell(): number {
    let rows = 0;
    for (const [key, { socket }] of this.#sockets) {
      const heard = socket?.take();
      if (heard === undefined) continue;
      rows += heard.rows.at.length;
      this.#options.tell({ kind: 'closed', key, ...heard });
    }
    return rows;
  }

  close(): void {
    this.listen([]);
  }

  #open({ path, inode }: ListenedNamespace): DestroyedSocket | undefined {
    const { calls, entry, littleEndian, queueBytes } = this.#options;
    const open = (): DestroyedSocket | undefined => DestroyedSocket.open(calls, littleEndian, queueBytes);
    if (path === undefined) return open();
    return entry.within({ path, ...(inode !== undefined && { inode }) }, open);
  }
}
