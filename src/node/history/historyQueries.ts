import type { HistoryKind, HistoryQuestion } from '../../core/model/history';
import { protocolCode } from './codes';
import { BATCH, ENTRY_TABLES, type EntryTable, LONG, OTHER_PORT, SERVICE_PORT } from './schema';
import type { SqlValue } from './sqlite';

/** Rows of a table, the newest first: `WHERE` and its values. What it lets through is looked at again by {@link asksFor}. */
export interface Query {
  readonly table: EntryTable;
  /** How rows are found, where that is better than what SQLite would choose. */
  readonly by?: string;
  readonly conditions: readonly string[];
  readonly values: readonly SqlValue[];
}

/** What of a question the file has numbers for; undefined where the question does not ask for it. */
export interface AskedIds {
  /** Of `addresses`; null where nothing ever had the address. */
  readonly address: number | null | undefined;
  /** Of `owners`, as a JSON array. */
  readonly owners: string | undefined;
}

const KINDS: Readonly<Record<EntryTable, HistoryKind>> = {
  listeners: 'listener',
  connections: 'connection',
  refusals: 'refusal',
  actions: 'action',
  notices: 'notice',
  gaps: 'gap',
};

const IS_OWNED = 'IN (SELECT value FROM json_each(?))';

/**
 * The queries that find all that is asked for, each entry by one of them. Without a cursor and a limit: those are the
 * reader's. They narrow by what has an index, or spares reading most rows; texts of few are left to {@link asksFor}.
 */
export function queriesFor(question: HistoryQuestion, ids: AskedIds): Query[] {
  const { kinds, port, path } = question;
  return ENTRY_TABLES.filter((table) => kinds === undefined || kinds.includes(KINDS[table])).flatMap(
    (table) => {
      const isSocket = table === 'listeners' || table === 'connections' || table === 'refusals';
      if (!isSocket) return mayHave(table, question) ? [narrowed(table, question)] : [];
      if (ids.address === null || (path !== undefined && table !== 'listeners')) return [];
      const socket = ofSocket(narrowed(table, question), question, ids);
      const atPort = port === undefined ? [socket] : ofPort(socket, port);
      return atPort.flatMap((query) => inSpan(query, question));
    },
  );
}

/** Whether anything in a table without sockets has all that is asked for: see {@link asksFor}. */
function mayHave(table: EntryTable, question: HistoryQuestion): boolean {
  const { port, protocol, address, path, pid, container } = question;
  if (path !== undefined) return false;
  const isOther = [port, protocol, pid, container].some((asked) => asked !== undefined);
  if (table === 'notices') return !isOther;
  return table === 'actions' || (!isOther && address === undefined);
}

/** Those that were open at a moment: see {@link wasOpen}, which looks at them again. */
export function queriesForOpen(at: number): Query[] {
  return (['listeners', 'connections'] as const).flatMap((table) => [
    { ...open({ table, conditions: ['at <= ?'], values: [at] }) },
    {
      table,
      conditions: ['at > ?', 'ending IS NOT NULL', 'at - lasted <= ?'],
      values: [at, at],
    },
  ]);
}

function narrowed(table: EntryTable, { from, to }: HistoryQuestion): Query {
  if (table === 'listeners' || table === 'connections') {
    return narrow({ table, conditions: [], values: [] }, ['at - ifnull(lasted, 0) <= ?', to]);
  }
  // That of a clock which was set back ends before it begins.
  const [first, last] = table === 'gaps' ? ['min(at, at - lasted)', 'max(at, at - lasted)'] : ['at', 'at'];
  return narrow({ table, conditions: [], values: [] }, [`${first} <= ?`, to], [`${last} >= ?`, from]);
}

function ofSocket(query: Query, { protocol, path }: HistoryQuestion, { address, owners }: AskedIds): Query {
  const code = protocol === undefined ? undefined : protocolCode(protocol);
  const found = narrow(query, ['protocol = ?', code], ['path = ?', path]);
  if (query.table !== 'connections') {
    return narrow(found, ['address = ?', address], [`owners ${IS_OWNED}`, owners]);
  }
  return narrow(
    found,
    ['? IN (local_address, foreign_address)', address],
    [`(local_owners ${IS_OWNED} OR foreign_owners ${IS_OWNED})`, owners, owners],
  );
}

/** Goes from batch to batch, the newest first, by those that there are. */
const IS_OTHER_PORT = `id IN (
  WITH RECURSIVE batch (number) AS (
    SELECT max(id) >> 12 FROM connections
    UNION ALL
    SELECT (SELECT max(id) >> 12 FROM connections WHERE id < number << 12) FROM batch WHERE number IS NOT NULL
  )
  SELECT id FROM batch CROSS JOIN connections INDEXED BY connections_other
  ON ${BATCH} = number AND ${OTHER_PORT} = ? AND count = 1)`;

/** By the ids that a query found itself. */
const BY_NUMBERS = 'NOT INDEXED';

/** Above 0, which is said for SQLite: the indices have no others. */
function ofPort(query: Query, port: number): Query[] {
  if (query.table !== 'connections') return [narrow(query, ['port = ?', port], ['port > ?', 0])];
  return [
    { ...narrow(query, [`${SERVICE_PORT} = ?`, port]), by: 'INDEXED BY connections_service' },
    { ...narrow(query, [IS_OTHER_PORT, port], [`${SERVICE_PORT} <> ?`, port]), by: BY_NUMBERS },
  ];
}

/** What is open is listed by when it began, so that a span finds it apart; there is never much of it. */
function inSpan(query: Query, { from, to }: HistoryQuestion): Query[] {
  // What is found by numbers is found at once, and few.
  const isByTime = query.table === 'connections' && to !== undefined && query.by !== BY_NUMBERS;
  if (query.table === 'refusals' || (from === undefined && !isByTime)) return [query];
  const over = narrow(query, ['ending IS NOT NULL'], ['at >= ?', from]);
  return [...(isByTime ? begunBefore(over, to) : [over]), open(query)];
}

/** Connections that are over and began before a moment: most of those that ended later began later, too, and are not read. */
function begunBefore(over: Query, to: number): Query[] {
  const soon = to + LONG;
  return [
    narrow(over, ['at <= ?', to]),
    narrow(over, ['at > ?', to], ['at <= ?', soon]),
    { ...narrow(over, ['at > ?', soon], [`lasted > ${LONG}`]), by: 'INDEXED BY connections_long' },
  ];
}

function open(query: Query): Query {
  return { ...narrow(query, ['ending IS NULL']), by: `INDEXED BY ${query.table}_open` };
}

/** The query with further conditions, each with its values; one whose value is absent does not count. */
function narrow(query: Query, ...more: readonly (readonly [string, ...(SqlValue | undefined)[]])[]): Query {
  const given = more.filter((condition) => !condition.includes(undefined));
  return {
    ...query,
    conditions: [...query.conditions, ...given.map(([condition]) => condition)],
    values: [...query.values, ...given.flatMap(([, ...values]) => values as SqlValue[])],
  };
}
