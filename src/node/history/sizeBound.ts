/** Of SQLite's files, where nobody chose another size. */
export const PAGE_BYTES = 4_096;

/** The -shm file, as long as the journal has less than 4,000 pages. */
const SHARED_BYTES = 32_768;

/** What the journal gets of all, and within which bounds. */
const JOURNAL_SHARE = 1 / 8;
const LEAST_JOURNAL = 1_000_000;
const MOST_JOURNAL = 8_000_000;

/** What a change writes into the journal, one with the other: pages of a table, of its indices, and of what stands once. */
const CHANGE_BYTES = PAGE_BYTES / 2;

/** How much room the history has. */
export interface Bound {
  readonly megabytes: number;
  /** Of all files. */
  readonly bytes: number;
  /**
   * Of those, what the journal has. Written back at a quarter, a transaction takes a quarter at most, and half is left for what
   * was reckoned too low.
   */
  readonly journal: number;
  /** Of the database itself. */
  readonly pages: number;
  /** In one transaction. */
  readonly changes: number;
}

export function boundOf(megabytes: number): Bound {
  const bytes = megabytes * 1e6;
  const journal = Math.min(MOST_JOURNAL, Math.max(LEAST_JOURNAL, bytes * JOURNAL_SHARE));
  return {
    megabytes,
    bytes,
    journal,
    pages: Math.max(64, Math.floor((bytes - journal - SHARED_BYTES) / PAGE_BYTES)),
    changes: Math.max(16, Math.floor(journal / 4 / CHANGE_BYTES)),
  };
}
