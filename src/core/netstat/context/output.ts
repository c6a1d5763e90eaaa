import type { ByteText } from './environment';

/** Where the output goes. What is returned must be awaited where it is a promise: the reader is slow. */
export interface Output {
  stdout(text: ByteText): void | Promise<void>;
  stderr(text: ByteText): void;
  /** Shows what was held back so far. */
  flush(): void | Promise<void>;
  /**
   * Whether both streams end in one document, where each round of -c takes the place of the one before: none can do
   * without its title, and no message may stand amid data.
   */
  readonly showsOneRound?: boolean;
  /** Whether stdout is a terminal: controls are taken off what it is given. */
  readonly isTerminal?: boolean;
}

/** Ends the run: the status that the process exits with. */
export type ExitStatus = number;
