import { destroyedAddress, DestroyedReader, shareFilter } from '../../../core/netlink/destroyed';
import { type DestroyedColumns, DestroyedTable } from '../../../core/traffic/destroyedSockets';
import type { SystemCalls } from '../../system/systemCalls';
import { NETLINK } from '../sockets/netlink';
import { NetlinkEar } from '../sockets/netlinkEar';

/** Bytes of the queue that are asked for: room for 13,000 messages. Who is not root gets net.core.rmem_max at most. */
const QUEUE = 8 * 1024 * 1024;

/**
 * Sockets that share the messages where none may have a large queue: a program that ends closes all its connections at
 * once, faster than any thread reads. Together they have room for 2,600 messages, and take 3.4 MB when they are full.
 */
export const SHARES = 8;

/** A message is of less than 500 bytes. */
const SIZE = 8 * 1024;

/** What a message takes in the queue, with what the kernel needs beside it: 332 of them fill one of 425,984 bytes. */
const IN_QUEUE = 1_283;
/** The queue where the kernel does not tell how large it is: net.core.rmem_default, twice. */
const USUAL_QUEUE = 425_984;

/** Rows that wait for who listens; what is beyond counts as lost. They take 16 MB. */
export const MOST_ROWS = 200_000;

/** Messages that are taken in one go, so that the thread hears what it is asked for in a storm of them, too. */
export const MOST_AT_ONCE = 10_000;

/** What came of a socket since it was asked last. */
export interface Heard {
  readonly rows: DestroyedColumns;
  readonly lost: number;
}

/** A socket of netlink that is told of TCP sockets that are destroyed, in the network namespace that it was made in. */
export class DestroyedSocket {
  readonly #ear: NetlinkEar;
  readonly #table = new DestroyedTable();
  readonly #reader: DestroyedReader;
  #beyond = 0;

  private constructor(ear: NetlinkEar, littleEndian: boolean) {
    this.#ear = ear;
    this.#reader = new DestroyedReader(littleEndian, this.#table, true);
  }

  /**
   * Begins to listen where the calling thread is.
   * @returns one with a large queue, or several that share the messages; none where the kernel does not tell
   */
  static open(calls: SystemCalls, littleEndian: boolean, queueBytes = QUEUE): readonly DestroyedSocket[] {
    const make = (share?: number): NetlinkEar | undefined =>
      NetlinkEar.open(calls, {
        protocol: NETLINK.sockets,
        address: destroyedAddress(littleEndian),
        queueBytes,
        filter: share === undefined ? undefined : shareFilter(share, SHARES, littleEndian),
        size: SIZE,
      });
    const socketOf = (ear: NetlinkEar): DestroyedSocket => new DestroyedSocket(ear, littleEndian);
    const whole = make();
    if (whole === undefined) return [];
    if (calls.attachFilter === undefined || (whole.mayHaveAny && queueBytes >= QUEUE))
      return [socketOf(whole)];
    const shares = Array.from({ length: SHARES }, (_, share) => make(share)).filter(
      (each) => each !== undefined,
    );
    const [kept, others] = shares.length === SHARES ? [shares, [whole]] : [[whole], shares];
    for (const ear of others) ear.close();
    return kept.map(socketOf);
  }

  /** Messages that its queue has room for, about. */
  get capacity(): number {
    return (this.#ear.queueBytes ?? USUAL_QUEUE) / IN_QUEUE;
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
    const messages = this.#ear.drain((bytes) => this.#reader.take(bytes, at), MOST_AT_ONCE);
    const beyond = this.#table.length - room;
    if (beyond > 0) {
      this.#table.length -= beyond;
      this.#beyond += beyond;
    }
    return messages;
  }

  /** Gives away what was heard; nothing where that is nothing. */
  take(): Heard | undefined {
    const lost = this.#ear.takeLost() + this.#beyond;
    this.#beyond = 0;
    return this.#table.length === 0 && lost === 0 ? undefined : { rows: this.#table.take(), lost };
  }

  close(): void {
    this.#ear.close();
  }
}
