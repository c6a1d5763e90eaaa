import type { CompiledFilter } from '../filter/compile';
import type { Folds } from './inetFolds';
import type { ConnectionTrouble, GroupSubject, Grouping, SocketRow, SortOrder } from '../../model/page';

/** What speaks of trouble in a row. */
export interface Sign {
  readonly trouble: ConnectionTrouble;
  /** It stands while this does not sink: bytes of a queue. */
  readonly level: number;
  /** Whether it took its time already, as what was sent again several times. */
  readonly stands?: true;
}

/** The sockets of one view in one snapshot, by row number. Nothing is made of a row before it is shown. */
export interface RowSource {
  readonly length: number;
  /** Whether the view has the row, filtered or not. */
  includes(row: number): boolean;
  /** Whether the row waits for others to come, and is no connection: it is shown where it is asked for. */
  isListening(row: number): boolean;
  /** Which rows the filter lets through. */
  passing(filter: CompiledFilter): (row: number) => boolean;
  /** Rows with equal keys are in one group. */
  groupKey(row: number, grouping: Grouping): string | number;
  /** What the group of a row stands for. */
  subject(row: number, grouping: Grouping): GroupSubject;
  /** Less than 0 where row `a` comes first; never 0 for rows that can be told apart. */
  compare(a: number, b: number, order: SortOrder): number;
  /** A number that is the same in every snapshot for as long as the socket lives; others may share it by chance. */
  identity(row: number): number;
  state(row: number): number;
  /** The key of the network namespace that it is in; absent of the engine's own. */
  namespaceKey(row: number): string | undefined;
  row(row: number): SocketRow;
  /** What speaks of trouble in a row. */
  sign(row: number): Sign | undefined;
  /** The rows in which something does, in the order of the tables; the same list each time. */
  readonly signed: readonly number[];
  /** Which of its rows are told as one; absent where each is told by itself. */
  readonly folds?: Folds;
}
