import { join } from 'node:path';
import type { HistoryTrouble } from '../../core/model/history';
import { DATABASE_FILE, systemTrouble } from './historyFolder';
import { SCHEMA, SCHEMA_VERSION } from './schema';
import { type Database, SQLITE_CODES, sqlite, sqliteCode } from './sqlite';

/** Milliseconds to wait for somebody else who writes: transactions take a few. */
export const BUSY_TIMEOUT = 250;

/** An error of which it is known what it means for the history. */
export class HistoryError extends Error {
  readonly trouble: HistoryTrouble;

  constructor(trouble: HistoryTrouble) {
    super('message' in trouble ? trouble.message : trouble.kind);
    this.trouble = trouble;
  }
}

/**
 * Opens the file that {@link prepareFolder} made, and makes what is to be in it.
 * @throws HistoryError, or what SQLite throws
 */
export function openDatabase(folder: string): Database {
  const { DatabaseSync } = sqlite() ?? fail({ kind: 'noSqlite', node: process.version });
  const database = new DatabaseSync(join(folder, DATABASE_FILE), { enableForeignKeyConstraints: false });
  try {
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}; PRAGMA trusted_schema = OFF`);
    // Before anything is changed: a file of a later release stays as it is.
    const version = versionOf(database);
    if (version === 0) make(database);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; SELECT next_id FROM meta');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** @throws HistoryError where a later release wrote it */
function versionOf(database: Database): number {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version <= SCHEMA_VERSION) return version;
  const message = `The file's version is ${version}, and this release knows ${SCHEMA_VERSION}.`;
  return fail({ kind: 'newer', message });
}

function make(database: Database): void {
  if (hasTables(database)) fail({ kind: 'damaged', message: 'The file is a database of something else.' });
  // Both can be chosen only while there is nothing in it.
  database.exec('PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; BEGIN IMMEDIATE');
  try {
    // Another process may have been faster.
    if (versionOf(database) === 0) database.exec(SCHEMA);
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

/** With one that another process makes right now its version is written, too. */
function hasTables(database: Database): boolean {
  const { tables, version } =
    database
      .prepare(
        'SELECT count(*) AS tables, (SELECT user_version FROM pragma_user_version) AS version FROM sqlite_schema',
      )
      .get() ?? {};
  return tables !== 0 && version === 0;
}

/** What an error means for the history. */
export function troubleOf(error: unknown): HistoryTrouble {
  if (error instanceof HistoryError) return error.trouble;
  const message = error instanceof Error ? error.message : String(error);
  switch (sqliteCode(error)) {
    case undefined:
      return systemTrouble(error);
    case SQLITE_CODES.full:
      return { kind: 'full', message };
    case SQLITE_CODES.readOnly:
      return { kind: 'readOnly', message };
    case SQLITE_CODES.error:
    case SQLITE_CODES.corrupt:
    case SQLITE_CODES.notADatabase:
      // A table or a column that is not there, too: the statements are always the same.
      return { kind: 'damaged', message };
    default:
      return { kind: 'failed', message };
  }
}

/** Whether an error is the file's, and not a mistake in what was asked. */
export function isOfFile(error: unknown): boolean {
  return error instanceof HistoryError || sqliteCode(error) !== undefined || isSystemError(error);
}

function isSystemError(error: unknown): boolean {
  return typeof (error as NodeJS.ErrnoException).errno === 'number';
}

/** Whether it may work the next time, since somebody else was at it. */
export function isBusy(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === SQLITE_CODES.busy || code === SQLITE_CODES.locked;
}

function fail(trouble: HistoryTrouble): never {
  throw new HistoryError(trouble);
}
