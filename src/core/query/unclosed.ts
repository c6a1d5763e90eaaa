import type { InetColumns } from '../model/inetTable';
import { inetIdentity } from './page/identity';
import { STANDS_AFTER } from './page/standingTroubles';
import { isTcpRow, TCP_CLOSE_WAIT } from './socketState';

/** The connections of a table that wait for their program to close them, each as a number that stays. */
export function unclosedIn(inet: InetColumns, length: number): Float64Array {
  const found: number[] = [];
  for (let row = 0; row < length; row++) {
    if (inet.state[row] !== TCP_CLOSE_WAIT || !isTcpRow(inet, row)) continue;
    found.push(inetIdentity(inet, row));
  }
  return Float64Array.from(found);
}

/** Tells those that programs forgot to close from those that are about to be closed: the former are still there a while later. */
export class Unclosed {
  /** When each was first seen, in milliseconds since 1970. */
  #since: ReadonlyMap<number, number> = new Map();

  /**
   * Takes those of a look.
   * @param takenAt milliseconds since 1970
   * @returns how many of them were forgotten
   */
  follow(connections: Iterable<number>, takenAt: number): number {
    const since = new Map<number, number>();
    let forgotten = 0;
    for (const connection of connections) {
      const first = this.#since.get(connection) ?? takenAt;
      since.set(connection, first);
      if (takenAt - first >= STANDS_AFTER) forgotten++;
    }
    this.#since = since;
    return forgotten;
  }
}
