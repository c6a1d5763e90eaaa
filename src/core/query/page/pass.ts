import type { ConnectionTrouble } from '../../model/page';
import type { InodeMap } from '../../model/inodeMap';
import type { Moment } from '../rowMarks';

/** One pass of the engine, as marks depend on it. */
export interface Pass extends Moment {
  /** Whether this pass was asked about before. */
  readonly isKnown: boolean;
  /** States by identity of the sockets in the pass before; absent where there was none to compare with. */
  readonly before: InodeMap | undefined;
  /** The same of this pass. */
  readonly present: InodeMap;
  /** What goes wrong in rows of this pass. */
  readonly troubles: ReadonlyMap<number, ConnectionTrouble>;
  /** Keys of the other network namespaces that the pass before did not read: what is in them is no news. */
  readonly newlyRead: ReadonlySet<string>;
  /** Keys of those that were wanted and not read: what was seen in them may be there yet. */
  readonly unread: ReadonlySet<string>;
}
