import type { DataSink, OwnerFinder } from '../data/dataSink';
import type { Environment } from './environment';
import type { Names } from './names';
import type { Output } from './output';
import type { RoundTexts, RowContext } from './roundTexts';

/** What every mode gets. */
export interface ModeContext extends RowContext {
  readonly environment: Environment;
  readonly output: Output;
  readonly names: Names;
  /** 0 in the first round of -c, without -c, and where the output shows one round alone. */
  readonly round: number;
  /** Takes the rows where they are wanted as data: their text is then printed nowhere. */
  readonly sink?: DataSink;
  /** With -c, the texts of rows from one round to the next. */
  readonly texts?: RoundTexts | undefined;
  /** Only with -p, where rows are wanted as data. */
  readonly owners?: OwnerFinder;
}
