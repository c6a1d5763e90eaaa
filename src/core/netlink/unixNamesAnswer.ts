import { ALL, HEADER, newRequest, ONE, SOCK_DIAG_BY_FAMILY, takeMessages } from './netlinkMessages';

const AF_UNIX = 1;

/** UDIAG_SHOW_NAME and the attribute UNIX_DIAG_NAME of include/uapi/linux/unix_diag.h. */
const SHOW_NAME = 0x1;
const NAME = 0;

/** Bytes of struct unix_diag_req and struct unix_diag_msg. */
const REQUEST = 24;
const UNIX_MESSAGE = 16;

/** As /proc/net/unix writes a NUL within a name. */
const AT_SIGN = 0x40;

/** INET_DIAG_NOCOOKIE: whichever socket has the inode now. */
const ANY_COOKIE = 0xffff_ffff_ffff_ffffn;

/** What to send for the names of all UNIX sockets of the network namespace (sock_diag(7)). */
export function unixNamesRequest(littleEndian: boolean): Uint8Array {
  return request(ALL, 0, littleEndian);
}

/** What to send for the name of one; of a socket that is gone the kernel says an error. */
export function unixNameRequest(inode: number, littleEndian: boolean): Uint8Array {
  return request(ONE, inode, littleEndian);
}

function request(flags: number, inode: number, littleEndian: boolean): Uint8Array {
  const view = newRequest(SOCK_DIAG_BY_FAMILY, flags, REQUEST, littleEndian);
  view.setUint8(HEADER, AF_UNIX);
  // All states.
  view.setUint32(HEADER + 4, 0xffff_ffff, littleEndian);
  view.setUint32(HEADER + 8, inode, littleEndian);
  view.setUint32(HEADER + 12, SHOW_NAME, littleEndian);
  if (inode !== 0) view.setBigUint64(HEADER + 16, ANY_COOKIE, littleEndian);
  return new Uint8Array(view.buffer);
}

/** What is to be done with a name that was told: the bytes [from, to), valid until it returns; none of a nameless socket. */
export type TakeName = (inode: number, bytes: Uint8Array, from: number, to: number) => void;

/**
 * Takes what one recv(2) gave, and hands out names as net/unix/af_unix.c:unix_seq_show() writes them: `@` for the NUL that
 * begins an abstract name, and for those within; the one that ends a path is left out. The bytes are changed for it.
 * @param isWanted the others are passed over, since most of a machine's sockets are known
 */
export function takeUnixNames(
  bytes: Uint8Array,
  littleEndian: boolean,
  isWanted: (inode: number) => boolean,
  take: TakeName,
): 'more' | 'done' | 'refused' {
  return takeMessages(bytes, littleEndian, UNIX_MESSAGE, (view, from, end) => {
    const inode = view.getUint32(from + 4, littleEndian);
    if (!isWanted(inode)) return;
    for (let at = from + UNIX_MESSAGE; at + 4 <= end;) {
      const length = view.getUint16(at, littleEndian);
      if (length < 4 || at + length > end) break;
      if (view.getUint16(at + 2, littleEndian) === NAME && length > 4) {
        const isPath = bytes[at + 4] !== 0;
        const to = at + length - (isPath ? 1 : 0);
        for (let i = at + 4; i < to; i++) if (bytes[i] === 0) bytes[i] = AT_SIGN;
        take(inode, bytes, at + 4, to);
        return;
      }
      at += (length + 3) & ~3;
    }
    take(inode, bytes, 0, 0);
  });
}
