import { InetTable } from '../../model/inetTable';
import type { InetValues } from '../../procfs/inetValues';
import type { SctpSocket } from '../../model/sctp';
import { sctpWords } from '../families/sctp/sctpHost';

/** Stands in the table's column of protocols for SCTP, which has no file of their layout. */
export const SCTP = 255;
const NO_ADDRESS = new Uint32Array(4);

/** The rows of the Internet table that are to be sorted. SCTP's stand in it with what they are sorted by. */
export class SortTable {
  readonly table = new InetTable();
  /** Rows that say more than the table's columns hold. */
  readonly exact = new Map<number, InetValues>();
  /** The SCTP sockets by their rows. */
  readonly sctp = new Map<number, SctpSocket>();

  /** Adds a socket by its first addresses. */
  addSctp(socket: SctpSocket): void {
    const row = this.table.add();
    this.sctp.set(row, socket);
    const { columns } = this.table;
    const isAssociation = 'remotePort' in socket;
    const local = sctpWords(socket.localAddresses[0] ?? '');
    const remote = isAssociation ? sctpWords(socket.remoteAddresses[0] ?? '') : undefined;
    columns.protocol[row] = SCTP;
    columns.isIPv6[row] = local?.isIPv6 ? 1 : 0;
    columns.localAddress.set(local?.words ?? NO_ADDRESS, row * 4);
    columns.remoteAddress.set(remote?.words ?? NO_ADDRESS, row * 4);
    columns.localPort[row] = socket.localPort;
    columns.remotePort[row] = isAssociation ? socket.remotePort : 0;
    columns.state[row] = socket.socketState;
    columns.rxQueue[row] = isAssociation ? socket.rxQueue : 0;
    columns.txQueue[row] = isAssociation ? socket.txQueue : 0;
    columns.uid[row] = socket.uid;
    columns.inode[row] = socket.inode;
  }
}
