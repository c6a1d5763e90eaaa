import type { SystemCalls } from '../../system/systemCalls';

export const AF_NETLINK = 16;
export const SOCK_RAW_CLOEXEC = 0x8_0003;
/** What can be asked: for interfaces and the like (rtnetlink(7)), and for sockets (sock_diag(7)). */
export const NETLINK = { route: 0, sockets: 4 } as const;

/** The kernel has the next part ready when the last one was taken, so nothing is ever waited for. */
export const MSG_DONTWAIT = 0x40;
/** The true length is told also where the buffer was too short. */
export const MSG_TRUNC = 0x20;

/** The kernel makes parts of at most 32 kB. */
const SIZE = 64 * 1024;

/** Takes what one recv(2) gave, and says whether that was all. */
export type TakePart = (bytes: Uint8Array) => 'more' | 'done' | 'refused';

/** The way to what the kernel tells over netlink(7). Not to be had everywhere. */
export class Netlink {
  readonly littleEndian: boolean;
  readonly #calls: SystemCalls;
  readonly #protocol: number;
  #buffer: Uint8Array | undefined;

  constructor(calls: SystemCalls, littleEndian: boolean, about: keyof typeof NETLINK = 'sockets') {
    this.#calls = calls;
    this.#protocol = NETLINK[about];
    this.littleEndian = littleEndian;
  }

  /**
   * Asks questions one after the other.
   * @returns whether all answers came whole
   */
  ask(questions: readonly { readonly request: Uint8Array; readonly take: TakePart }[]): boolean {
    const socket = this.#calls.socket(AF_NETLINK, SOCK_RAW_CLOEXEC, this.#protocol);
    if (socket < 0) return false;
    try {
      return questions.every(({ request, take }) => this.#ask(socket, request, take));
    } finally {
      this.#calls.close(socket);
    }
  }

  #ask(socket: number, request: Uint8Array, take: TakePart): boolean {
    if (this.#calls.send(socket, request, request.length, 0) !== request.length) return false;
    const buffer = (this.#buffer ??= new Uint8Array(SIZE));
    for (;;) {
      const length = this.#calls.receive(socket, buffer, SIZE, MSG_DONTWAIT | MSG_TRUNC);
      if (length <= 0 || length > SIZE) return false;
      const answer = take(buffer.subarray(0, length));
      if (answer !== 'more') return answer === 'done';
    }
  }
}
