import type { Listener } from './listener';

/** What one process holds. */
export interface Held {
  /** Descriptors of this process that it inherits; 'ignore' leaves a number out. */
  readonly files: readonly (number | 'ignore')[];
  /** Closes them here. */
  readonly release: () => void;
}

/** Where processes have their sockets from. */
export interface Holdings {
  /** Opens what the process of that number holds. */
  hold(i: number): Promise<Held>;
  /** By whom connections come and go. */
  readonly churning: Listener | undefined;
  close(): void;
  /** What is to be done when no process is left. */
  ended?(): void;
}
