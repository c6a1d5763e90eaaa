import type { Evidence, LikelyOwner, LikelyProcess } from '../model/likelyOwner';
import { programOf } from '../text/programName';
import { chooseProcess, type Named } from './chooseProcess';
import type { LikelySocket, UnitFacts, UnitProcess } from './facts';
import type { SocketRole } from './socketRole';

const ROOT = 0;
const SESSION = /^session-.*\.scope$/;
const OF_ROLE: Readonly<Record<SocketRole, Evidence>> = {
  made: 'madeInGroup',
  accepted: 'accepted',
  unclear: 'madeInGroup',
  notAccepted: 'notAccepted',
  listenersGroup: 'listenersGroup',
};

/**
 * Who probably has a socket that was made in a unit's control group. A process is named only where one is left: an owner
 * that is wrong is worse than none.
 * @param isLate whether a process of the unit came to be there after the socket was first seen
 */
export function inferOwner(
  socket: LikelySocket,
  facts: UnitFacts,
  isLate: (process: UnitProcess) => boolean = () => false,
): LikelyOwner {
  const { owner, hasEnded, count } = facts;
  const isSocketUnit = owner.unit?.endsWith('.socket') ?? false;
  const evidence: Evidence[] = [isSocketUnit ? 'socketUnit' : OF_ROLE[socket.role]];
  if (isSocketUnit && socket.role !== 'made') evidence.push(OF_ROLE[socket.role]);
  if (hasEnded) evidence.push('groupEnded');
  const named = socket.role === 'made' ? nameProcess(socket, facts, isLate) : undefined;
  const serving = serviceProcess(socket, facts);
  if (named !== undefined) evidence.push(named.because);
  const processes = named?.process ? [likelyProcess(named.process)] : [];
  const likely = { ...owner, processes, count, evidence };
  return serving === undefined ? likely : { ...likely, serviceProcess: likelyProcess(serving) };
}

/**
 * A process that went from the unit elsewhere may have taken the socket along, but for what the one that is named has started:
 * sshd moves its children into sessions.
 */
function nameProcess(
  socket: LikelySocket,
  facts: UnitFacts,
  isLate: (process: UnitProcess) => boolean,
): Named | undefined {
  const named = nameOne(socket, facts, isLate);
  const pid = named?.process?.pid;
  const mayBeElsewhere = pid !== undefined && facts.left?.some(({ parentPid }) => parentPid !== pid);
  return mayBeElsewhere ? { because: 'contradicted' } : named;
}

function nameOne(
  socket: LikelySocket,
  facts: UnitFacts,
  isLate: (process: UnitProcess) => boolean,
): Named | undefined {
  const { owner, hasEnded, count, processes } = facts;
  const { unit = '', unitOf } = owner;
  if (unitOf === 'container' || hasEnded || count === 0) return undefined;
  const isSession = SESSION.test(unit);
  if (!isSession && !unit.endsWith('.service')) return undefined;
  if (processes === undefined) return { because: 'severalProcesses' };
  const hidden = processes.filter(({ lookedIntoIn }) => lookedIntoIn < socket.seenIn);
  const candidates = hidden.filter((process) => canHave(process, socket) && !isLate(process));
  const [only] = candidates;
  if (only === undefined) return { because: 'contradicted' };
  if (isSession) {
    // What else is in a session anybody started: nothing but having seen it excludes a process there.
    return hidden.length === 1
      ? { process: only, because: 'othersLookedInto' }
      : { because: 'severalProcesses' };
  }
  if (candidates.length === 1) return { process: only, because: 'onlyProcess' };
  return chooseProcess(candidates, socket) ?? { because: 'severalProcesses' };
}

/** systemd starts the service when the socket is there already, and keeps the socket itself. */
function serviceProcess(socket: LikelySocket, { serviceFacts }: UnitFacts): UnitProcess | undefined {
  const late = { ...socket, uid: ROOT, seenIn: Infinity };
  return serviceFacts && nameProcess(late, serviceFacts, () => false)?.process;
}

/**
 * A socket of root's may be anyone's, since daemons give up rights; one of another user is his, or of who is or was root:
 * servers of files and mail change their effective user for each of their clients.
 */
function canHave(process: UnitProcess, { uid }: LikelySocket): boolean {
  const isOne = (user: number): boolean => user === ROOT || user === uid;
  return process.isInNamespace && (uid === ROOT || isOne(process.uid) || process.users.some(isOne));
}

function likelyProcess(process: UnitProcess): LikelyProcess {
  const { pid, startTime, comm } = process;
  const program = programOf(process);
  return { pid, startTime, program, ...(comm !== program && { comm }) };
}
