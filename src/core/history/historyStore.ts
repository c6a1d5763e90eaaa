import type {
  HistoryAnswer,
  HistoryChange,
  HistoryConnection,
  HistoryListener,
  HistoryQuestion,
  HistoryStatus,
} from '../model/history';

/** What is known of a store's contents, without who records. */
export type StoreStatus = Pick<
  HistoryStatus,
  'folder' | 'trouble' | 'since' | 'connectionsSince' | 'bytes' | 'entries' | 'revision'
>;

/** What can be asked of a history. No call leaves anything open that holds up others. */
export interface HistorySource {
  /** Entries that the question asks for, the newest first. The filter is applied. */
  entries(question: HistoryQuestion): Omit<HistoryAnswer, 'status'>;
  /** What was open at that moment (milliseconds since 1970), as far as is known. */
  standing(at: number): readonly (HistoryListener | HistoryConnection)[];
  status(): StoreStatus;
}

/** A history that is written to, in a file or in memory. */
export interface HistoryStore extends HistorySource {
  /** Writes all of it, or nothing: one transaction. */
  write(changes: readonly HistoryChange[]): void;
  /** Drops what is older than this, or more than fits: see HistoryWish. To be called from time to time. */
  trim(now: number, keepHours: number, keepMegabytes: number): void;
  /** Forgets everything, and gives the room back. */
  clear(): void;
  close(): void;
}
