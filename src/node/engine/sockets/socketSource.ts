import type { InetTable } from '../../../core/model/inetTable';
import type { FileIssue } from '../../../core/model/issue';
import type { OtherSocket } from '../../../core/model/otherSocket';
import type { SctpAssociation } from '../../../core/model/sctp';
import type { Scope, Source } from '../../../core/model/snapshot';
import type { TrafficTable } from '../../../core/model/trafficTable';
import type { UnixTable } from '../../../core/model/unixTable';

/** Where the engine has its sockets from: /proc/net, and the kernel's socket diagnosis beside it. */
export interface SocketSource {
  /** What the last reading gave; the next one overwrites what was not taken. */
  readonly inet: InetTable;
  /** What the kernel counts of `inet`, row for row: absent where the last reading was not asked for it, or it is not told. */
  readonly traffic: TrafficTable | undefined;
  readonly unix: UnixTable;
  /** SCTP associations in full; their rows are in `inet`. */
  readonly associations: readonly SctpAssociation[];
  readonly others: readonly OtherSocket[];
  readonly sources: readonly Source[];
  readonly issues: readonly FileIssue[];
  /**
   * Reads the sockets that the scope needs.
   * @param fresh whatever is believed to be unchanged
   * @param counted with what the kernel counts of Internet sockets
   */
  read(scope: Scope, fresh: boolean, counted?: boolean): void;
  /** Reads those that wait on ports. @param withUnclosed and connections of TCP that wait for their program to close them */
  readListeners(withUnclosed: boolean): void;
}
