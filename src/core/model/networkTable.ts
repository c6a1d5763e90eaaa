import type { TableContents, TableName } from '../tables/tables';
import type { FileIssue } from './issue';
import type { Source } from './snapshot';

/** A table at one moment. */
export interface NetworkTable<Name extends TableName> {
  /** Milliseconds since 1970. */
  readonly takenAt: number;
  /** Milliseconds that reading it took. */
  readonly duration: number;
  /** The filter expression that chose its rows; empty where none did, or one asks for what the table does not have. */
  readonly filter: string;
  /** Rows that the filter lets through, and all. */
  readonly matching: number;
  readonly total: number;
  /** What each of its files said. */
  readonly sources: readonly Source[];
  readonly issues: readonly FileIssue[];
  readonly contents: TableContents[Name];
}
