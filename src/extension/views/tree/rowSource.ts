import type { NamespaceChoice } from '../../../core/model/namespace';
import type { Disposable, Event } from '../../lifetime';
import type { RowNode, TreeUpdate } from './row';

/** Where the rows of a view come from: they are at hand, or the engine is asked for them. */
export interface RowSource extends Disposable {
  /** The list, or what is said of it, may have changed; with what must be drawn again, if anything. */
  readonly onDidUpdate: Event<TreeUpdate | undefined>;
  /** What stands at the top; what closed a moment ago is among them. */
  readonly roots: readonly RowNode[];
  /** When the rows were read, in milliseconds since 1970; 0 before they were. */
  readonly takenAt: number;
  /** Why the rows could not be had, where they could not. */
  readonly error: string | undefined;
  /** Of which network namespaces the rows are; the own one where it does not tell. */
  readonly namespace?: NamespaceChoice | undefined;
  /** Rows that the filter lets through, and all, where the view is filtered. */
  readonly counts: Counts | undefined;
  /** The node that has this number; nothing where it is not shown. */
  node(serial: number): RowNode | undefined;
  /** The rows below a node. */
  below(node: RowNode): readonly RowNode[] | Promise<readonly RowNode[]>;
  /** Reads anew what does not come with the Monitor's passes. */
  refresh?(): Promise<void>;
  /** The view comes into sight. What happened meanwhile is not marked. */
  show(): void;
  /** The view is out of sight. */
  hide(): void;
  /** The rows below a node come into sight, and out of it. */
  expand?(node: RowNode): void;
  collapse?(node: RowNode): void;
}

/** How many rows the filter lets through, and of how many. */
export interface Counts {
  readonly matching: number;
  /** Whether there are more of them than these. */
  readonly isAtLeast?: boolean;
  readonly total: number;
}
