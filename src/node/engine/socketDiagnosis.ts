import type { InetTable } from '../../core/model/inetTable';
import {
  type InetDiagProtocol,
  InetDiagReader,
  inetDiagRequest,
  type Selection,
} from '../../core/netlink/inetDiag';
import type { SystemCalls } from '../system/systemCalls';

const AF_NETLINK = 16;
const SOCK_RAW_CLOEXEC = 0x8_0003;
const NETLINK_SOCK_DIAG = 4;

/** The kernel has the next part ready when the last one was taken, so nothing is ever waited for. */
const MSG_DONTWAIT = 0x40;
/** The true length is told also where the buffer was too short. */
const MSG_TRUNC = 0x20;

/** The kernel makes parts of at most 32 kB. */
const SIZE = 64 * 1024;

/** Asks the kernel for sockets over netlink, which need not be written as text then. Not to be had everywhere. */
export class SocketDiagnosis {
  readonly #calls: SystemCalls;
  readonly #littleEndian: boolean;
  #buffer: Uint8Array | undefined;

  constructor(calls: SystemCalls, littleEndian: boolean) {
    this.#calls = calls;
    this.#littleEndian = littleEndian;
  }

  /**
   * Adds the sockets of a protocol to the table; of TCP those of both families.
   * @returns how many rows came of each family, or nothing where the kernel does not tell all of them
   */
  read(
    protocol: InetDiagProtocol,
    selection: Selection,
    table: InetTable,
  ): { readonly ipv4: number; readonly ipv6: number } | undefined {
    const calls = this.#calls;
    const socket = calls.socket(AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_SOCK_DIAG);
    if (socket < 0) return undefined;
    try {
      const request = inetDiagRequest(protocol, selection, this.#littleEndian);
      const reader = new InetDiagReader(protocol, this.#littleEndian, table);
      const isSent = calls.send(socket, request, request.length, 0) === request.length;
      return isSent && this.#takeAll(socket, reader) ? reader.rows : undefined;
    } finally {
      calls.close(socket);
    }
  }

  #takeAll(socket: number, reader: InetDiagReader): boolean {
    const buffer = (this.#buffer ??= new Uint8Array(SIZE));
    for (;;) {
      const length = this.#calls.receive(socket, buffer, SIZE, MSG_DONTWAIT | MSG_TRUNC);
      if (length <= 0 || length > SIZE) return false;
      const answer = reader.take(buffer.subarray(0, length));
      if (answer !== 'more') return answer === 'done';
    }
  }
}
