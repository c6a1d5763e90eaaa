import type { Evidence, LikelyOwner, LikelyProcess } from '../model/likelyOwner';
import type { Container } from '../model/membership';
import type { Identified } from '../model/process';
import { programOf } from '../text/programName';
import { saysItServes } from './knownServers';
import type { SocketRole } from './socketRole';

/** The socket whose owner is looked for. */
export interface LikelySocket {
  readonly role: SocketRole;
  readonly uid: number;
  /** That it waits on; 0 of a connection, whose own port says nothing. */
  readonly port: number;
  /** When it was there already, as processes' start times: clock ticks after boot. */
  readonly firstSeen: number;
}

/** Which unit a control group belongs to. */
export interface GroupOwner {
  readonly unit?: string;
  readonly unitOf: LikelyOwner['unitOf'];
  readonly uid?: number;
  readonly container?: Container;
  /** The service that a .socket unit is for. */
  readonly service?: string;
}

/** A process of a unit. */
export interface UnitProcess extends Identified {
  readonly parentPid: number;
  readonly uid: number;
  readonly comm: string;
  readonly commandLine: readonly string[];
  /** Whether it is in the network namespace of the sockets. */
  readonly isInNamespace: boolean;
  /** Whether its descriptors could be read: then it would be known to have the socket. */
  readonly isLookedInto: boolean;
}

/** What is known of a unit. */
export interface UnitFacts extends GroupOwner {
  /** Whether the group has ended; its path is the one that was last known. */
  readonly hasEnded: boolean;
  /** How many processes it has. */
  readonly count: number;
  /** Those of them that may be looked at, if that is all of them. */
  readonly processes: readonly UnitProcess[] | undefined;
}

const SESSION = /^session-.*\.scope$/;
const OF_ROLE: Readonly<Record<SocketRole, Evidence>> = {
  made: 'madeInGroup',
  accepted: 'accepted',
  notAccepted: 'notAccepted',
  listenersGroup: 'listenersGroup',
};

/**
 * Who probably has a socket that was made in a unit's control group. A process is named only where one is left: an owner
 * that is wrong is worse than none.
 */
export function inferOwner(socket: LikelySocket, facts: UnitFacts): LikelyOwner {
  const { unit, unitOf, uid, container, service, hasEnded, count } = facts;
  const isSocketUnit = unit?.endsWith('.socket') ?? false;
  const evidence: Evidence[] = [isSocketUnit ? 'socketUnit' : OF_ROLE[socket.role]];
  if (isSocketUnit && socket.role !== 'made') evidence.push(OF_ROLE[socket.role]);
  if (hasEnded) evidence.push('groupEnded');
  const named = socket.role === 'made' ? nameProcess(socket, facts) : undefined;
  if (named !== undefined) evidence.push(named.because);
  return {
    ...(unit !== undefined && { unit }),
    unitOf,
    ...(uid !== undefined && { uid }),
    ...(container && { container }),
    ...(service !== undefined && { service }),
    processes: named?.process ? [likelyProcess(named.process)] : [],
    count,
    evidence,
  };
}

interface Named {
  readonly process?: UnitProcess;
  readonly because: Evidence;
}

function nameProcess(socket: LikelySocket, facts: UnitFacts): Named | undefined {
  const { unit = '', unitOf, hasEnded, count, processes } = facts;
  if (unitOf === 'container' || hasEnded || count === 0) return undefined;
  const isSession = SESSION.test(unit);
  if (!isSession && !unit.endsWith('.service')) return undefined;
  if (processes === undefined) return { because: 'severalProcesses' };
  const hidden = processes.filter(({ isLookedInto }) => !isLookedInto);
  const candidates = hidden.filter((process) => canHave(process, socket));
  const [only] = candidates;
  if (only === undefined) return { because: 'contradicted' };
  if (isSession) {
    // What else is in a session anybody started: nothing but having seen it excludes a process there.
    return hidden.length === 1
      ? { process: only, because: 'othersLookedInto' }
      : { because: 'severalProcesses' };
  }
  if (candidates.length === 1) return { process: only, because: 'onlyProcess' };
  return choose(candidates, socket.port) ?? { because: 'severalProcesses' };
}

/** A socket of root's may be anyone's, since daemons give up rights; one of another user is his or root's. */
function canHave({ uid, startTime, isInNamespace }: UnitProcess, socket: LikelySocket): boolean {
  if (!isInNamespace || startTime > socket.firstSeen) return false;
  return socket.uid === 0 || uid === 0 || uid === socket.uid;
}

function choose(candidates: readonly UnitProcess[], port: number): Named | undefined {
  const serving = candidates.filter(({ comm, commandLine }) => saysItServes(comm, commandLine, port));
  if (port !== 0 && serving[0] !== undefined && serving.length === 1)
    return { process: serving[0], because: 'commandLine' };
  const parents = new Map(candidates.map((process) => [process.pid, process.parentPid]));
  const roots = candidates.filter(({ parentPid }) => !parents.has(parentPid));
  const [root, ...otherRoots] = roots;
  if (root === undefined || otherRoots.length > 0) return undefined;
  const program = programOf(root);
  if (candidates.every((process) => programOf(process) === program))
    return { process: root, because: 'sameProgram' };
  const leaves = new Set(candidates.map(({ pid }) => pid));
  for (const parent of parents.values()) leaves.delete(parent);
  const innermost = candidates.find(({ pid }) => leaves.has(pid));
  return leaves.size === 1 && innermost ? { process: innermost, because: 'innermost' } : undefined;
}

function likelyProcess(process: UnitProcess): LikelyProcess {
  return { pid: process.pid, startTime: process.startTime, program: programOf(process) };
}
