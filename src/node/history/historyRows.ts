import type {
  HistoryAction,
  HistoryConnection,
  HistoryEnd,
  HistoryEntry,
  HistoryListener,
  HistoryOwners,
  HistoryPlace,
  HistoryProgram,
} from '../../core/model/history';
import {
  ACTORS,
  CHANGES,
  DIRECTIONS,
  ENDINGS,
  EVIDENCES,
  GAPS,
  moment,
  ORIGINS,
  protocolOf,
  statesOf,
  SUBJECTS,
} from './codes';
import type { EntryTable } from './schema';
import type { Database, SqlRow, SqlValue, Statement } from './sqlite';

const NOWHERE: HistoryPlace = { boot: '', namespace: 0 };

/** What stands once in the file and is meant by its number, kept for as long as one call reads. */
export class Meanings {
  readonly #places: (id: number) => HistoryPlace;
  readonly #addresses: (id: number) => string;
  readonly #programs: (id: number) => HistoryProgram | undefined;
  readonly #owners: (id: number) => HistoryOwners;

  constructor(statements: MeaningStatements) {
    this.#places = known(statements.place, (row) =>
      row === undefined ? NOWHERE : { boot: text(row['boot']), namespace: number(row['namespace']) },
    );
    this.#addresses = known(statements.address, (row) => text(row?.['text']));
    this.#programs = known(statements.program, (row) => row && programOf(row));
    this.#owners = known(statements.owners, (row) => this.#ownersOf(row));
  }

  place(id: SqlValue | undefined): HistoryPlace {
    return this.#places(number(id));
  }

  address(id: SqlValue | undefined): string {
    return this.#addresses(number(id));
  }

  owners(id: SqlValue | undefined): HistoryOwners {
    return this.#owners(number(id));
  }

  #ownersOf(row: SqlRow | undefined): HistoryOwners {
    const { evidence, program, others } = row ?? {};
    const rest = typeof others === 'string' ? (JSON.parse(others) as readonly number[]) : [];
    const ids = typeof program === 'number' ? [program, ...rest] : [];
    return {
      evidence: EVIDENCES[number(evidence)] ?? 'unknown',
      programs: ids.flatMap((id) => this.#programs(id) ?? []),
    };
  }
}

export interface MeaningStatements {
  readonly place: Statement;
  readonly address: Statement;
  readonly program: Statement;
  readonly owners: Statement;
}

/** To be made once a database. */
export function meaningStatements(database: Database): MeaningStatements {
  const byId = (table: string): Statement => database.prepare(`SELECT * FROM ${table} WHERE id = ?`);
  return {
    place: byId('places'),
    address: byId('addresses'),
    program: byId('programs'),
    owners: byId('owners'),
  };
}

/** An entry as it was written: see {@link SCHEMA}. */
export function entryOf(table: EntryTable, row: SqlRow, meanings: Meanings): HistoryEntry {
  const kept = { id: number(row['id']), place: meanings.place(row['place']) };
  const at = number(row['at']);
  const whenAt = moment(at, maybe(row['at_within']) ?? null);
  const count = number(row['count']);
  switch (table) {
    case 'listeners':
      return { ...kept, ...listenerOf(row, meanings) };
    case 'connections':
      return { ...kept, ...connectionOf(row, meanings) };
    case 'refusals':
      return {
        ...kept,
        kind: 'refusal',
        ...socketOf(row),
        address: meanings.address(row['address']),
        port: number(row['port']),
        owners: meanings.owners(row['owners']),
        at: whenAt,
        count,
      };
    case 'actions':
      return {
        ...kept,
        kind: 'action',
        at: whenAt,
        by: ACTORS[number(row['actor'])] ?? 'window',
        ...numberIn('pid', row['pid']),
        deed: JSON.parse(text(row['deed'])) as HistoryAction['deed'],
        outcome: text(row['outcome']),
      };
    case 'notices':
      return {
        ...kept,
        kind: 'notice',
        at: whenAt,
        subject: SUBJECTS[number(row['subject'])] ?? 'interface',
        change: CHANGES[number(row['change'])] ?? 'added',
        ...textIn('device', row['device']),
        ...textIn('address', row['address']),
        ...textIn('gateway', row['gateway']),
        count,
      };
    case 'gaps':
      return {
        ...kept,
        kind: 'gap',
        why: GAPS[number(row['why'])] ?? 'ended',
        from: at - number(row['lasted']),
        to: at,
        ...numberIn('lost', row['lost']),
      };
  }
}

type Unkept<Entry> = Omit<Entry, 'id' | 'place'>;

function listenerOf(row: SqlRow, meanings: Meanings): Unkept<HistoryListener> {
  return {
    kind: 'listener',
    ...socketOf(row),
    address: meanings.address(row['address']),
    port: number(row['port']),
    ...textIn('path', row['path']),
    owners: meanings.owners(row['owners']),
    ...timesOf(row, true),
    ...(row['is_taken_over'] === 1 && { isTakenOver: true }),
  };
}

function connectionOf(row: SqlRow, meanings: Meanings): Unkept<HistoryConnection> {
  const end = (side: 'local' | 'foreign'): HistoryEnd => ({
    address: meanings.address(row[`${side}_address`]),
    port: number(row[`${side}_port`]),
    owners: meanings.owners(row[`${side}_owners`]),
  });
  const times = timesOf(row, row['lasted'] !== null);
  const states = row['states'];
  const code = typeof states === 'number' || typeof states === 'string' ? states : null;
  return {
    kind: 'connection',
    ...socketOf(row),
    local: end('local'),
    foreign: end('foreign'),
    direction: DIRECTIONS[number(row['direction'])] ?? 'unknown',
    isWithin: row['is_within'] === 1,
    ...times,
    states: statesOf(code, number(row['at']), times.opened),
    ...numberIn('sent', row['sent']),
    ...numberIn('received', row['received']),
    ...(row['is_at_least'] === 1 && { isAtLeast: true }),
    ...numberIn('doubtfulBytes', row['doubtful']),
    ...numberIn('retransmitted', row['retransmitted']),
    ...numberIn('roundTrip', row['round_trip']),
    count: number(row['count']),
  };
}

function socketOf(row: SqlRow): Pick<HistoryListener, 'protocol' | 'isIPv6'> {
  const code = row['protocol'];
  return {
    protocol: protocolOf(typeof code === 'string' ? code : number(code)),
    isIPv6: row['is_ipv6'] === 1,
  };
}

type Times = Pick<HistoryListener, 'opened' | 'closed' | 'ending'>;

function timesOf(row: SqlRow, wasSeen: true): Times;
function timesOf(row: SqlRow, wasSeen: boolean): Partial<Times>;
function timesOf(row: SqlRow, wasSeen: boolean): Partial<Times> {
  const at = number(row['at']);
  const ending = maybe(row['ending']);
  const opened = moment(at - number(row['lasted']), maybe(row['opened_within']) ?? null);
  return {
    ...(wasSeen && { opened }),
    ...(ending !== undefined && {
      closed: moment(at, maybe(row['closed_within']) ?? null),
      ending: ENDINGS[ending] ?? 'closed',
    }),
  };
}

function programOf(row: SqlRow): HistoryProgram {
  const origin = ORIGINS[maybe(row['origin_kind']) ?? -1];
  return {
    name: text(row['name']),
    pid: number(row['pid']),
    startTime: number(row['start_time']),
    ...numberIn('uid', row['uid']),
    ...textIn('unit', row['unit']),
    ...textIn('container', row['container']),
    ...textIn('containerName', row['container_name']),
    ...(origin !== undefined && { origin: { kind: origin, name: text(row['origin_name']) } }),
  };
}

function known<T>(statement: Statement, read: (row: SqlRow | undefined) => T): (id: number) => T {
  const found = new Map<number, T>();
  return (id) => {
    const before = found.get(id);
    if (before !== undefined) return before;
    const value = read(statement.get(id));
    found.set(id, value);
    return value;
  };
}

function numberIn<Key extends string>(
  key: Key,
  value: SqlValue | undefined,
): { readonly [k in Key]?: number } {
  return (typeof value === 'number' ? { [key]: value } : {}) as { readonly [k in Key]?: number };
}

function textIn<Key extends string>(key: Key, value: SqlValue | undefined): { readonly [k in Key]?: string } {
  return (typeof value === 'string' ? { [key]: value } : {}) as { readonly [k in Key]?: string };
}

function maybe(value: SqlValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function number(value: SqlValue | undefined): number {
  return maybe(value) ?? 0;
}

function text(value: SqlValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
