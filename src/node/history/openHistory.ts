import type { HistoryStore, StoreStatus } from '../../core/history/historyStore';
import { MemoryStore } from '../../core/history/memoryStore';
import type { HistoryAnswer, HistoryChange, HistoryQuestion, HistoryTrouble } from '../../core/model/history';
import { isBusy, isOfFile, troubleOf } from './historyDatabase';
import { HistoryFile, type HistoryFileOptions } from './historyFile';
import { prepareFolder, removeDatabase } from './historyFolder';
import type { Taking } from './recorderLock';
import { sqlite } from './sqlite';

export type HistoryOptions = HistoryFileOptions;

/** A history, wherever it is, and who may write it. */
export interface OpenHistory extends HistoryStore {
  /** Asks to be the one who records in this place, to be done again where another one is. */
  takeRecording(now: number): Taking;
  /** The heartbeat, each {@link HEARTBEAT}. @returns whether this process still records */
  beat(now: number): boolean;
  /** Lets another one record. */
  endRecording(now: number): void;
}

type Store = HistoryFile | MemoryStore;

/** How soon trimming goes on where one call was not enough, in milliseconds. */
const TRIM_AGAIN = 60;

/** The history in its file, or where that cannot be in memory: `status().trouble` says why. It never throws because of the file. */
export function openHistory(options: HistoryOptions): OpenHistory {
  const trouble: HistoryTrouble | undefined = sqlite()
    ? prepareFolder(options.folder)
    : { kind: 'noSqlite', node: process.version };
  if (trouble)
    return new KeptHistory(options, new MemoryStore(options.place, trouble, undefined, options.users));
  try {
    return new KeptHistory(options, new HistoryFile(options));
  } catch (error) {
    return new KeptHistory(
      options,
      new MemoryStore(options.place, troubleOf(error), undefined, options.users),
    );
  }
}

/** Goes on in memory once the file fails. What was written stays as it is, for when it can be had again. */
class KeptHistory implements OpenHistory {
  readonly #options: HistoryOptions;
  #store: Store;
  #again: NodeJS.Timeout | undefined;

  constructor(options: HistoryOptions, store: Store) {
    this.#options = options;
    this.#store = store;
  }

  entries(question: HistoryQuestion): Omit<HistoryAnswer, 'status'> {
    return this.#tried((store) => store.entries(question), { entries: [] });
  }

  standing(at: number): ReturnType<HistoryStore['standing']> {
    return this.#tried((store) => store.standing(at), []);
  }

  status(): StoreStatus {
    const { folder } = this.#options;
    return this.#tried((store) => store.status(), { folder, bytes: 0, entries: 0, revision: 0 });
  }

  write(changes: readonly HistoryChange[]): void {
    if (changes.length === 0) return;
    // What a file that fails did not take on is in memory by then.
    this.#tried(
      (store) => store.write(changes),
      undefined,
      () => undefined,
    );
  }

  trim(now: number, keepHours: number, keepMegabytes: number): void {
    clearTimeout(this.#again);
    const isMore = this.#tried((store) => store.trim(now, keepHours, keepMegabytes) === true, true);
    if (isMore) this.#again = setTimeout(() => this.trim(now, keepHours, keepMegabytes), TRIM_AGAIN).unref();
  }

  /** A damaged file is made anew, since nothing else would ever empty it, and recorded in if this process may. */
  clear(): void {
    this.#tried((store) => store.clear(), undefined);
    if (this.#store.status().trouble?.kind !== 'damaged') return;
    try {
      removeDatabase(this.#options.folder);
      this.#store = new HistoryFile(this.#options);
      this.takeRecording(this.#options.now());
    } catch (error) {
      if (!isOfFile(error)) throw error;
    }
  }

  takeRecording(now: number): Taking {
    const inMemory: Taking = { isTaken: true };
    return this.#tried((store) => (store instanceof HistoryFile ? store.takeRecording(now) : inMemory), {
      isTaken: false,
    });
  }

  beat(now: number): boolean {
    return this.#tried((store) => !(store instanceof HistoryFile) || store.beat(now), true);
  }

  endRecording(now: number): void {
    this.#tried((store) => (store instanceof HistoryFile ? store.endRecording(now) : undefined), undefined);
  }

  close(): void {
    clearTimeout(this.#again);
    this.#tried((store) => store.close(), undefined);
  }

  /**
   * @param whenBusy what is answered where somebody else is at it
   * @param afterwards what is done in memory, where the file failed
   */
  #tried<T>(act: (store: Store) => T, whenBusy: T, afterwards: (store: Store) => T = act): T {
    const store = this.#store;
    try {
      return act(store);
    } catch (error) {
      if (store instanceof MemoryStore || !isOfFile(error)) throw error;
      if (isBusy(error)) return whenBusy;
      const memory = new MemoryStore(this.#options.place, troubleOf(error), undefined, this.#options.users);
      memory.write(store.abandon());
      this.#store = memory;
      return afterwards(memory);
    }
  }
}
