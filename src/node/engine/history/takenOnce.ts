import { type DestroyedColumns, sliceDestroyed } from '../../../core/traffic/destroyedSockets';

/**
 * While two listen at once, each socket that closed is told twice: lets it through once, by its cookie, which no other
 * socket gets until the next boot.
 */
export class TakenOnce {
  #seen: Set<number> | undefined;

  /** From now on, until {@link end}, two listen. */
  begin(): void {
    this.#seen ??= new Set();
  }

  end(): void {
    this.#seen = undefined;
  }

  /** The rows that were not told before. */
  of(rows: DestroyedColumns): DestroyedColumns {
    const seen = this.#seen;
    if (seen === undefined || rows.at.length === 0) return rows;
    const fresh: number[] = [];
    for (const [row, cookie] of rows.cookie.entries()) {
      if (seen.has(cookie)) continue;
      seen.add(cookie);
      fresh.push(row);
    }
    return fresh.length === rows.at.length ? rows : sliceDestroyed(rows, fresh);
  }
}
