import type { HistoryOwners, HistoryPlace, HistoryProgram } from '../../core/model/history';
import { EVIDENCES, ORIGINS } from './codes';
import type { Database, SqlValue, Statement } from './sqlite';

/** A row that is kept in mind, so that it is not looked for with each entry that has it. */
interface Known {
  readonly id: number;
  used: number;
}

/** Rows that are kept in mind at most, of a table; then all are forgotten. */
const MOST_KNOWN = 4_096;

/** How far `used` may be behind, in milliseconds: what is used all the time is not written each time. */
export const USED_WITHIN = 60_000;

/** Takes note of rows that are used. */
export interface Marking {
  add(id: number): void;
}

/** Texts and what else comes again stands once, and entries have its id. To be used within a transaction. */
export class Interned {
  readonly #addresses: Table;
  readonly #programs: Table;
  readonly #owners: Table;
  readonly #place: Statement;
  readonly #newPlace: Statement;

  constructor(database: Database) {
    this.#addresses = new Table(database, 'addresses', ['text']);
    this.#programs = new Table(database, 'programs', [
      ...['pid', 'start_time', 'name', 'uid', 'unit', 'container', 'container_name'],
      ...['origin_kind', 'origin_name'],
    ]);
    this.#owners = new Table(database, 'owners', ['program', 'evidence', 'others']);
    this.#place = database.prepare('SELECT id FROM places WHERE boot = ? AND namespace = ?');
    this.#newPlace = database.prepare('INSERT INTO places (boot, namespace) VALUES (?, ?)');
  }

  /** What is in mind may not be in the file: a transaction was undone, or somebody else wrote. */
  forget(): void {
    for (const table of [this.#addresses, this.#programs, this.#owners]) table.forget();
  }

  /** Has all that is used from now on marked, or no longer. */
  mark(marks: { readonly owners: Marking; readonly addresses: Marking } | undefined): void {
    this.#owners.marks = marks?.owners;
    this.#addresses.marks = marks?.addresses;
  }

  place({ boot, namespace }: HistoryPlace): number {
    const row = this.#place.get(boot, namespace);
    return Number(row ? row['id'] : this.#newPlace.run(boot, namespace).lastInsertRowid);
  }

  /** @param at when what has it happened */
  address(text: string, at: number): number {
    return this.#addresses.id([text], at);
  }

  owners({ evidence, programs }: HistoryOwners, at: number): number {
    return this.ownersOf(
      EVIDENCES.indexOf(evidence),
      programs.map((program) => this.#program(program, at)),
      at,
    );
  }

  /** @param programs ids, the first that had it first */
  ownersOf(evidence: number, [first, ...others]: readonly number[], at: number): number {
    return this.#owners.id([first ?? null, evidence, others.length > 0 ? JSON.stringify(others) : null], at);
  }

  #program(program: HistoryProgram, at: number): number {
    const { pid, startTime, name, uid, unit, container, containerName, origin } = program;
    const facts = [pid, startTime, name, uid ?? null, unit ?? null, container ?? null, containerName ?? null];
    return this.#programs.id(
      [...facts, origin ? ORIGINS.indexOf(origin.kind) : null, origin?.name ?? null],
      at,
    );
  }
}

/** A table whose rows are told apart by what they say. */
class Table {
  readonly #known = new Map<string, Known>();
  readonly #find: Statement;
  readonly #add: Statement;
  readonly #use: Statement;
  marks: Marking | undefined;

  constructor(database: Database, name: string, columns: readonly string[]) {
    const same = columns.map((column) => `${column} IS ?`).join(' AND ');
    this.#find = database.prepare(`SELECT id, used FROM ${name} WHERE ${same}`);
    const places = columns.map(() => '?, ').join('');
    this.#add = database.prepare(`INSERT INTO ${name} (${columns.join(', ')}, used) VALUES (${places}?)`);
    this.#use = database.prepare(`UPDATE ${name} SET used = ? WHERE id = ?`);
  }

  forget(): void {
    this.#known.clear();
  }

  id(values: readonly SqlValue[], at: number): number {
    const key = values.join('\0');
    const known = this.#known.get(key) ?? this.#learn(key, values, at);
    this.marks?.add(known.id);
    if (at > known.used + USED_WITHIN) {
      known.used = at;
      this.#use.run(at, known.id);
    }
    return known.id;
  }

  #learn(key: string, values: readonly SqlValue[], at: number): Known {
    const row = this.#find.get(...values);
    const known = row
      ? { id: Number(row['id']), used: Number(row['used']) }
      : { id: Number(this.#add.run(...values, at).lastInsertRowid), used: at };
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(key, known);
    return known;
  }
}
