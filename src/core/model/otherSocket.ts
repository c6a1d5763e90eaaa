import type { AtalkSocket } from './appletalk';
import type { Ax25Socket } from './ax25';
import type { IpxSocket } from './ipx';
import type { NetromSocket } from './netrom';
import type { RoseSocket } from './rose';
import type { X25Socket } from './x25';

/** The socket tables that few kernels have: what a row of each is. */
export interface OtherRows {
  readonly ipx: IpxSocket;
  readonly ax25: Ax25Socket;
  readonly netrom: NetromSocket;
  readonly ddp: AtalkSocket;
  readonly x25: X25Socket;
  readonly rose: RoseSocket;
}

/** A family of such sockets, by netstat's name of it. */
export type OtherProtocol = keyof OtherRows;

/** The families in their order. */
export const OTHER_PROTOCOLS = [
  'ipx',
  'ax25',
  'netrom',
  'ddp',
  'x25',
  'rose',
] as const satisfies readonly OtherProtocol[];

/** A socket of any of these families. They are few wherever there are any, and so are objects from the beginning. */
export type OtherSocket = {
  readonly [Name in OtherProtocol]: { readonly protocol: Name } & OtherRows[Name];
}[OtherProtocol];

/** The inode of a socket: 0 where no process has it; undefined where its family's table has no such column. */
export function otherInode(socket: OtherSocket): number | undefined {
  return 'inode' in socket ? socket.inode : undefined;
}

/** The user of a socket, where its family's table has such a column. */
export function otherUid(socket: OtherSocket): number | undefined {
  return 'uid' in socket ? socket.uid : undefined;
}
