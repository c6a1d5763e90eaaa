import type { InodeMap } from '../../model/inodeMap';

/** One pass of the engine, as marks depend on it. */
export interface Pass {
  /** Counts up with every pass. */
  readonly sequence: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether this pass was asked about before. */
  readonly isKnown: boolean;
  /** States by identity of the sockets in the pass before; absent where there was none to compare with. */
  readonly before: InodeMap | undefined;
  /** The same of this pass. */
  readonly present: InodeMap;
}
