import { latin1 } from '../procfs/scan';
import { ALL, attribute, HEADER, newRequest, SOCK_DIAG_BY_FAMILY, takeMessages } from './messages';

const AF_UNIX = 1;

/** UDIAG_SHOW_NAME and the attribute UNIX_DIAG_NAME of include/uapi/linux/unix_diag.h. */
const SHOW_NAME = 0x1;
const NAME = 0;

/** Bytes of struct unix_diag_req and struct unix_diag_msg. */
const REQUEST = 24;
const UNIX_MESSAGE = 16;

/** What to send for the names of all UNIX sockets of the network namespace (sock_diag(7)). */
export function unixNamesRequest(littleEndian: boolean): Uint8Array {
  const view = newRequest(SOCK_DIAG_BY_FAMILY, ALL, REQUEST, littleEndian);
  view.setUint8(HEADER, AF_UNIX);
  // All states.
  view.setUint32(HEADER + 4, 0xffff_ffff, littleEndian);
  view.setUint32(HEADER + 12, SHOW_NAME, littleEndian);
  return new Uint8Array(view.buffer);
}

/** Reads the answer, in the parts in which it comes. */
export class UnixNamesReader {
  /** By inode, as /proc/net/unix writes them, one character a byte; empty where a socket has none. */
  readonly names = new Map<number, string>();
  readonly #littleEndian: boolean;

  constructor(littleEndian: boolean) {
    this.#littleEndian = littleEndian;
  }

  /** Takes what one recv(2) gave. */
  take(bytes: Uint8Array): 'more' | 'done' | 'refused' {
    const littleEndian = this.#littleEndian;
    return takeMessages(bytes, littleEndian, UNIX_MESSAGE, (view, from, end) => {
      const name = attribute(view, from + UNIX_MESSAGE, end, NAME, 1, littleEndian);
      this.names.set(view.getUint32(from + 4, littleEndian), name === undefined ? '' : written(name));
    });
  }
}

/**
 * A sun_path as net/unix/af_unix.c:unix_seq_show() writes it: `@` for the NUL that begins an abstract name, and for those
 * within; the one that ends a path is left out.
 */
function written(name: DataView): string {
  const isPath = name.getUint8(0) !== 0;
  return comparable(
    latin1(
      new Uint8Array(name.buffer, name.byteOffset, name.byteLength),
      0,
      name.byteLength - (isPath ? 1 : 0),
    ),
  );
}

/** A name whose NULs are written as the kernel does now: before Linux 4.11 it wrote those within as they are. */
export function comparable(name: string): string {
  return name.replaceAll('\0', '@');
}
