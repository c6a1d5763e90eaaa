import type { PortContainer } from '../../model/container';
import type { ParseIssue } from '../../model/issue';
import type { LikelyOwner } from '../../model/likelyOwner';
import type { ByteText } from '../context/environment';
import type { ExitStatus } from '../context/output';
import type { TableName } from './ownTables';

/** What a field of a row may hold. Text is one character a byte, as everywhere in netstat. */
export type DataValue =
  string | number | bigint | boolean | null | readonly DataValue[] | { readonly [field: string]: DataValue };

/** A row of a table: its fields in the order in which they are written. */
export type DataRow = Readonly<Record<string, DataValue>>;

/** Takes what is wanted as data in the place of netstat's text. */
export interface DataSink {
  row(table: TableName, row: DataRow): void | Promise<void>;
  /** What could not be parsed in a file. */
  issues(file: ByteText, issues: readonly ParseIssue[]): void;
  /** What netstat prints on stdout beside titles and rows. */
  message(text: ByteText): void;
}

/** Tells who holds a socket. */
export interface OwnerFinder {
  /** All processes that hold it, lowest pid first. */
  owners(inode: number): readonly DataRow[];
  /** Why nobody is known to hold it: the reasons that are possible. UNIX sockets have no `uid`. */
  noOwnerReasons(inode: number, uid: number | undefined): readonly string[];
  /** Who probably holds an Internet socket that nobody is known to hold. */
  likelyOwner(inode: number): LikelyOwner | undefined;
  /** The container that an Internet socket is for, where containers are asked for, which views do. */
  container?(inode: number): PortContainer | undefined;
  /** What another network namespace is called that it is in. */
  namespace?(inode: number): string | undefined;
}

/** Writes the rows of one round after another. */
export interface DataWriter extends DataSink {
  /** Begins a round. @param time when, as ISO 8601 has it */
  begin(time: string): void | Promise<void>;
  /** What netstat says on stderr. */
  error(text: ByteText): void;
  /** Ends the round. @param sources what each file said */
  end(sources: readonly DataRow[], exitStatus: ExitStatus): void | Promise<void>;
}
