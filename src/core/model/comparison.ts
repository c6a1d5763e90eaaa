/** What a saved snapshot tells of all sockets: a line each, see core/compare/comparedStates.ts. */
export interface SocketStates {
  /** Milliseconds since 1970. */
  readonly takenAt: number;
  readonly sockets: number;
  readonly text: string;
}

/** A socket as a comparison shows it. Cleaned. */
export interface ComparedSocket {
  /** Protocol and addresses, or the path: what it is the same socket by. */
  readonly name: string;
  readonly state: string;
  /** The container, then programs and pids, lowest first; empty where nobody is known. */
  readonly owners: string;
}

/** What happened between two moments. A list beyond {@link MOST_DIFFERENCES} is cut. */
export interface Comparison {
  readonly opened: readonly ComparedSocket[];
  readonly closed: readonly ComparedSocket[];
  readonly changed: readonly { readonly before: ComparedSocket; readonly after: ComparedSocket }[];
  /** Sockets in each list before it was cut. */
  readonly counts: { readonly opened: number; readonly closed: number; readonly changed: number };
  /** Sockets of which nothing changed. */
  readonly same: number;
  /**
   * Where one moment is one of the history: sockets of the other one that it cannot know, which were not compared, and whether all
   * connections are among those, since none were recorded.
   */
  readonly unknown?: { readonly sockets: number; readonly connections: boolean };
}

/** Sockets that a list of a comparison has at most. */
export const MOST_DIFFERENCES = 10_000;
