import { Folding } from './folding';
import type { HistoryWriter } from './historyWriter';
import { ENTRY_TABLES, type EntryTable } from './schema';
import type { Database, SqlValue, Statement } from './sqlite';
import { REFERRED_TABLES, Unreferred } from './unreferred';

/** Rows that are dropped, or looked at, in one transaction: some ten milliseconds. */
const SLICE = 250;

/** Pages that are given back in one transaction. */
const PAGES = 128;

/** What may be free in the file, of all, before it is given back: what comes next is written there. */
const FREE_SHARE = 0.25;

/** How much less than the bound is kept, so that the next rows do not take room to be made again. */
const MARGIN = 0.97;

/** Only what is over is dropped: what is open is as of now. */
const OVER: Readonly<Partial<Record<EntryTable, string>>> = {
  listeners: 'ending IS NOT NULL',
  connections: 'ending IS NOT NULL',
};

/** Forgets everything but which ids were given, and who records. */
export const EMPTYING = [...ENTRY_TABLES, ...REFERRED_TABLES]
  .map((table) => `DELETE FROM ${table};`)
  .concat('UPDATE meta SET entries = 0, since = NULL, connections_since = NULL, folded_to = 0')
  .join('');

/**
 * Keeps the history within its bounds, in slices: what is too old goes; where there is too much, connections that were alike are
 * folded, then the oldest connections go, then the oldest of the rest, and actions last.
 */
export class Retention {
  readonly #writer: HistoryWriter;
  readonly #database: Database;
  readonly #folding: Folding;
  readonly #unreferred: Unreferred;
  readonly #prepared = new Map<string, Statement>();

  constructor(database: Database, writer: HistoryWriter) {
    this.#database = database;
    this.#writer = writer;
    this.#folding = new Folding(database, writer);
    this.#unreferred = new Unreferred(database, writer);
  }

  /** Pages in the file: those that hold something, and all. */
  pages(): { readonly used: number; readonly all: number } {
    const all = this.#number('PRAGMA page_count');
    return { used: all - this.#number('PRAGMA freelist_count'), all };
  }

  /**
   * @param now milliseconds since 1970
   * @param most pages of 4,096 bytes
   * @param isOver whether it has taken long enough
   * @returns whether there is more to be done
   */
  trim(now: number, keepHours: number, most: number, isOver: () => boolean): boolean {
    while (this.#dropOld(now, keepHours * 3_600_000)) if (isOver()) return true;
    while (this.pages().used > most * MARGIN) {
      if (!this.makeRoom(now)) break;
      if (isOver()) return true;
    }
    for (;;) {
      const { used, all } = this.pages();
      if (used === all || (all <= most && all - used < Math.max(PAGES, all * FREE_SHARE))) return false;
      this.#database.exec(`PRAGMA incremental_vacuum(${PAGES})`);
      // A file that somebody made without pages of pointers gives nothing back.
      if (this.pages().all === all) return false;
      if (isOver()) return true;
    }
  }

  /** A slice of what makes room. @returns whether there was anything left to be dropped */
  makeRoom(now: number): boolean {
    return this.#writer.transaction(() => {
      if (this.#folding.slice(now)) return true;
      if (this.#unreferred.sweep()) return true;
      const isRoom =
        this.#dropOldest(['connections', 'refusals']) || this.#dropOldest(['listeners', 'notices', 'gaps']);
      if (!isRoom && !this.#dropOldest(['actions'])) return this.#dropUnreferred();
      this.#dropUnreferred();
      return true;
    });
  }

  /** What is too old; and what is as far ahead, which a clock that was wrong made: it would never grow old. */
  #dropOld(now: number, span: number): boolean {
    return this.#writer.transaction(() => {
      let gone = 0;
      for (const table of ENTRY_TABLES) {
        gone +=
          this.#drop(table, 'at < ?', 'at', now - span) + this.#drop(table, 'at > ?', 'at DESC', now + span);
      }
      if (gone === 0) return false;
      this.#run(
        'UPDATE meta SET since = max(since, ?1), connections_since = max(connections_since, ?1)',
        now - span,
      );
      this.#dropUnreferred();
      return true;
    });
  }

  /** The oldest of these, up to the same moment. */
  #dropOldest(tables: readonly EntryTable[]): boolean {
    const oldest = tables
      .map((table) => `SELECT at FROM ${table} WHERE ${OVER[table] ?? 'true'}`)
      .join(' UNION ALL ');
    const cut = this.#statement(`SELECT max(at) AS cut FROM (${oldest} ORDER BY at LIMIT ${SLICE})`).get()?.[
      'cut'
    ];
    if (typeof cut !== 'number') return false;
    let gone = 0;
    for (const table of tables) gone += this.#drop(table, 'at <= ?', 'at', cut);
    this.#unreferred.dropped(gone);
    const since = tables.includes('connections') ? 'connections_since' : 'since';
    this.#run(`UPDATE meta SET ${since} = max(${since}, ?)`, cut);
    return true;
  }

  #drop(table: EntryTable, where: string, order: string, moment: number): number {
    const gone = this.#run(
      `DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE ${where} AND ${OVER[table] ?? 'true'}
       ORDER BY ${order} LIMIT ${SLICE})`,
      moment,
    );
    if (gone > 0) this.#run('UPDATE meta SET entries = entries - ?', gone);
    return gone;
  }

  /** Looks at a slice of what stands once, and drops what nothing refers to any more. @returns whether something was */
  #dropUnreferred(): boolean {
    const first = (table: EntryTable): SqlValue =>
      this.#statement(`SELECT at FROM ${table} WHERE ${OVER[table] ?? 'true'} ORDER BY at LIMIT 1`).get()?.[
        'at'
      ] ?? null;
    const moments = [first('connections'), first('refusals')].filter((at) => at !== null).map(Number);
    return this.#unreferred.dropUnused(Math.min(...moments, Number.MAX_SAFE_INTEGER));
  }

  #number(pragma: string): number {
    return Number(Object.values(this.#statement(pragma).get() ?? {})[0]);
  }

  #run(sql: string, ...values: readonly SqlValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  #statement(sql: string): Statement {
    const statement = this.#prepared.get(sql) ?? this.#database.prepare(sql);
    this.#prepared.set(sql, statement);
    return statement;
  }
}
