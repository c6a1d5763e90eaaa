import { existsSync, lstatSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { HistoryTrouble } from '../../core/model/history';
import { DATABASE_FILE, folderTrouble, systemTrouble } from './historyFolder';
import { HistoryReader, type HistoryReaderOptions } from './historyReader';
import { SCHEMA_VERSION } from './schema';
import { type Database, sqlite, sqliteCode, SQLITE_CODES } from './sqlite';

/** Milliseconds that whoever empties the file is waited for. */
const BUSY_TIMEOUT = 2_000;

/** A history that is only read. */
export type OpenedReading =
  | { readonly kind: 'open'; readonly reader: HistoryReader; close(): void }
  /** Nothing was ever recorded there. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'trouble'; readonly trouble: HistoryTrouble };

/**
 * Opens the history of a folder to read it, beside whoever writes it, and makes nothing there that was not there: but for the
 * file by which SQLite's readers and writers know of each other (-shm), without which nobody can read beside a writer.
 * Therefore it takes the right to write the folder, or that somebody has the file open.
 */
export function openReading(
  folder: string,
  options: Pick<HistoryReaderOptions, 'place' | 'users'> = {},
): OpenedReading {
  const library = sqlite();
  if (library === undefined) return { kind: 'trouble', trouble: { kind: 'noSqlite', node: process.version } };
  if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) return { kind: 'nothing' };
  const trouble = folderTrouble(folder);
  if (trouble !== undefined) return { kind: 'trouble', trouble };
  const path = join(folder, DATABASE_FILE);
  let database: Database | undefined;
  try {
    if (!existsSync(path) || statSync(path).size === 0) return { kind: 'nothing' };
    const opened = new library.DatabaseSync(path, { readOnly: true });
    database = opened;
    opened.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}`);
    const version = Number(opened.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
    const refusal = versionTrouble(version, path);
    if (refusal !== 'none') {
      opened.close();
      return refusal;
    }
    const reader = new HistoryReader(opened, { folder, ...options });
    return { kind: 'open', reader, close: () => opened.close() };
  } catch (error) {
    database?.close();
    return { kind: 'trouble', trouble: readingTrouble(error) };
  }
}

/** What an error of SQLite's means to who only reads. */
export function readingTrouble(error: unknown): HistoryTrouble {
  const { message } = error as Error;
  switch (sqliteCode(error)) {
    case SQLITE_CODES.cannotOpen:
    case SQLITE_CODES.readOnly:
      return { kind: 'readOnly', message };
    case SQLITE_CODES.corrupt:
    case SQLITE_CODES.notADatabase:
      return { kind: 'damaged', message };
    case undefined:
      return systemTrouble(error);
    default:
      return { kind: 'failed', message };
  }
}

function versionTrouble(version: number, path: string): Exclude<OpenedReading, { kind: 'open' }> | 'none' {
  // Made, and nothing written yet.
  if (version === 0) return { kind: 'nothing' };
  if (version === SCHEMA_VERSION) return 'none';
  const message = `${path} has version ${version}, and this reads ${SCHEMA_VERSION}.`;
  return { kind: 'trouble', trouble: { kind: 'newer', message } };
}
