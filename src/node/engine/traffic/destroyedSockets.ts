import type { SystemCalls } from '../../system/systemCalls';
import type { NamespaceEntry } from '../namespaces/namespaceEntry';
import type { DestroyedNews } from './destroyedMessages';
import { DestroyedSocket, MOST_ROWS } from './destroyedSocket';
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
  /** By the namespaces' keys; none where it was tried in vain, which is not tried again by the same path. */
  readonly #sockets = new Map<
    string,
    { readonly path: string | undefined; readonly sockets: readonly DestroyedSocket[] }
  >();

  constructor(options: DestroyedSocketsOptions) {
    this.#options = options;
  }

  /** Listens in these from now on, and in no others. */
  listen(namespaces: readonly ListenedNamespace[]): void {
    const keys = new Set(namespaces.map(({ key }) => key));
    for (const [key, { sockets }] of this.#sockets) {
      if (keys.has(key)) continue;
      for (const socket of sockets) socket.close();
      this.#sockets.delete(key);
    }
    for (const namespace of namespaces) {
      const { key, path } = namespace;
      const known = this.#sockets.get(key);
      if (known !== undefined && (known.sockets.length > 0 || known.path === path)) continue;
      const sockets = this.#open(namespace);
      this.#sockets.set(key, { path, sockets });
      const whyNot = path === undefined ? 'the kernel refuses it' : `${path} may not be entered, or is gone`;
      this.#options.tell({ kind: 'listening', key, ...(sockets.length === 0 && { whyNot }) });
    }
  }

  /**
   * Takes what the kernel has told.
   * @param at the time, in milliseconds since 1970
   * @param unread rows that were given away and wait still
   * @returns how many messages that were: see {@link DestroyedSocket.drain}
   */
  drain(at: number, unread: number): number {
    let room = MOST_ROWS - unread - this.length;
    let messages = 0;
    for (const [, socket] of this.#all()) {
      const before = socket.length;
      messages += socket.drain(at, before + Math.max(0, room));
      room -= socket.length - before;
    }
    return messages;
  }

  /** Rows that were heard and not yet told. */
  get length(): number {
    let rows = 0;
    for (const [, socket] of this.#all()) rows += socket.length;
    return rows;
  }

  /** Tells what was heard. @returns how many rows that were */
  tell(): number {
    let rows = 0;
    for (const [key, socket] of this.#all()) {
      const heard = socket.take();
      if (heard === undefined) continue;
      rows += heard.rows.at.length;
      this.#options.tell({ kind: 'closed', key, ...heard });
    }
    return rows;
  }

  close(): void {
    this.listen([]);
  }

  *#all(): Generator<readonly [key: string, socket: DestroyedSocket]> {
    for (const [key, { sockets }] of this.#sockets) for (const socket of sockets) yield [key, socket];
  }

  #open({ path, inode }: ListenedNamespace): readonly DestroyedSocket[] {
    const { calls, entry, littleEndian, queueBytes } = this.#options;
    const open = (): readonly DestroyedSocket[] => DestroyedSocket.open(calls, littleEndian, queueBytes);
    if (path === undefined) return open();
    return entry.within({ path, ...(inode !== undefined && { inode }) }, open) ?? [];
  }
}
