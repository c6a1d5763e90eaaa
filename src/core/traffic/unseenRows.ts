import { addressAt, type InetColumns, InetTable, sliceInet, viewInet } from '../model/inetTable';
import { isLoopback } from '../text/address';
import type { Holders } from './acceptors';
import { type DestroyedColumns, DestroyedTable } from './destroyedSockets';

const TCP6 = 1;
const TCP_CLOSE = 7;

/** The user of a socket of whom that is not told; no user has that id (chown(2)). */
const NO_USER = 0xffff_ffff;

/** The rows of connections that nobody has seen while they were there, made of what the kernel told of them. */
export class UnseenRows {
  #table = new InetTable();
  readonly #bySlot = new Map<number, { readonly row: number; readonly holders: Holders }>();

  get columns(): InetColumns {
    return this.#table.columns;
  }

  clear(): void {
    if (this.#table.length > 0) this.#table = new InetTable();
    this.#bySlot.clear();
  }

  /** The row of a message; what no message tells is 0 in a table that was never used. */
  add(told: DestroyedColumns, at: number): number {
    const row = this.#table.add();
    const { columns } = this.#table;
    columns.protocol[row] = told.isIPv6[at] === 1 ? TCP6 : 0;
    columns.isIPv6[row] = told.isIPv6[at] ?? 0;
    columns.localAddress.set(told.localAddress.subarray(at * 4, at * 4 + 4), row * 4);
    columns.remoteAddress.set(told.remoteAddress.subarray(at * 4, at * 4 + 4), row * 4);
    columns.localPort[row] = told.localPort[at] ?? 0;
    columns.remotePort[row] = told.remotePort[at] ?? 0;
    columns.state[row] = TCP_CLOSE;
    columns.uid[row] = NO_USER;
    return row;
  }

  /** The row that was added last is not needed. */
  drop(): void {
    this.#table.length--;
  }

  /** A row is that of a slot, and whoever may have had it. */
  assign(slot: number, row: number, holders: Holders, uid = NO_USER): void {
    this.#table.columns.uid[row] = uid;
    this.#bySlot.set(slot, { row, holders });
  }

  has(slot: number): boolean {
    return this.#bySlot.has(slot);
  }

  row(slot: number): number {
    return this.#bySlot.get(slot)?.row ?? -1;
  }

  holders(slot: number): Holders | undefined {
    return this.#bySlot.get(slot)?.holders;
  }

  /** The rows of some slots, in the order of their rows. They mostly are all that were made. */
  rowsOf(slots: readonly number[]): InetColumns {
    const first = slots.length === 0 ? 0 : this.row(slots[0] ?? 0);
    const isRange = slots.every((slot, i) => this.row(slot) === first + i);
    if (isRange) return viewInet(this.columns, first, first + slots.length);
    return sliceInet(
      this.columns,
      Uint32Array.from(slots, (slot) => this.row(slot)),
    );
  }
}

/** Whether the foreign end of a row is certain to be on this machine: loopback, or the local address itself. */
export function leadsHere(
  { localAddress, remoteAddress, isIPv6 }: Pick<InetColumns, 'localAddress' | 'remoteAddress' | 'isIPv6'>,
  row: number,
): boolean {
  const remote = addressAt(remoteAddress, row);
  return (
    isLoopback(remote, isIPv6[row] === 1) ||
    addressAt(localAddress, row).every((word, i) => word === remote[i])
  );
}

/** What the other end of a row would have told, had it not been aborted. @param sent and received by that end */
export function otherEnd(
  { isIPv6, localAddress, remoteAddress, localPort, remotePort }: InetColumns,
  row: number,
  sent: number,
  received: number,
  closedAt: number,
): DestroyedColumns {
  const { columns } = new DestroyedTable();
  columns.isIPv6[0] = isIPv6[row] ?? 0;
  columns.localAddress.set(remoteAddress.subarray(row * 4, row * 4 + 4));
  columns.remoteAddress.set(localAddress.subarray(row * 4, row * 4 + 4));
  columns.localPort[0] = remotePort[row] ?? 0;
  columns.remotePort[0] = localPort[row] ?? 0;
  columns.sent[0] = sent;
  columns.received[0] = received;
  columns.isAborted[0] = 1;
  columns.at[0] = closedAt;
  return columns;
}
