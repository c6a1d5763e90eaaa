import type { HistoryWriter } from './historyWriter';
import { USED_WITHIN } from './interned';
import { Marks } from './marks';
import type { Database, SqlRow, SqlValue, Statement } from './sqlite';

/** Tables of what stands once; what others of them refer to comes behind those. */
export const REFERRED_TABLES = ['owners', 'programs', 'addresses'] as const;

type ReferredTable = (typeof REFERRED_TABLES)[number];

/** Rows of a table that are looked at in one transaction: by when they were used, and by what refers to them. */
const SLICE = 500;
const STEP = 2_000;

/** All references are looked at when this part of the entries has been dropped: so it costs little for each of them. */
const DROPPED_SHARE = 1 / 5;
const LEAST_DROPPED = 1_000;

/** Entries that refer without an index, which would take more room than it helps to save: their owners and addresses. */
const REFERRING = {
  connections: ['local_owners', 'foreign_owners', 'local_address', 'foreign_address'],
  refusals: ['owners', 'owners', 'address', 'address'],
} as const;

type ReferringTable = keyof typeof REFERRING;

/** What connections that are open have of what stands once. */
const inOpenConnections = (column: string): string =>
  ['local', 'foreign']
    .map((end) => `SELECT ${end}_${column} FROM connections WHERE ending IS NULL`)
    .join(' UNION ALL ');

/** Whether something refers to a row, as far as indices tell: of programs, which owners alone have, that is all. */
const REFERRED: Readonly<Record<ReferredTable, string>> = {
  owners: `EXISTS (SELECT 1 FROM listeners WHERE owners = owners.id) OR id IN (${inOpenConnections('owners')})`,
  programs: `EXISTS (SELECT 1 FROM owners WHERE program = programs.id)
    OR id IN (SELECT value FROM owners, json_each(others) WHERE others IS NOT NULL)`,
  addresses: `EXISTS (SELECT 1 FROM listeners WHERE address = addresses.id) OR id IN (${inOpenConnections('address')})`,
};

/** One look at all references, over many transactions. */
interface Round {
  readonly marks: Readonly<Record<'owners' | 'addresses', Marks>>;
  /** Of the database when it began: see {@link HistoryWriter.version}. */
  readonly version: unknown;
  /** What is left to be looked at: up to which id. What is written meanwhile is above it, and is not looked at. */
  readonly left: { readonly table: ReferringTable | ReferredTable; to: number }[];
}

/**
 * Drops rows of what stands once that no entry refers to any more, bit by bit. Two things tell them. With each slice of entries that
 * is dropped, when a row was used last: that costs no look at other entries, but it may be {@link USED_WITHIN} behind, and tells
 * nothing where all that is kept happened within that time. And now and then all references: see {@link sweep}.
 */
export class Unreferred {
  readonly #database: Database;
  readonly #writer: HistoryWriter;
  readonly #prepared = new Map<string, Statement>();
  /** Up to which id of each table it has been looked when rows were used. */
  readonly #looked: Record<ReferredTable, number> = { owners: 0, programs: 0, addresses: 0 };
  #round: Round | undefined;
  /** Entries that were dropped since the last round began. */
  #dropped = 0;

  constructor(database: Database, writer: HistoryWriter) {
    this.#database = database;
    this.#writer = writer;
  }

  /** Entries were dropped for want of room. */
  dropped(entries: number): void {
    this.#dropped += entries;
  }

  /**
   * Looks at a slice of what was used last before a moment, within a transaction.
   * @param oldest when the oldest entry happened that may refer without an index
   * @returns whether room was made
   */
  dropUnused(oldest: number): boolean {
    let gone = 0;
    for (const table of REFERRED_TABLES) {
      const from = this.#looked[table];
      const to = this.#lastOf(table, from);
      this.#looked[table] = to ?? 0;
      if (to === undefined) continue;
      // Of programs indices tell all.
      const usedBefore = table === 'programs' ? Number.MAX_SAFE_INTEGER : oldest - USED_WITHIN;
      const unused = `id > ? AND id <= ? AND used < ? AND NOT (${REFERRED[table]})`;
      gone += this.#changed(`DELETE FROM ${table} WHERE ${unused}`, from, to, usedBefore);
    }
    return this.#tell(gone);
  }

  /**
   * Goes on looking at all references, a slice within a transaction; begins anew where enough was dropped since it began last. What
   * entries refer to is marked, and what is written meanwhile marks what it uses; then what is not marked goes.
   * @returns whether room was made
   */
  sweep(): boolean {
    // What another process wrote has not marked anything.
    if (this.#round && this.#round.version !== this.#writer.version) this.#finish();
    const round = (this.#round ??= this.#begin());
    const next = round?.left[0];
    if (round === undefined || next === undefined) return false;
    const { table, to } = next;
    // The newest first: what is dropped meanwhile is not marked then.
    const from = this.#row(
      `SELECT id FROM ${table} WHERE id <= ? ORDER BY id DESC LIMIT 1 OFFSET ${STEP}`,
      to,
    )['id'];
    next.to = Number(from ?? 0);
    if (from === undefined) round.left.shift();
    let gone = 0;
    if (table === 'connections' || table === 'refusals') this.#mark(round, table, next.to, to);
    else gone = this.#drop(round, table, next.to, to);
    if (round.left.length === 0) this.#finish();
    return this.#tell(gone);
  }

  #begin(): Round | undefined {
    if (this.#dropped < LEAST_DROPPED) return undefined;
    const { entries } = this.#row('SELECT entries FROM meta');
    if (this.#dropped < Number(entries) * DROPPED_SHARE) return undefined;
    this.#dropped = 0;
    const left = (['connections', 'refusals', ...REFERRED_TABLES] as const).map((table) => ({
      table,
      to: Number(this.#row(`SELECT max(id) AS last FROM ${table}`)['last'] ?? 0),
    }));
    const marksOf = (wanted: ReferredTable): Marks =>
      new Marks(left.find(({ table }) => table === wanted)?.to ?? 0);
    const marks = { owners: marksOf('owners'), addresses: marksOf('addresses') };
    this.#writer.mark(marks);
    return { marks, version: this.#writer.version, left };
  }

  #finish(): void {
    this.#writer.mark(undefined);
    this.#round = undefined;
  }

  #mark({ marks }: Round, table: ReferringTable, from: number, to: number): void {
    const [owners, otherOwners, address, otherAddress] = REFERRING[table];
    const rows = this.#statement(
      `SELECT ${owners} AS a, ${otherOwners} AS b, ${address} AS c, ${otherAddress} AS d FROM ${table}
       WHERE id > ? AND id <= ?`,
    ).all(from, to);
    for (const { a, b, c, d } of rows) {
      marks.owners.add(Number(a));
      marks.owners.add(Number(b));
      marks.addresses.add(Number(c));
      marks.addresses.add(Number(d));
    }
  }

  #drop({ marks }: Round, table: ReferredTable, from: number, to: number): number {
    const unreferred = `id > ? AND id <= ? AND NOT (${REFERRED[table]})`;
    if (table === 'programs') return this.#changed(`DELETE FROM programs WHERE ${unreferred}`, from, to);
    let gone = 0;
    for (const { id } of this.#statement(`SELECT id FROM ${table} WHERE ${unreferred}`).all(from, to)) {
      if (marks[table].has(Number(id))) continue;
      gone += this.#changed(`DELETE FROM ${table} WHERE id = ?`, Number(id));
    }
    return gone;
  }

  /** The last id of so many rows behind another; undefined where there is none. */
  #lastOf(table: ReferredTable, from: number): number | undefined {
    const ids = `SELECT id FROM ${table} WHERE id > ? ORDER BY id LIMIT ${SLICE}`;
    const last = this.#row(`SELECT max(id) AS last FROM (${ids})`, from)['last'];
    return typeof last === 'number' ? last : undefined;
  }

  #tell(gone: number): boolean {
    if (gone > 0) this.#writer.forgetInterned();
    return gone > 0;
  }

  #changed(sql: string, ...values: readonly SqlValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  #row(sql: string, ...values: readonly SqlValue[]): SqlRow {
    return this.#statement(sql).get(...values) ?? {};
  }

  #statement(sql: string): Statement {
    const statement = this.#prepared.get(sql) ?? this.#database.prepare(sql);
    this.#prepared.set(sql, statement);
    return statement;
  }
}
