import type { InetColumns } from '../../model/inetTable';
import { hasForeignEnd, isListening, isWithin } from '../socketState';

/** The lowest port that a client is given: rresvport(3) takes 512 to 1023 for those of root, and all others are above. */
const FIRST_OF_CLIENTS = 512;

/** Rows, and the network namespace of each. */
export interface PlacedRows {
  readonly snapshot: { readonly inet: InetColumns };
  placeOf(table: 'inet', row: number): number;
}

/** Who waits at a port, which tells for each connection who began it. All rows are looked through once. */
export class Servers {
  readonly #rows: PlacedRows;
  /** The first row that waits, by namespace, transport and port. */
  readonly #listeners = new Map<number, number>();

  constructor(rows: PlacedRows) {
    const { inet } = rows.snapshot;
    this.#rows = rows;
    for (let row = 0; row < inet.inode.length; row++) {
      if (!isListening(inet, row)) continue;
      const key = this.#key(row, inet.localPort[row] ?? 0);
      if (!this.#listeners.has(key)) this.#listeners.set(key, row);
    }
  }

  /**
   * Whether a row is a connection that came to a port: the other end asked for it. A server may have gone before its
   * connections; ports that no client is given tell them all the same.
   */
  isIncoming(row: number): boolean {
    const { inet } = this.#rows.snapshot;
    if (!hasForeignEnd(inet, row)) return false;
    const [own, other] = [inet.localPort[row] ?? 0, inet.remotePort[row] ?? 0];
    return (
      this.#listeners.has(this.#key(row, own)) ||
      (own > 0 && own < FIRST_OF_CLIENTS && other >= FIRST_OF_CLIENTS)
    );
  }

  /** The row that waits at the port where a connection within the machine goes. */
  listenerOf(row: number): number | undefined {
    const { inet } = this.#rows.snapshot;
    return isWithin(inet, row) ? this.#listeners.get(this.#key(row, inet.remotePort[row] ?? 0)) : undefined;
  }

  #key(row: number, port: number): number {
    const transport = (this.#rows.snapshot.inet.protocol[row] ?? 0) >> 1;
    return (this.#rows.placeOf('inet', row) * 2 ** 4 + transport) * 2 ** 16 + port;
  }
}
