import type { ProcessIdentity, ProcessState, SignalName, SignalOutcome } from '../../../core/model/engine';
import { hasEnded, hasLostMainThread } from '../../../core/procfs/processStat';
import type { ProcReader } from '../../reader';
import type { ProcessDescriptors } from '../../system/processDescriptors';
import { Descriptors } from '../owners/descriptors';
import { descendsFrom, isSignallable } from '../owners/family';
import type { Processes } from '../owners/processes';
import { readProcPids } from '../owners/procPids';
import { livingThread } from '../owners/threads';

/** kill(2), throwing what Node's `process.kill` throws. */
export type SendSignal = (pid: number, signal: SignalName) => void;

/** What a signal is verified with and sent by. */
export interface SignalDependencies {
  readonly reader: ProcReader;
  readonly processes: Processes;
  /** The calling process, as getpid(2) has it. */
  readonly ownPid: number;
  readonly send: SendSignal;
  /** What keeps hold of a process while it is verified, where the kernel has that. */
  readonly descriptors?: ProcessDescriptors | undefined;
}

/** Whether the process named still runs, has ended (or is a zombie), or has given its pid to another. */
export function stateOf(processes: Processes, { pid, startTime }: ProcessIdentity): ProcessState {
  const stat = processes.stat(pid);
  if (stat === undefined) return 'ended';
  if (stat.startTime !== startTime) return 'replaced';
  return hasEnded(stat) ? 'ended' : 'running';
}

/**
 * Sends a signal to a process that is verified immediately before, in the same turn of the same thread. Between the last
 * reading of /proc and kill(2) lie some microseconds, in which a process can end and its pid be given away; a descriptor
 * that is opened before the first reading leaves no such gap.
 * @param inodes sockets of which it must still hold one; a server may close its sockets on SIGTERM and live on, so
 *   escalation leaves this out
 * @param ancestor a running process that a chain of parents must lead to; it is then the one to hold the sockets
 */
export function signalVerified(
  dependencies: SignalDependencies,
  process: ProcessIdentity,
  signal: SignalName,
  inodes: readonly number[] | undefined,
  ancestor?: ProcessIdentity,
): SignalOutcome {
  const { descriptors } = dependencies;
  if (!isSignallable(process.pid) || !isSignallable((ancestor ?? process).pid)) return { kind: 'refused' };
  if (readProcPids(dependencies.reader, dependencies.ownPid) !== 'own') return { kind: 'otherPidNamespace' };
  let descriptor: number | undefined;
  try {
    descriptor = descriptors?.open(process.pid);
    const why = whyNot(dependencies, process, inodes, ancestor);
    if (why !== undefined) return { kind: why };
    if (descriptor === undefined) dependencies.send(process.pid, signal);
    else descriptors?.send(descriptor, signal);
    return { kind: 'sent' };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EPERM') return { kind: 'denied' };
    if (code === 'ESRCH') return { kind: 'ended' };
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  } finally {
    if (descriptor !== undefined) descriptors?.close(descriptor);
  }
}

/** Why the process must be left alone, as /proc has it now. */
function whyNot(
  { reader, processes }: SignalDependencies,
  process: ProcessIdentity,
  inodes: readonly number[] | undefined,
  ancestor: ProcessIdentity | undefined,
): 'denied' | 'released' | 'ended' | 'replaced' | 'detached' | undefined {
  const holder = ancestor ?? process;
  if (inodes !== undefined) {
    const held = holdsOneOf(reader, processes, holder.pid, inodes);
    if (held !== 'yes' && stateOf(processes, holder) === 'running') {
      return held === 'denied' ? 'denied' : 'released';
    }
  }
  const isDetached = ancestor !== undefined && !descendsFrom(processes, process, ancestor);
  const state = stateOf(processes, process);
  if (state !== 'running') return state;
  return isDetached ? 'detached' : undefined;
}

function holdsOneOf(
  reader: ProcReader,
  processes: Processes,
  pid: number,
  inodes: readonly number[],
): 'yes' | 'no' | 'denied' {
  const stat = processes.stat(pid);
  const thread = stat !== undefined && hasLostMainThread(stat) ? livingThread(reader, pid) : undefined;
  const sockets = new Descriptors(reader).read(pid, 0, thread);
  if (sockets.status !== 'ok') return sockets.status === 'denied' ? 'denied' : 'no';
  return sockets.inodes.some((inode) => inodes.includes(inode)) ? 'yes' : 'no';
}
