import { attribute, HEADER, newRequest, ONE, SOCK_DIAG_BY_FAMILY, takeMessages } from './netlinkMessages';

const AF_UNIX = 1;

/** What is to be shown: UDIAG_SHOW_PEER and UDIAG_SHOW_RQLEN of include/uapi/linux/unix_diag.h. */
const SHOWN = 0x4 | 0x10;
/** Attributes: UNIX_DIAG_PEER and UNIX_DIAG_RQLEN. */
const PEER = 2;
const QUEUES = 4;

/** Bytes of struct unix_diag_req and struct unix_diag_msg. */
const REQUEST = 24;
export const UNIX_MESSAGE = 16;

/** As in TCP: such a socket's queues are of connections. */
const LISTENING = 10;

/** What the kernel tells of a UNIX socket beside /proc/net/unix. */
export interface UnixDiagnosis {
  readonly peerInode?: number;
  readonly acceptQueue?: { readonly waiting: number; readonly limit: number };
}

/** What to send for the socket of an inode (sock_diag(7)). */
export function unixDiagRequest(inode: number, littleEndian: boolean): Uint8Array {
  return unixRequest(ONE, inode, SHOWN, littleEndian);
}

/**
 * What to send for one UNIX socket, or for all of every state.
 * @param inode 0 for all
 * @param shown UDIAG_SHOW_* of include/uapi/linux/unix_diag.h
 */
export function unixRequest(flags: number, inode: number, shown: number, littleEndian: boolean): Uint8Array {
  const view = newRequest(SOCK_DIAG_BY_FAMILY, flags, REQUEST, littleEndian);
  view.setUint8(HEADER, AF_UNIX);
  view.setUint32(HEADER + 4, 0xffff_ffff, littleEndian);
  view.setUint32(HEADER + 8, inode, littleEndian);
  view.setUint32(HEADER + 12, shown, littleEndian);
  // INET_DIAG_NOCOOKIE: whichever socket has the inode now.
  if (inode !== 0) view.setBigUint64(HEADER + 16, 0xffff_ffff_ffff_ffffn, littleEndian);
  return new Uint8Array(view.buffer);
}

/**
 * Reads the answer.
 * @returns undefined where the kernel does not tell: of a socket that is gone and without unix_diag it says the same
 */
export function readUnixDiagnosis(bytes: Uint8Array, littleEndian: boolean): UnixDiagnosis | undefined {
  let diagnosis: UnixDiagnosis | undefined;
  takeMessages(bytes, littleEndian, UNIX_MESSAGE, (view, from, end) => {
    const peer = attribute(view, from + UNIX_MESSAGE, end, PEER, 4, littleEndian);
    const queues = attribute(view, from + UNIX_MESSAGE, end, QUEUES, 8, littleEndian);
    // 0 where the other end has closed, or waits to be accepted.
    const peerInode = peer?.getUint32(0, littleEndian) ?? 0;
    const isListening = view.getUint8(from + 2) === LISTENING;
    diagnosis = {
      ...(peerInode > 0 && { peerInode }),
      ...(queues &&
        isListening && {
          acceptQueue: {
            waiting: queues.getUint32(0, littleEndian),
            limit: queues.getUint32(4, littleEndian),
          },
        }),
    };
  });
  return diagnosis;
}
