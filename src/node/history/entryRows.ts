import type { HistoryMoment, NewHistoryEntry } from '../../core/model/history';
import { ACTORS, CHANGES, DIRECTIONS, ENDINGS, GAPS, protocolCode, statesCode, SUBJECTS } from './codes';
import type { Interned } from './interned';
import type { EntryTable } from './schema';
import type { Database, SqlValue, Statement } from './sqlite';

/** An entry as its table has it, without id and place. */
interface EntryRow {
  readonly table: EntryTable;
  readonly at: number;
  /** In the order of {@link COLUMNS}. */
  readonly values: readonly SqlValue[];
}

const SOCKET = ['protocol', 'is_ipv6'];
const INTERVAL = ['ending', 'closed_within', 'lasted', 'opened_within'];

/** The columns beside id, place and at. */
const COLUMNS: Readonly<Record<EntryTable, readonly string[]>> = {
  listeners: [...SOCKET, 'address', 'port', 'path', 'owners', ...INTERVAL, 'is_taken_over'],
  connections: [
    ...SOCKET,
    ...['direction', 'is_within', 'local_address', 'local_port', 'local_owners'],
    ...['foreign_address', 'foreign_port', 'foreign_owners', ...INTERVAL],
    ...['states', 'sent', 'received', 'is_at_least', 'doubtful', 'retransmitted', 'round_trip', 'count'],
  ],
  refusals: ['at_within', ...SOCKET, 'address', 'port', 'owners', 'count'],
  actions: ['at_within', 'actor', 'pid', 'deed', 'outcome'],
  notices: ['at_within', 'subject', 'change', 'device', 'address', 'gateway', 'count'],
  gaps: ['why', 'lasted', 'lost'],
};

const flag = (is: boolean | undefined): number => (is ? 1 : 0);

/** The row of an entry: see schema.ts for what columns hold. */
export function entryRow(entry: NewHistoryEntry, interned: Interned): EntryRow {
  switch (entry.kind) {
    case 'listener': {
      const at = lastMoment(entry.opened, entry.closed);
      const values: SqlValue[] = [protocolCode(entry.protocol), flag(entry.isIPv6)];
      values.push(interned.address(entry.address, at), entry.port, entry.path ?? null);
      values.push(interned.owners(entry.owners, at));
      pushInterval(values, at, entry.opened, entry.closed, entry.ending);
      values.push(flag(entry.isTakenOver));
      return { table: 'listeners', at, values };
    }
    case 'connection': {
      const { local, foreign } = entry;
      // What was neither seen open nor told closed was seen in a state, or says nothing at all.
      const opened = entry.opened ?? (entry.closed ? undefined : (entry.states[0]?.since ?? { by: 0 }));
      const at = lastMoment(opened, entry.closed);
      // Pushed, and not spread: a hundred a second come.
      const values: SqlValue[] = [protocolCode(entry.protocol), flag(entry.isIPv6)];
      values.push(DIRECTIONS.indexOf(entry.direction), flag(entry.isWithin));
      for (const { address, port, owners } of [local, foreign])
        values.push(interned.address(address, at), port, interned.owners(owners, at));
      pushInterval(values, at, opened, entry.closed, entry.ending);
      values.push(statesCode(entry.states, at, opened), entry.sent ?? null, entry.received ?? null);
      values.push(flag(entry.isAtLeast), entry.doubtfulBytes ?? null, entry.retransmitted ?? null);
      values.push(entry.roundTrip ?? null, entry.count);
      return { table: 'connections', at, values };
    }
    case 'refusal': {
      const at = entry.at.by;
      const values = [
        ...[within(entry.at), protocolCode(entry.protocol), flag(entry.isIPv6)],
        ...[interned.address(entry.address, at), entry.port, interned.owners(entry.owners, at), entry.count],
      ];
      return { table: 'refusals', at, values };
    }
    case 'action': {
      const { by, pid = null, deed, outcome } = entry;
      const values = [within(entry.at), ACTORS.indexOf(by), pid, JSON.stringify(deed), outcome];
      return { table: 'actions', at: entry.at.by, values };
    }
    case 'notice': {
      const values = [
        ...[within(entry.at), SUBJECTS.indexOf(entry.subject), CHANGES.indexOf(entry.change)],
        ...[entry.device ?? null, entry.address ?? null, entry.gateway ?? null, entry.count],
      ];
      return { table: 'notices', at: entry.at.by, values };
    }
    case 'gap':
      return {
        table: 'gaps',
        at: entry.to,
        values: [GAPS.indexOf(entry.why), entry.to - entry.from, entry.lost ?? null],
      };
  }
}

/** The moment that an interval is listed by. */
function lastMoment(opened: HistoryMoment | undefined, closed: HistoryMoment | undefined): number {
  return closed?.by ?? opened?.by ?? 0;
}

/** The columns of {@link INTERVAL}. */
function pushInterval(
  values: SqlValue[],
  at: number,
  opened: HistoryMoment | undefined,
  closed: HistoryMoment | undefined,
  ending: (typeof ENDINGS)[number] = 'closed',
): void {
  values.push(closed ? ENDINGS.indexOf(ending) : null, closed ? within(closed) : null);
  values.push(opened ? at - opened.by : null, opened ? within(opened) : null);
}

function within({ by, after }: HistoryMoment): number | null {
  return after === undefined ? null : by - after;
}

/** Writes rows of one table. */
export class RowWriter {
  readonly #insert: Statement;
  readonly #update: Statement;

  constructor(database: Database, table: EntryTable) {
    const columns = ['at', ...COLUMNS[table]];
    const places = columns.map(() => '?, ').join('');
    this.#insert = database.prepare(
      `INSERT INTO ${table} (${columns.join(', ')}, id, place) VALUES (${places}?, ?)`,
    );
    const sets = columns.map((column) => `${column} = ?`).join(', ');
    this.#update = database.prepare(`UPDATE ${table} SET ${sets} WHERE id = ?`);
  }

  insert(id: number, place: number, { at, values }: EntryRow): void {
    this.#insert.run(at, ...values, id, place);
  }

  /** @returns whether it is still there */
  update(id: number, { at, values }: EntryRow): boolean {
    return this.#update.run(at, ...values, id).changes !== 0;
  }
}
