import type { HistoryChange, HistoryPlace, NewHistoryEntry } from '../../core/model/history';
import { entryRow, RowWriter } from './entryRows';
import { Interned, type Marking } from './interned';
import { ENTRY_TABLES, type EntryTable } from './schema';
import type { Database, Statement } from './sqlite';

/** A row that may go on. */
interface Going {
  readonly table: EntryTable;
  readonly id: number;
}

/** Writes what changed, a transaction a call, by statements that are prepared once. */
export class HistoryWriter {
  readonly #place: HistoryPlace;
  readonly #interned: Interned;
  readonly #writers: Readonly<Record<EntryTable, RowWriter>>;
  readonly #meta: Statement;
  readonly #setMeta: Statement;
  readonly #version: Statement;
  readonly #begin: Statement;
  readonly #commit: Statement;
  readonly #rollback: Statement;
  readonly #going = new Map<number, Going>();
  #lastVersion: unknown;
  #era = 0;

  constructor(database: Database, place: HistoryPlace) {
    this.#place = place;
    this.#interned = new Interned(database);
    this.#writers = Object.fromEntries(
      ENTRY_TABLES.map((table) => [table, new RowWriter(database, table)]),
    ) as Record<EntryTable, RowWriter>;
    this.#meta = database.prepare('SELECT next_id FROM meta');
    this.#setMeta = database.prepare(
      `UPDATE meta SET next_id = ?, entries = entries + ?, since = ifnull(since, ?),
       connections_since = iif(?, ifnull(connections_since, ?), connections_since)`,
    );
    this.#version = database.prepare('PRAGMA data_version');
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
    this.#rollback = database.prepare('ROLLBACK');
  }

  /** Of the place, within a transaction. */
  placeId(): number {
    return this.#interned.place(this.#place);
  }

  /** The id of a set of owners, within a transaction: see {@link Interned.ownersOf}. */
  ownersOf(evidence: number, programs: readonly number[], at: number): number {
    return this.#interned.ownersOf(evidence, programs, at);
  }

  /** Whether there is a row that this would end. */
  isGoing(key: number): boolean {
    return this.#going.has(key);
  }

  /** The key that a row goes on by. */
  keyOf(id: number): number | undefined {
    for (const [key, row] of this.#going) if (row.id === id) return key;
    return undefined;
  }

  /**
   * Does something in a transaction, which is undone where it fails.
   * @throws what SQLite throws: where somebody else writes for longer than the busy timeout, too
   */
  transaction<T>(act: () => T): T {
    this.#begin.run();
    try {
      // Another process may have dropped what is kept in mind here.
      const version = this.#version.get()?.['data_version'];
      if (version !== this.#lastVersion) this.forgetInterned();
      this.#lastVersion = version;
      const result = act();
      this.#commit.run();
      return result;
    } catch (error) {
      this.forgetInterned();
      this.#undo();
      throw error;
    }
  }

  /**
   * All of it or nothing.
   * @param now milliseconds since 1970
   * @param isLost whether another process records meanwhile, who tells the rest: asked once nobody else can write. What the user
   *   did is told by him who did it
   */
  write(changes: readonly HistoryChange[], now: number, isLost: () => boolean = () => false): void {
    const going = new Map<number, Going | undefined>();
    this.transaction(() => {
      const wanted = isLost() ? changes.filter(({ entry }) => entry.kind === 'action') : changes;
      const place = this.placeId();
      const first = Number(this.#meta.get()?.['next_id']);
      let next = first;
      const put = (entry: NewHistoryEntry, before: Going | undefined): Going => {
        const row = entryRow(entry, this.#interned);
        // It may have been dropped meanwhile, by whoever trims or clears.
        if (before?.table === row.table && this.#writers[row.table].update(before.id, row)) return before;
        const id = next++;
        this.#writers[row.table].insert(id, place, row);
        return { table: row.table, id };
      };
      for (const change of wanted) {
        if (change.kind === 'add') {
          put(change.entry, undefined);
          continue;
        }
        const { key } = change;
        const before = going.has(key) ? going.get(key) : this.#going.get(key);
        const row = put(change.entry, before);
        going.set(key, change.kind === 'put' ? row : undefined);
      }
      const hasConnections = wanted.some(({ entry }) => entry.kind === 'connection');
      if (wanted.length > 0) this.#setMeta.run(next, next - first, now, hasConnections ? 1 : 0, now);
    });
    for (const [key, row] of going) {
      if (row) this.#going.set(key, row);
      else this.#going.delete(key);
    }
  }

  /** Rows of what comes again were dropped: their ids may stand for others from now on. */
  forgetInterned(): void {
    this.#interned.forget();
    this.#era++;
  }

  /** Another number once ids of what comes again may stand for something else. */
  get era(): number {
    return this.#era;
  }

  /** Another value once another process has written, as of the last transaction that began. */
  get version(): unknown {
    return this.#lastVersion;
  }

  /** Has what comes again and is used from now on marked, by id, or no longer. */
  mark(marks: { readonly owners: Marking; readonly addresses: Marking } | undefined): void {
    this.#interned.mark(marks);
  }

  #undo(): void {
    try {
      this.#rollback.run();
    } catch {
      // After some errors SQLite has done it by itself: https://www.sqlite.org/lang_transaction.html.
    }
  }
}
