import { ALL, ONE, takeMessages } from './netlinkMessages';
import { UNIX_MESSAGE, unixRequest } from './unixDiag';

/** UDIAG_SHOW_NAME and the attribute UNIX_DIAG_NAME of include/uapi/linux/unix_diag.h. */
const SHOW_NAME = 0x1;
const NAME = 0;

/** As /proc/net/unix writes a NUL within a name. */
const AT_SIGN = 0x40;

/** What to send for the names of all UNIX sockets of the network namespace (sock_diag(7)). */
export function unixNamesRequest(littleEndian: boolean): Uint8Array {
  return unixRequest(ALL, 0, SHOW_NAME, littleEndian);
}

/** What to send for the name of one; of a socket that is gone the kernel says an error. */
export function unixNameRequest(inode: number, littleEndian: boolean): Uint8Array {
  return unixRequest(ONE, inode, SHOW_NAME, littleEndian);
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
