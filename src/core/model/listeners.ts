import type { InetColumns } from './inetTable';

/** The sockets that wait on a port, from the tables alone: nobody looked for owners. */
export interface Listeners {
  /** Milliseconds since 1970. */
  readonly takenAt: number;
  readonly inet: InetColumns;
}
