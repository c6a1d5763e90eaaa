import type { InetColumns } from './inetTable';

/** The sockets that wait on a port, from the tables alone: nobody looked for owners. */
export interface Listeners {
  /** Milliseconds since 1970. */
  readonly takenAt: number;
  readonly inet: InetColumns;
  /**
   * Connections that the other end has closed, and the program here has not (CLOSE_WAIT): a number for each that is the same for
   * as long as there is the connection. Absent where they were not asked for.
   */
  readonly unclosed?: Float64Array;
}
