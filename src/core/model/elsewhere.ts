import type { InetSocket } from './inetTable';
import type { ProcessOwner } from './process';

/** What is asked about processes of other network namespaces: a pid, or a part of a name or command line, in small letters. */
export type ElsewhereQuestion = { readonly pid: number } | { readonly words: string };

/** A network namespace other than the one that is looked at. */
export interface NetworkNamespace {
  /** The name that it has in /run/netns, as far as that can be told; hostile. */
  readonly name?: string;
  /** One of its processes, the one with the lowest pid. */
  readonly example: Pick<ProcessOwner, 'pid' | 'comm' | 'commandLine'>;
  /** How many processes are known to be in it. */
  readonly processes: number;
}

/** A process of another network namespace. */
export interface ProcessElsewhere {
  readonly process: ProcessOwner;
  readonly namespace: NetworkNamespace;
  /**
   * Whose the sockets are: the process', or of somebody in its namespace, where this user may not read what it holds; then
   * they are those that listen alone.
   */
  readonly socketsOf: 'process' | 'namespace';
  /** Those that wait for others, some of them where they are many. */
  readonly listening: readonly InetSocket[];
  readonly others: readonly InetSocket[];
  /** How many there are of each. */
  readonly counts: { readonly listening: number; readonly others: number; readonly unix: number };
}

/**
 * What there is to say of a pid that has no socket in this network namespace.
 * - `ended`: no process has it; `endedOrHidden` where /proc may hide it
 * - `denied`: its process lives, and this user may not see what it holds
 * - `noSocket`: it lives, and holds none
 * - `elsewhere`: it lives in another network namespace
 */
export type PidState = 'ended' | 'endedOrHidden' | 'denied' | 'noSocket' | 'elsewhere';

/** What was found in other network namespaces. */
export interface Elsewhere {
  /** By pid. */
  readonly processes: readonly ProcessElsewhere[];
  /** How many more there are. */
  readonly omitted: number;
  /** Where a pid was asked for. */
  readonly state?: PidState;
}
