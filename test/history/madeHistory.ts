import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HistoryOwners, HistoryPlace, NewHistoryEntry } from '../../src/core/model/history';
import { entryRow, RowWriter } from '../../src/node/history/entryRows';
import { DATABASE_FILE, prepareFolder } from '../../src/node/history/historyFolder';
import { Interned } from '../../src/node/history/interned';
import { ENTRY_TABLES, type EntryTable, SCHEMA } from '../../src/node/history/schema';
import { type Database, sqlite } from '../../src/node/history/sqlite';

export const HERE: HistoryPlace = { boot: 'this boot', namespace: 1 };

/** A database that a test fills, without a recorder. */
export interface MadeHistory {
  readonly folder: string;
  readonly database: Database;
  /** Adds entries in one transaction. */
  add(entries: Iterable<NewHistoryEntry>, place?: HistoryPlace): void;
  remove(): void;
}

/** Makes a history in a folder of its own. */
export function madeHistory(): MadeHistory {
  const folder = join(mkdtempSync(join(tmpdir(), 'netstat-history-')), 'history');
  const trouble = prepareFolder(folder);
  const library = sqlite();
  if (trouble !== undefined || library === undefined) throw new Error('No history can be made here.');
  const database = new library.DatabaseSync(join(folder, DATABASE_FILE));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;');
  database.exec(SCHEMA);
  const interned = new Interned(database);
  const writers = Object.fromEntries(
    ENTRY_TABLES.map((table) => [table, new RowWriter(database, table)]),
  ) as Readonly<Record<EntryTable, RowWriter>>;
  let id = 0;
  return {
    folder,
    database,
    add: (entries, place = HERE) => {
      database.exec('BEGIN');
      const at = interned.place(place);
      for (const entry of entries) {
        const row = entryRow(entry, interned);
        writers[row.table].insert(++id, at, row);
      }
      database.exec(`UPDATE meta SET next_id = ${id + 1}, entries = ${id}, since = ifnull(since, 1000)`);
      database.exec('COMMIT');
    },
    remove: () => {
      database.close();
      rmSync(join(folder, '..'), { recursive: true });
    },
  };
}

/** A program that was seen to have a socket. */
export function seen(name: string, pid: number, container?: string): HistoryOwners {
  const program = {
    name,
    pid,
    startTime: pid * 10,
    uid: 1000,
    ...(container !== undefined && { container }),
  };
  return { evidence: 'seen', programs: [program] };
}

/** A listener of TCP on 127.0.0.1, open from `began` to `ended`, both seen by passes 10 ms apart. */
export function listener(
  port: number,
  owners: HistoryOwners,
  began: number,
  ended?: number,
): NewHistoryEntry & { readonly kind: 'listener' } {
  return {
    kind: 'listener',
    protocol: 'tcp',
    isIPv6: false,
    address: '127.0.0.1',
    port,
    owners,
    opened: { by: began, after: began - 10 },
    ...(ended !== undefined && { closed: { by: ended, after: ended - 10 }, ending: 'closed' as const }),
  };
}

/** A connection of TCP from 10.0.0.9 to 127.0.0.1, whose end the kernel told. */
export function connection(
  ports: readonly [local: number, foreign: number],
  owners: HistoryOwners,
  began: number | undefined,
  ended?: number,
): NewHistoryEntry & { readonly kind: 'connection' } {
  return {
    kind: 'connection',
    protocol: 'tcp',
    isIPv6: false,
    local: { address: '127.0.0.1', port: ports[0], owners },
    foreign: { address: '10.0.0.9', port: ports[1], owners: { evidence: 'unseen', programs: [] } },
    direction: 'incoming',
    isWithin: false,
    ...(began !== undefined && { opened: { by: began, after: began - 10 } }),
    ...(ended !== undefined && { closed: { by: ended, after: ended }, ending: 'closed' as const }),
    states: began === undefined ? [] : [{ state: 1, since: { by: began, after: began - 10 } }],
    sent: 120,
    received: 7,
    count: 1,
  };
}
