import { asksFor, listedAt, newestFirst, wasOpen } from '../../core/history/asking';
import type { HistorySource, StoreStatus } from '../../core/history/historyStore';
import type {
  HistoryAnswer,
  HistoryConnection,
  HistoryCursor,
  HistoryEntry,
  HistoryListener,
  HistoryPlace,
  HistoryQuestion,
} from '../../core/model/history';
import { fileSizes } from './historyFolder';
import { type AskedIds, queriesFor, queriesForOpen, type Query } from './historyQueries';
import { entryOf, Meanings, type MeaningStatements, meaningStatements } from './historyRows';
import type { Database, SqlRow, SqlValue, Statement } from './sqlite';

/** Rows that are read at once: first few, since few are wanted as a rule, then more. */
const FIRST_ROWS = 64;
const MORE_ROWS = 1024;

/**
 * Rows that one call looks at in vain, at most, some 0.3 s of them: a filter that lets nothing through must not hold up its
 * thread for longer. The answer then has fewer than are wanted, and says that there are more.
 */
const MOST_IN_VAIN = 10_000;

export interface HistoryReaderOptions {
  /** The folder that the database is in. */
  readonly folder: string;
  /** Where this machine is now: whose pids are meant, and which sockets were open. */
  readonly place?: HistoryPlace;
  /** Names of users by uid, for filters. */
  readonly users?: () => ReadonlyMap<number, string>;
}

/** A history in a database, as it is read: of all boots. Each call reads one state of it, and leaves nothing open. */
export class HistoryReader implements HistorySource {
  readonly #database: Database;
  readonly #options: HistoryReaderOptions;
  readonly #meanings: MeaningStatements;
  readonly #statements = new Map<string, Statement>();

  constructor(database: Database, options: HistoryReaderOptions) {
    this.#database = database;
    this.#options = options;
    this.#meanings = meaningStatements(database);
  }

  entries(question: HistoryQuestion): Omit<HistoryAnswer, 'status'> {
    const { place, users } = this.#options;
    const isAsked = asksFor(question, place?.boot, question.filter === undefined ? undefined : users?.());
    return this.#atOnce(() => {
      const found: HistoryEntry[] = [];
      let last: HistoryCursor | undefined;
      let inVain = 0;
      for (const entry of this.#newestFirst(queriesFor(question, this.#idsOf(question)), question.before)) {
        if (found.length >= question.most || inVain >= MOST_IN_VAIN)
          return { entries: found, ...(last && { next: last }) };
        if (isAsked(entry)) found.push(entry);
        else inVain++;
        last = { at: listedAt(entry), id: entry.id };
      }
      return { entries: found };
    });
  }

  standing(at: number): readonly (HistoryListener | HistoryConnection)[] {
    const namespace = this.#options.place?.namespace;
    return this.#atOnce(() => {
      const found: (HistoryListener | HistoryConnection)[] = [];
      for (const entry of this.#newestFirst(queriesForOpen(at))) {
        if (entry.kind !== 'listener' && entry.kind !== 'connection') continue;
        const isHere = namespace === undefined || entry.place.namespace === namespace;
        // Of those that are folded nobody knows which were open when.
        const isOne = entry.kind === 'listener' || entry.count === 1;
        if (isHere && isOne && wasOpen(entry, at)) found.push(entry);
      }
      return found;
    });
  }

  status(): StoreStatus {
    const { folder } = this.#options;
    const meta = this.#statement('SELECT entries, since, connections_since FROM meta').get() ?? {};
    const { data_version: version } = this.#statement('PRAGMA data_version').get() ?? {};
    const { entries, since, connections_since: connectionsSince } = meta;
    const { database, journal } = fileSizes(folder);
    return {
      folder,
      ...(typeof since === 'number' && { since }),
      ...(typeof connectionsSince === 'number' && { connectionsSince }),
      bytes: database + journal,
      entries: Number(entries ?? 0),
      revision: Number(version ?? 0),
    };
  }

  /** Runs reads that see one state of the database. Within a transaction, too. */
  #atOnce<T>(read: () => T): T {
    this.#database.exec('SAVEPOINT reading');
    try {
      return read();
    } finally {
      this.#database.exec('RELEASE reading');
    }
  }

  #idsOf({ address, pid, startTime, container }: HistoryQuestion): AskedIds {
    const { id = null } =
      (address === undefined
        ? undefined
        : this.#statement('SELECT id FROM addresses WHERE text = ?').get(address)) ?? {};
    const isOwned = pid !== undefined || container !== undefined;
    return {
      address: address === undefined ? undefined : (id as number | null),
      owners: isOwned ? this.#ownersOf(pid, startTime, container) : undefined,
    };
  }

  /** The owners among which the programs are, as a JSON array of their numbers. */
  #ownersOf(pid: number | undefined, startTime: number | undefined, container: string | undefined): string {
    const wanted = [
      ['pid = ?', pid],
      ['start_time = ?', pid === undefined ? undefined : startTime],
      ['container = ?', container],
    ] as const;
    const given = wanted.filter(([, value]) => value !== undefined);
    const conditions = given.map(([condition]) => condition).join(' AND ');
    const values = given.map(([, value]) => value as SqlValue);
    const programs = ids(this.#statement(`SELECT id FROM programs WHERE ${conditions}`).all(...values));
    const owners = this.#statement(
      `SELECT id FROM owners WHERE program IN (SELECT value FROM json_each(?1)) UNION
       SELECT id FROM owners WHERE others IS NOT NULL AND EXISTS (
         SELECT 1 FROM json_each(others) AS other, json_each(?1) AS asked WHERE other.value = asked.value)`,
    );
    return JSON.stringify(ids(owners.all(JSON.stringify(programs))));
  }

  /** The entries of several queries as one list. */
  *#newestFirst(queries: readonly Query[], before?: HistoryCursor): Generator<HistoryEntry, void, undefined> {
    const meanings = new Meanings(this.#meanings);
    const heads = queries.flatMap((query) => {
      const entries = this.#entriesOf(query, before, meanings);
      const first = entries.next();
      return first.done === true ? [] : [{ entries, entry: first.value }];
    });
    while (heads.length > 0) {
      const head = heads.reduce((best, each) => (newestFirst(each.entry, best.entry) < 0 ? each : best));
      yield head.entry;
      const next = head.entries.next();
      if (next.done === true) heads.splice(heads.indexOf(head), 1);
      else head.entry = next.value;
    }
  }

  /** Reads whole pieces: no statement is left half-way, whoever stops. */
  *#entriesOf(
    { table, by, conditions, values }: Query,
    before: HistoryCursor | undefined,
    meanings: Meanings,
  ): Generator<HistoryEntry, void, undefined> {
    let cursor = before;
    for (let most = FIRST_ROWS; ; most = MORE_ROWS) {
      const all = cursor === undefined ? conditions : [...conditions, '(at, id) < (?, ?)'];
      const where = all.length === 0 ? '' : ` WHERE ${all.join(' AND ')}`;
      const from = by === undefined ? table : `${table} ${by}`;
      const sql = `SELECT * FROM ${from}${where} ORDER BY at DESC, id DESC LIMIT ?`;
      const after = cursor === undefined ? [] : [cursor.at, cursor.id];
      const rows = this.#statement(sql).all(...values, ...after, most);
      for (const row of rows) yield entryOf(table, row, meanings);
      const last = rows.at(-1);
      if (last === undefined || rows.length < most) return;
      cursor = { at: Number(last['at']), id: Number(last['id']) };
    }
  }

  #statement(sql: string): Statement {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

function ids(rows: readonly SqlRow[]): number[] {
  return rows.map(({ id }) => Number(id));
}
