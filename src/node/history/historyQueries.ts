import type { HistoryKind, HistoryQuestion } from '../../core/model/history';
import { protocolCode } from './codes';
import { ENTRY_TABLES, type EntryTable } from './schema';
import type { SqlValue } from './sqlite';

/** Rows of a table, the newest first: `WHERE` and its values. What it lets through is looked at again by {@link asksFor}. */
export interface Query {
  readonly table: EntryTable;
  /** An index that serves better than the one that SQLite would choose. */
  readonly index?: string;
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
      if (!isSocket) return [narrowed(table, question)];
      if (ids.address === null || (path !== undefined && table !== 'listeners')) return [];
      const socket = ofSocket(narrowed(table, question), question, ids);
      const atPort = port === undefined ? [socket] : ofPort(socket, port);
      return atPort.flatMap((query) => inSpan(query, question));
    },
  );
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

/** Above 0, which is said for SQLite: the indices have no others. */
function ofPort(query: Query, port: number): Query[] {
  if (query.table !== 'connections') return [narrow(query, ['port = ?', port], ['port > ?', 0])];
  return [
    narrow(query, ['local_port = ?', port], ['local_port > ?', 0]),
    narrow(query, ['foreign_port = ?', port], ['foreign_port > ?', 0], ['local_port <> ?', port]),
  ];
}

/** What is open is listed by when it began, so that a span finds it apart; there is never much of it. */
function inSpan(query: Query, { from }: HistoryQuestion): Query[] {
  if (from === undefined || query.table === 'refusals') return [query];
  return [narrow(query, ['ending IS NOT NULL'], ['at >= ?', from]), open(query)];
}

function open(query: Query): Query {
  return { ...narrow(query, ['ending IS NULL']), index: `${query.table}_open` };
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
