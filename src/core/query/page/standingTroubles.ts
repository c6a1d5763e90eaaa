import { CONNECTION_TROUBLES, type ConnectionTrouble, type GroupTrouble } from '../../model/page';
import type { RowSource, Sign } from './pageSource';

/** Milliseconds that a sign must stand before it is trouble: a healthy connection shows each for a moment. */
export const STANDS_AFTER = 10_000;

interface Seen extends Sign {
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** Follows signs of trouble over the passes: what shows one for long enough has that trouble. */
export class StandingTroubles {
  /** By the identity of the row. */
  #seen: ReadonlyMap<number, Seen> = new Map();
  #rows: ReadonlyMap<number, ConnectionTrouble> = new Map();

  forget(): void {
    this.#seen = new Map();
    this.#rows = new Map();
  }

  /** The rows of the last pass that have trouble. */
  get rows(): ReadonlyMap<number, ConnectionTrouble> {
    return this.#rows;
  }

  /** Takes a pass. @param takenAt milliseconds since 1970 */
  follow(source: RowSource, takenAt: number): void {
    const seen = new Map<number, Seen>();
    const rows = new Map<number, ConnectionTrouble>();
    for (const row of source.signed) {
      const sign = source.sign(row);
      if (sign === undefined) continue;
      const identity = source.identity(row);
      const before = this.#seen.get(identity);
      const isSame = before !== undefined && before.trouble === sign.trouble && sign.level >= before.level;
      const since = isSame ? before.since : takenAt;
      seen.set(identity, { ...sign, since });
      if (sign.stands || takenAt - since >= STANDS_AFTER) rows.set(row, sign.trouble);
    }
    this.#seen = seen;
    this.#rows = rows;
  }
}

/** The worst trouble of some rows, and how many have it. */
export function worstTrouble(
  rows: Iterable<number>,
  troubles: ReadonlyMap<number, ConnectionTrouble>,
): GroupTrouble | undefined {
  if (troubles.size === 0) return undefined;
  let worst: number = CONNECTION_TROUBLES.length;
  let count = 0;
  for (const row of rows) {
    const trouble = troubles.get(row);
    if (trouble === undefined) continue;
    const rank = CONNECTION_TROUBLES.indexOf(trouble);
    if (rank === worst) count++;
    else if (rank < worst) [worst, count] = [rank, 1];
  }
  const trouble: ConnectionTrouble | undefined = CONNECTION_TROUBLES[worst];
  return trouble && { trouble, count };
}
