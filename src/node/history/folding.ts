import { MOST_HISTORY_PROGRAMS } from '../../core/model/history';
import { DIRECTIONS } from './codes';
import type { HistoryWriter } from './historyWriter';
import type { Database, SqlValue, Statement } from './sqlite';

/** A row of connections. */
type Row = Record<string, SqlValue>;

/** A set of owners, as far as folding needs it. */
interface Owners {
  readonly evidence: number;
  readonly programs: readonly number[];
  /** The same for all runs of a program. */
  readonly likeness: string;
}

/** Connections that closed less than this many milliseconds ago are told one by one. */
const FOLD_AFTER = 600_000;

/** What is folded together ended in the same one of these spans, so that it still can be seen when something happened. */
const SPAN = 3_600_000;

/** Rows that are looked at in one slice. */
const SLICE = 250;

/** Groups, and sets of owners, that are kept in mind at most. */
const MOST_KNOWN = 4_096;

const number = (value: SqlValue | undefined): number => Number(value ?? 0);

/**
 * Folds connections that were alike, from the oldest on: the same program, peer and port. Sums stay exact, since only what is known
 * of the same figures is added up.
 */
export class Folding {
  readonly #next: Statement;
  readonly #rows: Statement;
  readonly #owners: Statement;
  readonly #program: Statement;
  readonly #update: Statement;
  readonly #remove: Statement;
  readonly #folded: Statement;
  readonly #isThere: Statement;
  readonly #writer: Pick<HistoryWriter, 'ownersOf' | 'era'>;
  readonly #known = new Map<number, Owners>();
  /** Rows of the present span, by what they have in common. */
  readonly #groups = new Map<string, Row>();
  #span = 0;
  /** Of what is known of owners. */
  #era = 0;

  constructor(database: Database, writer: Pick<HistoryWriter, 'ownersOf' | 'era'>) {
    this.#writer = writer;
    this.#isThere = database.prepare('SELECT 1 FROM connections WHERE id = ?');
    this.#next = database.prepare(
      'SELECT at FROM connections WHERE at > (SELECT folded_to FROM meta) AND at <= ? ORDER BY at LIMIT 1',
    );
    this.#rows = database.prepare(
      `SELECT * FROM connections WHERE at > (SELECT folded_to FROM meta) AND at <= ? ORDER BY at, id LIMIT ${SLICE}`,
    );
    this.#owners = database.prepare('SELECT evidence, program, others FROM owners WHERE id = ?');
    this.#program = database.prepare('SELECT name, uid, unit, container FROM programs WHERE id = ?');
    this.#update = database.prepare(
      `UPDATE connections SET at = ?, local_port = ?, local_owners = ?, foreign_port = ?, foreign_owners = ?, closed_within = ?,
       lasted = ?, opened_within = ?, states = NULL, sent = ?, received = ?, doubtful = ?, retransmitted = ?, round_trip = ?,
       count = ? WHERE id = ?`,
    );
    this.#remove = database.prepare('DELETE FROM connections WHERE id = ?');
    this.#folded = database.prepare('UPDATE meta SET folded_to = ?, entries = entries - ?');
  }

  /**
   * Folds a slice, within a transaction.
   * @param now milliseconds since 1970
   * @returns whether there was anything to look at
   */
  slice(now: number): boolean {
    if (this.#era !== this.#writer.era) this.#known.clear();
    this.#era = this.#writer.era;
    const until = now - FOLD_AFTER;
    const first = this.#next.get(until);
    if (!first) return false;
    const span = Math.floor(number(first['at']) / SPAN);
    if (span !== this.#span || this.#groups.size > MOST_KNOWN) this.#groups.clear();
    this.#span = span;
    const rows = this.#rows.all(Math.min(until, (span + 1) * SPAN - 1)) as Row[];
    const grown = new Set<Row>();
    let gone = 0;
    for (const row of rows) {
      const likeness = this.#likeness(row);
      if (likeness === undefined) continue;
      const group = this.#groups.get(likeness);
      // It may have been dropped or cleared meanwhile, and would take with it what is folded into it.
      if (group && (grown.has(group) || this.#isThere.get(group['id'] ?? null))) {
        this.#fold(group, row);
        grown.add(group);
        gone += number(this.#remove.run(row['id'] ?? null).changes);
      } else this.#groups.set(likeness, row);
    }
    for (const group of grown) this.#write(group);
    this.#folded.run(rows.at(-1)?.['at'] ?? until, gone);
    return true;
  }

  /** What connections have to have in common; nothing of one that is open, or where it is not known which port is the one asked for. */
  #likeness(row: Row): string | undefined {
    if (row['ending'] === null || DIRECTIONS[number(row['direction'])] === 'unknown') return undefined;
    const alike = [
      ...[
        'place',
        'protocol',
        'is_ipv6',
        'direction',
        'is_within',
        'local_address',
        'foreign_address',
        'ending',
      ],
      ...['is_at_least', servicePort(row)],
    ].map((column) => row[column]);
    const known = ['sent', 'received'].map((column) => row[column] === null);
    const owners = ['local_owners', 'foreign_owners'].map(
      (column) => this.#ownersWith(number(row[column])).likeness,
    );
    return JSON.stringify([...alike, ...known, ...owners]);
  }

  #fold(into: Row, row: Row): void {
    const [began, alsoBegan] = [beginning(into), beginning(row)];
    const { by, within } = alsoBegan.by < began.by ? alsoBegan : began;
    const at = number(row['at']);
    for (const owners of ['local_owners', 'foreign_owners']) {
      if (into[owners] !== row[owners])
        into[owners] = this.#joined(number(into[owners]), number(row[owners]), at);
    }
    const [count, more] = [number(into['count']), number(row['count'])];
    const [trip, otherTrip] = [into['round_trip'] ?? null, row['round_trip'] ?? null];
    into['round_trip'] =
      trip === null || otherTrip === null
        ? (trip ?? otherTrip)
        : Math.round((number(trip) * count + number(otherTrip) * more) / (count + more));
    for (const column of ['sent', 'received', 'doubtful', 'retransmitted']) {
      if (row[column] !== null) into[column] = number(into[column]) + number(row[column]);
    }
    into['count'] = count + more;
    into[servicePort(into) === 'local_port' ? 'foreign_port' : 'local_port'] = 0;
    into['at'] = at;
    into['closed_within'] = row['closed_within'] ?? null;
    into['lasted'] = at - by;
    into['opened_within'] = within;
  }

  #write(row: Row): void {
    const columns = [
      ...['at', 'local_port', 'local_owners', 'foreign_port', 'foreign_owners', 'closed_within', 'lasted'],
      ...['opened_within', 'sent', 'received', 'doubtful', 'retransmitted', 'round_trip', 'count', 'id'],
    ];
    this.#update.run(...columns.map((column) => row[column] ?? null));
  }

  #joined(one: number, other: number, at: number): number {
    const { evidence, programs } = this.#ownersWith(one);
    const all = new Set([...programs, ...this.#ownersWith(other).programs]);
    return this.#writer.ownersOf(evidence, [...all].slice(0, MOST_HISTORY_PROGRAMS), at);
  }

  #ownersWith(id: number): Owners {
    const known = this.#known.get(id);
    if (known) return known;
    const { evidence, program, others } = this.#owners.get(id) ?? {};
    const programs = [
      ...(typeof program === 'number' ? [program] : []),
      ...(typeof others === 'string' ? (JSON.parse(others) as number[]) : []),
    ];
    const names = new Set(programs.map((each) => JSON.stringify(this.#program.get(each))));
    const owners = {
      evidence: number(evidence),
      programs,
      likeness: JSON.stringify([evidence, ...[...names].toSorted()]),
    };
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(id, owners);
    return owners;
  }
}

/** The column of the port that was asked for; the other end's was given by its kernel. */
function servicePort(row: Row): 'local_port' | 'foreign_port' {
  return DIRECTIONS[number(row['direction'])] === 'incoming' ? 'local_port' : 'foreign_port';
}

/** When a connection began, or if that was not seen, when the first that is told of ended. */
function beginning(row: Row): { readonly by: number; readonly within: SqlValue } {
  const at = number(row['at']);
  if (row['lasted'] === null) return { by: at, within: row['closed_within'] ?? null };
  return { by: at - number(row['lasted']), within: row['opened_within'] ?? null };
}
