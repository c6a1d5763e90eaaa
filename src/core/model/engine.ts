import type { NetworkTable, TableName } from './networkTable';
import type { PageChanges, PageRequest } from './page';
import type { Ancestor } from './process';
import type { Scope, Snapshot } from './snapshot';

/** A process as it was seen: the only way to name one in a request that acts on it. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startTime: number;
}

/**
 * What became of a signal.
 * - `sent`
 * - `ended`: the process is gone, or a zombie
 * - `replaced`: another process has the pid by now
 * - `released`: it is the same process, and it does not hold the socket any more
 * - `refused`: pid 1 and below are never signalled
 * - `denied`: the system did not permit it (EPERM)
 * - `failed`: anything else, with the system's words
 */
export type SignalOutcome =
  | { readonly kind: 'sent' | 'ended' | 'replaced' | 'released' | 'refused' | 'denied' }
  | { readonly kind: 'failed'; readonly message: string };

export type SignalName = 'SIGTERM' | 'SIGKILL';

/** State of a process named by its identity. */
export type ProcessState = 'running' | 'ended' | 'replaced';

/** The engine as its consumers see it; it may live in a worker. Every call settles: errors reject. */
export interface Engine {
  /**
   * Takes a snapshot.
   * @param scope which sockets are read, and stay with the engine for its pages
   * @param fresh read everything again, whatever the engine believes to be unchanged
   * @param handOver which of them the answer holds, all unless told; not wider than `scope`
   */
  scan(scope: Scope, fresh: boolean, handOver?: Scope): Promise<Snapshot>;
  /** A part of the sockets that were read last, as far as it is another than the asker has. It reads nothing. */
  page(request: PageRequest): Promise<PageChanges>;
  /** Reads one of the machine's other tables. */
  readTable<Name extends TableName>(name: Name): Promise<NetworkTable<Name>>;
  /**
   * Verifies the process (pid and start time, and that it still holds one of `inodes` where that is given) and
   * sends the signal in the same breath.
   */
  signal(
    process: ProcessIdentity,
    signal: SignalName,
    inodes: readonly number[] | undefined,
  ): Promise<SignalOutcome>;
  /** Whether the process still runs; a zombie has ended. */
  stateOf(process: ProcessIdentity): Promise<ProcessState>;
  /** The parents of a process up to pid 1, nearest first; empty where it is gone. */
  ancestors(pid: number): Promise<readonly Ancestor[]>;
}
