import { constants } from 'node:os';
import { INSTRUCTION } from '../../../core/netlink/destroyed';
import { SOL_SOCKET, type SystemCalls } from '../../system/systemCalls';
import { AF_NETLINK, MSG_DONTWAIT, MSG_TRUNC, SOCK_RAW_CLOEXEC, type TakePart } from './netlink';

/** socket(7); sock_diag's SO_MEMINFO is in include/uapi/asm-generic/socket.h (Linux 4.12), and of 9 words. */
const SO_RCVBUF = 8;
const SO_RCVBUFFORCE = 33;
const SO_MEMINFO = 55;
const MEMORY_WORDS = 9;
/** SK_MEMINFO_RCVBUF and SK_MEMINFO_DROPS */
const QUEUE = 1;
const DROPS = 8;

const { EAGAIN, EINTR, ENOBUFS } = constants.errno;

/** How a socket of netlink is made that is told what happens. */
export interface NetlinkEarOptions {
  /** Of netlink(7): see NETLINK. */
  readonly protocol: number;
  /** The address, with the multicast groups. */
  readonly address: Uint8Array;
  /** Bytes of the queue that are asked for; who is not root gets net.core.rmem_max at most. The system's default where left out. */
  readonly queueBytes?: number;
  /** A program of classic BPF that lets some messages through. */
  readonly filter?: Uint8Array | undefined;
  /** Bytes that a message is shorter than. */
  readonly size: number;
}

/** A socket of netlink that the kernel tells of what happens, in the network namespace that it was made in. */
export class NetlinkEar {
  /** Whether its queue may be of any size. */
  readonly mayHaveAny: boolean;
  readonly #calls: SystemCalls;
  readonly #socket: number;
  readonly #buffer: Uint8Array;
  /** What the kernel counts of messages that it could not deliver, as it was last. */
  #drops = 0;
  #hasDropped = false;
  #lost = 0;

  private constructor(calls: SystemCalls, socket: number, { queueBytes, size }: NetlinkEarOptions) {
    this.#calls = calls;
    this.#socket = socket;
    this.#buffer = new Uint8Array(size);
    this.mayHaveAny = queueBytes !== undefined && this.#setQueue(SO_RCVBUFFORCE, queueBytes);
    if (queueBytes !== undefined && !this.mayHaveAny) this.#setQueue(SO_RCVBUF, queueBytes);
  }

  /** Begins to listen where the calling thread is. @returns nothing where the kernel does not tell */
  static open(calls: SystemCalls, options: NetlinkEarOptions): NetlinkEar | undefined {
    const { protocol, address, filter } = options;
    const descriptor = calls.socket(AF_NETLINK, SOCK_RAW_CLOEXEC, protocol);
    if (descriptor < 0) return undefined;
    const ear = new NetlinkEar(calls, descriptor, options);
    const isFiltered =
      filter === undefined || calls.attachFilter?.(descriptor, filter, filter.length / INSTRUCTION) === 0;
    if (isFiltered && calls.bind(descriptor, address, address.length) === 0) return ear;
    ear.close();
    return undefined;
  }

  /** Bytes that the queue has room for, with what the kernel needs for each message beside it; undefined where it does not tell. */
  get queueBytes(): number | undefined {
    return this.#memory()?.[QUEUE];
  }

  /**
   * Takes what the kernel has told.
   * @param take what it makes of it is 'more' unless it cannot be understood, which counts as lost
   * @param most messages that are taken in one go
   * @returns how many came; at `most` there may be more
   */
  drain(take: TakePart, most: number): number {
    const messages = this.#receive(take, most);
    // Until its queue was empty, the kernel adds nothing to it, and does not say so again.
    if (messages < most && this.#hasDropped) this.#countDrops();
    return messages;
  }

  /** How many messages were lost since this was asked last. */
  takeLost(): number {
    const lost = this.#lost;
    this.#lost = 0;
    return lost;
  }

  close(): void {
    this.#calls.close(this.#socket);
  }

  #setQueue(option: number, bytes: number): boolean {
    const value = new Uint8Array(Int32Array.of(bytes).buffer);
    return this.#calls.setSocketOption(this.#socket, SOL_SOCKET, option, value, value.length) === 0;
  }

  #receive(take: TakePart, most: number): number {
    const calls = this.#calls;
    const size = this.#buffer.length;
    let messages = 0;
    while (messages < most) {
      const length = calls.receive(this.#socket, this.#buffer, size, MSG_DONTWAIT | MSG_TRUNC);
      if (length > 0) {
        messages++;
        if (length > size || take(this.#buffer.subarray(0, length)) !== 'more') this.#lost++;
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
    const drops = this.#memory()?.[DROPS] ?? this.#drops + 1;
    // The kernel's counter is of 32 bits.
    this.#lost += (drops - this.#drops) >>> 0;
    this.#drops = drops;
  }

  #memory(): Uint32Array | undefined {
    const words = new Uint32Array(MEMORY_WORDS);
    const size = new Uint8Array(Uint32Array.of(words.byteLength).buffer);
    const bytes = new Uint8Array(words.buffer);
    const isTold = this.#calls.getSocketOption(this.#socket, SOL_SOCKET, SO_MEMINFO, bytes, size) === 0;
    return isTold ? words : undefined;
  }
}
