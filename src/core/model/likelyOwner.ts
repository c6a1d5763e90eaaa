import type { Container } from './membership';
import { type Identified, isSame } from './process';

/**
 * Why an owner is thought likely. It is a code; what shows it words it.
 * - `madeInGroup`: the socket was made in the unit's control group
 * - `groupEnded`: that group has ended; its path is the one last known
 * - `socketUnit`: systemd made it for a .socket unit, to hand it to a service
 * - `accepted`: a connection that the unit's listener accepted; its process may be elsewhere
 * - `notAccepted`: a connection that waits to be accepted by the unit
 * - `listenersGroup`: a connection in the making, whose group is taken to be its listener's
 * - `onlyProcess`: one process of the unit can have it
 * - `sameProgram`: several can, of one program below a common ancestor, which is named
 * - `commandLine`: of those that can, one is a known server and its command line has the port
 * - `innermost`: those that can are parents of one another; the innermost is named
 * - `othersLookedInto`: every other process of the session could be looked into and lacks the socket
 * - `severalProcesses`: several can have it, and none is named
 * - `inNamespace`: it is in the network namespace of a container, whose processes may not be looked into
 * - `contradicted`: what is known contradicts itself, and none is named
 */
export type Evidence =
  | 'madeInGroup'
  | 'groupEnded'
  | 'socketUnit'
  | 'accepted'
  | 'notAccepted'
  | 'listenersGroup'
  | 'onlyProcess'
  | 'sameProgram'
  | 'commandLine'
  | 'innermost'
  | 'othersLookedInto'
  | 'severalProcesses'
  | 'inNamespace'
  | 'contradicted';

/** A process that probably has a socket. It is shown, and never acted on. */
export interface LikelyProcess extends Identified {
  /** Its program's name, chosen by the program: hostile, clean before showing. */
  readonly program: string;
  /** What it calls itself, where that is not what it is known by. */
  readonly comm?: string;
}

/**
 * Who probably has a socket whose owner may not be seen: the kernel tells anyone the control group that it was made in.
 * It may have been moved or handed on since.
 */
export interface LikelyOwner {
  /** "ssh.service", "session-3.scope": a directory's name, escaped as systemd does; hostile. Absent of a container alone. */
  readonly unit?: string;
  /** Whose unit it is: the machine's, a user's own manager's, or a container's. */
  readonly unitOf: 'system' | 'user' | 'container';
  /** The user whose manager runs it, where it is a user's. */
  readonly uid?: number;
  readonly container?: Container;
  /** The service that a .socket unit is for. */
  readonly service?: string;
  /** The process of that service that the socket is for, where it runs and one is left. It need not have it yet. */
  readonly serviceProcess?: LikelyProcess;
  /** The one that is named, if any. */
  readonly processes: readonly LikelyProcess[];
  /** How many processes the unit has. */
  readonly count: number;
  readonly evidence: readonly Evidence[];
}

/** Whether both say the same of sockets of one group. */
export function isSameLikely(a: LikelyOwner, b: LikelyOwner): boolean {
  return (
    a.unit === b.unit &&
    a.service === b.service &&
    a.count === b.count &&
    areSame(a.processes, b.processes) &&
    areSame(serviceProcessesOf(a), serviceProcessesOf(b)) &&
    a.evidence.join() === b.evidence.join()
  );
}

function areSame(a: readonly LikelyProcess[], b: readonly LikelyProcess[]): boolean {
  return (
    a.length === b.length &&
    a.every((process, i) => {
      const other = b[i];
      return other !== undefined && isSame(process, other) && process.program === other.program;
    })
  );
}

function serviceProcessesOf({ serviceProcess }: LikelyOwner): readonly LikelyProcess[] {
  return serviceProcess === undefined ? [] : [serviceProcess];
}

/** Instead of an index: nothing is known; the group is one that this control group namespace does not show. */
export const NONE_LIKELY = -1;
export const OUTSIDE = -2;

/** Of a snapshot's Internet sockets. */
export interface LikelyOwners {
  /** Row to its place in `owners`, or one of the constants above; empty where there is nothing of any row. */
  readonly index: Int32Array;
  /** Each once, whatever the number of its sockets. */
  readonly owners: readonly LikelyOwner[];
}

/** Of a snapshot without any. */
export const NO_LIKELY_OWNERS: LikelyOwners = { index: new Int32Array(0), owners: [] };
