import { statSync } from 'node:fs';
import { join } from 'node:path';
import { HISTORY_KEEPING } from '../../core/history/keeping';
import type { HistoryStore } from '../../core/history/historyStore';
import type { HistoryAnswer, HistoryChange, HistoryPlace, HistoryQuestion } from '../../core/model/history';
import { BUSY_TIMEOUT, HistoryError, isBusy, openDatabase } from './historyDatabase';
import { DATABASE_FILE, fileSizes } from './historyFolder';
import { HistoryReader } from './historyReader';
import { HistoryWriter } from './historyWriter';
import { Pending } from './pending';
import type { RecorderProcess } from './recorderFile';
import { RecorderLock, type Taking } from './recorderLock';
import { EMPTYING, Retention } from './retention';
import { type Bound, boundOf, PAGE_BYTES } from './sizeBound';
import type { Database } from './sqlite';

/** What a history in a file is opened with. */
export interface HistoryFileOptions {
  readonly folder: string;
  readonly place: HistoryPlace;
  readonly recorder: RecorderProcess;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Names of users by uid, for filters. */
  readonly users?: () => ReadonlyMap<number, string>;
}

/** Milliseconds that one call may take for what is not urgent. */
const TRIM_TIME = 25;

/**
 * The history in its file. Each call may throw what SQLite or the system throws, but for this: while somebody else writes, or reads
 * for so long that the journal has no room left, changes wait here, and are written with the next call.
 */
export class HistoryFile implements HistoryStore {
  readonly #options: HistoryFileOptions;
  readonly #database: Database;
  readonly #inode: number;
  readonly #reader: HistoryReader;
  readonly #writer: HistoryWriter;
  readonly #lock: RecorderLock;
  readonly #retention: Retention;
  readonly #pending = new Pending((key) => this.#writer.isGoing(key));
  #bound: Bound;
  /** Whether the user's own bound is known: who only writes what he did leaves the rest to the recorder. */
  #trims = false;
  #revision = 0;
  /** A cleared file has not given its room back yet: somebody reads. */
  #isVacuumOwed = false;

  /** @throws where it cannot be opened: see troubleOf */
  constructor(options: HistoryFileOptions) {
    const { folder, place, recorder } = options;
    this.#options = options;
    this.#database = openDatabase(folder);
    this.#inode = this.#inodeNow();
    this.#reader = new HistoryReader(this.#database, options);
    this.#writer = new HistoryWriter(this.#database, place);
    this.#lock = new RecorderLock(this.#database, folder, place, recorder);
    this.#retention = new Retention(this.#database, this.#writer);
    this.#bound = this.#setBound(HISTORY_KEEPING.megabytes.default);
  }

  entries(question: HistoryQuestion): Omit<HistoryAnswer, 'status'> {
    return this.#reader.entries(question);
  }

  standing(at: number): ReturnType<HistoryReader['standing']> {
    return this.#reader.standing(at);
  }

  status(): ReturnType<HistoryReader['status']> {
    const status = this.#reader.status();
    return { ...status, revision: status.revision + this.#revision };
  }

  write(changes: readonly HistoryChange[]): void {
    this.#pending.add(changes);
    this.#flush();
    this.#pending.limit();
  }

  /** @returns whether there is more to be done: then it should be called again soon */
  trim(now: number, keepHours: number, keepMegabytes: number): boolean {
    this.#check();
    if (!this.#trims || keepMegabytes !== this.#bound.megabytes) this.#bound = this.#setBound(keepMegabytes);
    this.#trims = true;
    const until = performance.now() + TRIM_TIME;
    const isOver = (): boolean => performance.now() > until || !this.#hasRoom();
    const isMore = this.#unlessBusy(() => {
      if (this.#isVacuumOwed) this.#vacuum();
      return this.#retention.trim(now, keepHours, this.#bound.pages, isOver);
    }, true);
    // What was given back is only so in the journal, until then.
    if (!isMore && fileSizes(this.#options.folder).database > this.#retention.pages().all * PAGE_BYTES)
      this.#checkpoint();
    if (this.#pending.size > 0) this.#flush();
    return isMore && this.#hasRoom();
  }

  clear(): void {
    this.#check();
    this.#pending.take(this.#pending.size);
    this.#writer.transaction(() => this.#database.exec(EMPTYING));
    this.#writer.forgetInterned();
    this.#revision++;
    this.#unlessBusy(() => this.#vacuum(), undefined);
  }

  takeRecording(now: number): Taking {
    this.#check();
    return this.#writer.transaction(() => this.#lock.take(this.#writer.placeId(), now));
  }

  /** The heartbeat. @returns whether this process still records */
  beat(now: number): boolean {
    this.#check();
    return this.#unlessBusy(() => this.#lock.beat(now), true);
  }

  endRecording(now: number): void {
    this.#check();
    this.#flush();
    // Otherwise this process' end says it.
    this.#unlessBusy(() => this.#lock.release(now), undefined);
  }

  close(): void {
    try {
      if (this.#pending.size > 0) this.#flush();
    } finally {
      this.#database.close();
    }
  }

  /** Gives the file up. @returns what goes on as far as that can be read, and what was not written */
  abandon(): readonly HistoryChange[] {
    const open: HistoryChange[] = [];
    try {
      for (const entry of this.#reader.standing(this.#options.now())) {
        const key = this.#writer.keyOf(entry.id);
        if (key !== undefined) open.push({ kind: 'put', key, entry });
      }
      this.#database.close();
    } catch {
      // Then it is told once it has ended. What stands in the journal is read from there the next time.
    }
    return [...open, ...this.#pending.take(this.#pending.size)];
  }

  #flush(): void {
    this.#check();
    while (this.#pending.size > 0 && this.#hasRoom()) {
      const changes = this.#pending.first(this.#bound.changes);
      const isWritten = this.#unlessBusy(() => {
        this.#writer.write(changes, this.#options.now(), () => this.#lock.isLost());
        return true;
      }, false);
      if (!isWritten) return;
      this.#pending.take(changes.length);
      this.#revision++;
      if (this.#trims) this.#unlessBusy(() => this.#makeRoom(changes.length), undefined);
    }
  }

  /** Drops about as much as was written where the file is full. */
  #makeRoom(written: number): void {
    const slices = 2 + Math.ceil(written / 100);
    for (let slice = 0; slice < slices; slice++) {
      if (this.#retention.pages().used <= this.#bound.pages || !this.#hasRoom()) return;
      if (!this.#retention.makeRoom(this.#options.now())) return;
    }
  }

  /** Whether a transaction's pages have room in the journal, which grows while somebody reads an old state. */
  #hasRoom(): boolean {
    const isRoom = (): boolean => {
      const { database, journal } = fileSizes(this.#options.folder);
      return (
        journal <= Math.max(this.#bound.journal / 2, this.#bound.bytes - database - this.#bound.journal / 2)
      );
    };
    if (isRoom()) return true;
    this.#checkpoint();
    return isRoom();
  }

  /** Takes the journal into the database, and empties it. Without waiting for readers of an old state: there is another time. */
  #checkpoint(): boolean {
    this.#database.exec('PRAGMA busy_timeout = 0');
    try {
      return this.#database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] === 0;
    } finally {
      this.#database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}`);
    }
  }

  #vacuum(): void {
    this.#isVacuumOwed = true;
    this.#database.exec('VACUUM');
    this.#isVacuumOwed = !this.#checkpoint();
  }

  #setBound(megabytes: number): Bound {
    const bound = boundOf(megabytes);
    const pages = Math.max(16, Math.floor(bound.journal / 4 / PAGE_BYTES));
    this.#database.exec(
      `PRAGMA wal_autocheckpoint = ${pages}; PRAGMA journal_size_limit = ${Math.floor(bound.journal / 2)}`,
    );
    return bound;
  }

  #unlessBusy<T>(act: () => T, otherwise: T): T {
    try {
      return act();
    } catch (error) {
      if (isBusy(error)) return otherwise;
      throw error;
    }
  }

  /** SQLite goes on writing into a file that has no name any more. @throws HistoryError where it is gone */
  #check(): void {
    if (this.#inodeNow() !== this.#inode) {
      throw new HistoryError({ kind: 'failed', message: `${this.#path} is gone, or another one.` });
    }
  }

  get #path(): string {
    return join(this.#options.folder, DATABASE_FILE);
  }

  #inodeNow(): number {
    return statSync(this.#path, { throwIfNoEntry: false })?.ino ?? 0;
  }
}
