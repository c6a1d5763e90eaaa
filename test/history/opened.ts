import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HistoryChange, HistoryEntry, NewHistoryEntry } from '../../src/core/model/history';
import { DATABASE_FILE } from '../../src/node/history/historyFolder';
import { type HistoryOptions, type OpenHistory, openHistory } from '../../src/node/history/openHistory';
import { thisRecorder } from '../../src/node/history/recorderFile';
import { type Database, sqlite } from '../../src/node/history/sqlite';
import { HERE } from './madeHistory';

/** A moment that tests take for now: nothing of theirs is too old. */
export const NOW = 1_800_000_000_000;

/** A folder of a test's own, and histories in it. */
export class Ground {
  /** What lies around the history's folder. */
  readonly base = mkdtempSync(join(tmpdir(), 'netstat-history-'));
  readonly folder = join(this.base, 'history');
  readonly #open: { close(): void }[] = [];
  now = NOW;

  get file(): string {
    return join(this.folder, DATABASE_FILE);
  }

  open(options: Partial<HistoryOptions> = {}): OpenHistory {
    const { folder } = this;
    const given = { folder, place: HERE, recorder: thisRecorder(), now: () => this.now, ...options };
    const history = openHistory(given);
    this.#open.push(history);
    return history;
  }

  /** The database itself, as another program has it. */
  database(file = this.file): Database {
    const { DatabaseSync } = sqlite() ?? {};
    if (DatabaseSync === undefined) throw new Error(`Node ${process.version} has no SQLite.`);
    const database = new DatabaseSync(file, { enableForeignKeyConstraints: false });
    this.#open.push(database);
    return database;
  }

  remove(): void {
    for (const each of this.#open) {
      try {
        each.close();
      } catch {
        // The test closed it.
      }
    }
    if (existsSync(this.base)) rmSync(this.base, { recursive: true });
  }
}

export function adds(...entries: readonly NewHistoryEntry[]): HistoryChange[] {
  return entries.map((entry) => ({ kind: 'add', entry }));
}

/** What there is, without ids and places. */
export function written(history: OpenHistory): NewHistoryEntry[] {
  return history.entries({ most: 1_000_000 }).entries.map(bare);
}

export function bare({ id: _id, place: _place, ...entry }: HistoryEntry): NewHistoryEntry {
  return entry;
}

/** How many entries a writer of numbered ones writes in the call that begins with this number. */
export function callAt(number: number): number {
  return 1 + (number % 40);
}
