import type { HistoryFormat } from '../../model/history';
import type { TypedSpan } from '../../query/filter/span';
import type { ExitStatus, Output } from './output';

/** Has what was recorded on this machine. */
export interface HistoryPrinter {
  /**
   * Prints what happened, the newest first.
   * @param span all that is kept, where it is absent
   */
  printHistory(span: TypedSpan | undefined, format: HistoryFormat, output: Output): Promise<ExitStatus>;
}
