import { constants } from 'node:os';
import { destroyedAddress, DestroyedReader, INSTRUCTION, shareFilter } from '../../../core/netlink/destroyed';
import { type DestroyedColumns, DestroyedTable } from '../../../core/traffic/destroyedSockets';
import { SOL_SOCKET, type SystemCalls } from '../../system/systemCalls';
import { AF_NETLINK, MSG_DONTWAIT, MSG_TRUNC, NETLINK, SOCK_RAW_CLOEXEC } from '../sockets/netlink';

/** socket(7); sock_diag's SO_MEMINFO is in include/uapi/asm-generic/socket.h (Linux 4.12), and of 9 words. */
const SO_RCVBUF = 8;
const SO_RCVBUFFORCE = 33;
const SO_MEMINFO = 55;
const MEMORY_WORDS = 9;
/** SK_MEMINFO_DROPS */
const DROPS = 8;

/** Bytes of the queue that are asked for: room for 13,000 messages. Who is not root gets net.core.rmem_max at most. */
const QUEUE = 8 * 1024 * 1024;

/**
 * Sockets that share the messages where none may have a large queue: a program that ends closes all its connections at
 * once, faster than any thread reads. Together they have room for 2,600 messages, and take 3.4 MB when they are full.
 */
export const SHARES = 8;

/** A message is of less than 500 bytes. */
const SIZE = 8 * 1024;

/** Messages that are taken in one go, so that the thread hears what it is asked for in a storm of them, too. */
export const MOST_AT_ONCE = 10_000;

const { EAGAIN, EINTR, ENOBUFS } = constants.errno;

/** What came of a socket since it was asked last. */
export interface Heard {
  readonly rows: DestroyedColumns;
  readonly lost: number;
}

/** A socket of netlink that is told of TCP sockets that are destroyed, in the network namespace that it was made in. */
export class DestroyedSocket {
  readonly #calls: SystemCalls;
  readonly #socket: number;
  readonly #table = new DestroyedTable();
  readonly #reader: DestroyedReader;
  readonly #buffer = new Uint8Array(SIZE);
  /** What the kernel counts of messages that it could not deliver, as it was last. */
  #drops = 0;
  #hasDropped = false;
  /** Whether its queue may be of any size. */
  #mayHaveAny = false;
  #lost = 0;

  private constructor(calls: SystemCalls, socket: number, littleEndian: boolean) {
    this.#calls = calls;
    this.#socket = socket;
    this.#reader = new DestroyedReader(littleEndian, this.#table);
  }

  /**
   * Begins to listen where the calling thread is.
   * @returns one with a large queue, or several that share the messages; none where the kernel does not tell
   */
  static open(calls: SystemCalls, littleEndian: boolean, queueBytes = QUEUE): readonly DestroyedSocket[] {
    const make = (share?: number): DestroyedSocket | undefined =>
      DestroyedSocket.#bound(calls, littleEndian, queueBytes, share);
    const whole = make();
    if (whole === undefined) return [];
    if (calls.attachFilter === undefined || (whole.#mayHaveAny && queueBytes >= QUEUE)) return [whole];
    const shares = Array.from({ length: SHARES }, (_, share) => make(share)).filter(
      (each) => each !== undefined,
    );
    const [kept, others] = shares.length === SHARES ? [shares, [whole]] : [[whole], shares];
    for (const socket of others) socket.close();
    return kept;
  }

  static #bound(
    calls: SystemCalls,
    littleEndian: boolean,
    queueBytes: number,
    share: number | undefined,
  ): DestroyedSocket | undefined {
    const descriptor = calls.socket(AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK.sockets);
    if (descriptor < 0) return undefined;
    const socket = new DestroyedSocket(calls, descriptor, littleEndian);
    const filter = share === undefined ? undefined : shareFilter(share, SHARES, littleEndian);
    const address = destroyedAddress(littleEndian);
    socket.#mayHaveAny = socket.#setQueue(SO_RCVBUFFORCE, queueBytes);
    if (!socket.#mayHaveAny) socket.#setQueue(SO_RCVBUF, queueBytes);
    const isFiltered =
      filter === undefined || calls.attachFilter?.(descriptor, filter, filter.length / INSTRUCTION) === 0;
    if (isFiltered && calls.bind(descriptor, address, address.length) === 0) return socket;
    socket.close();
    return undefined;
  }

  /** Rows that were heard and not yet taken. */
  get length(): number {
    return this.#table.length;
  }

  /**
   * Takes what the kernel has told.
   * @param at the time, in milliseconds since 1970
   * @param room rows that may be kept; what is beyond counts as lost
   * @returns how many messages that were; at {@link MOST_AT_ONCE} there may be more
   */
  drain(at: number, room: number): number {
    const messages = this.#receive(at);
    // Until its queue was empty, the kernel adds nothing to it, and does not say so again.
    if (messages < MOST_AT_ONCE && this.#hasDropped) this.#countDrops();
    const beyond = this.#table.length - room;
    if (beyond > 0) {
      this.#table.length -= beyond;
      this.#lost += beyond;
    }
    return messages;
  }

  /** Gives away what was heard; nothing where that is nothing. */
  take(): Heard | undefined {
    if (this.#table.length === 0 && this.#lost === 0) return undefined;
    const lost = this.#lost;
    this.#lost = 0;
    return { rows: this.#table.take(), lost };
  }

  close(): void {
    this.#calls.close(this.#socket);
  }

  #setQueue(option: number, bytes: number): boolean {
    const value = new Uint8Array(Int32Array.of(bytes).buffer);
    return this.#calls.setSocketOption(this.#socket, SOL_SOCKET, option, value, value.length) === 0;
  }

  #receive(at: number): number {
    const calls = this.#calls;
    let messages = 0;
    while (messages < MOST_AT_ONCE) {
      const length = calls.receive(this.#socket, this.#buffer, SIZE, MSG_DONTWAIT | MSG_TRUNC);
      if (length > 0) {
        messages++;
        const isUnread = length > SIZE || this.#reader.take(this.#buffer.subarray(0, length), at) !== 'more';
        if (isUnread) this.#lost++;
        continue;
      }
      const error = length < 0 ? calls.errno() : EAGAIN;
      if (error === ENOBUFS) this.#hasDropped = true;
      else if (error !== EINTR) break;
    }
    return messages;
  }

  /** An older kernel says that it dropped some, and not how many. */
  #countDrops(): void {
    this.#hasDropped = false;
    const words = new Uint32Array(MEMORY_WORDS);
    const size = new Uint8Array(Uint32Array.of(words.byteLength).buffer);
    const bytes = new Uint8Array(words.buffer);
    const isTold = this.#calls.getSocketOption(this.#socket, SOL_SOCKET, SO_MEMINFO, bytes, size) === 0;
    const drops = isTold ? (words[DROPS] ?? 0) : this.#drops + 1;
    // The kernel's counter is of 32 bits.
    this.#lost += (drops - this.#drops) >>> 0;
    this.#drops = drops;
  }
}
