import type { InetTable } from '../model/inetTable';
import { type InetValues, inetValuesAt, NO_VALUES } from './inetValues';

/**
 * What netstat still has in its variables from the lines of a file before: a field that a line lacks has the value that
 * it had in the line before. Before a file's first line that is memory of others; here it is 0.
 */
export class InetMemory {
  /** Of the line before. */
  values: InetValues = { ...NO_VALUES };
  /** The last IPv6 address that was read, in network order. */
  readonly words = new Uint32Array(4);
  /** The rows of the table that say more than its columns can hold, by their numbers. */
  readonly exact: Map<number, InetValues>;

  /** @param exact goes with a table, whatever the files that its rows are from */
  constructor(exact: Map<number, InetValues> = new Map()) {
    this.exact = exact;
  }

  /** Notes a row that was laid out as kernels do, as that of the line before. */
  learn({ columns }: InetTable, row: number): void {
    this.values = inetValuesAt(columns, row);
    if (columns.isIPv6[row] === 1) {
      this.words.set(columns.remoteAddress.subarray(row * 4, row * 4 + 4));
    }
  }
}
