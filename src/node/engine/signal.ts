import type { ProcessIdentity, ProcessState, SignalName, SignalOutcome } from '../../core/model/engine';
import { hasEnded } from '../../core/procfs/processStat';
import type { ProcReader } from '../reader';
import { socketInode } from './socketLinks';
import { descendsFrom, isSignallable } from './family';
import type { Processes } from './processes';

/** kill(2), throwing what Node's `process.kill` throws. */
export type SendSignal = (pid: number, signal: SignalName) => void;

/** What a signal is verified with and sent by. */
export interface SignalMeans {
  readonly reader: ProcReader;
  readonly processes: Processes;
  readonly send: SendSignal;
}

/** Whether the process named still runs, has ended (or is a zombie), or has given its pid to another. */
export function stateOf(processes: Processes, { pid, startTime }: ProcessIdentity): ProcessState {
  const stat = processes.stat(pid);
  if (stat === undefined) return 'ended';
  if (stat.startTime !== startTime) return 'replaced';
  return hasEnded(stat) ? 'ended' : 'running';
}

/**
 * Sends a signal to a process that is verified immediately before, in the same turn of the same thread.
 * @param inodes sockets of which it must still hold one; a server may close its sockets on SIGTERM and live on, so
 *   escalation leaves this out
 * @param ancestor a running process that a chain of parents must lead to; it is then the one to hold the sockets
 */
export function signalVerified(
  means: SignalMeans,
  process: ProcessIdentity,
  signal: SignalName,
  inodes: readonly number[] | undefined,
  ancestor?: ProcessIdentity,
): SignalOutcome {
  const { pid } = process;
  const holder = ancestor ?? process;
  if (!isSignallable(pid) || !isSignallable(holder.pid)) return { kind: 'refused' };
  if (inodes !== undefined) {
    const held = holdsOneOf(means.reader, holder.pid, inodes);
    if (held !== 'yes' && stateOf(means.processes, holder) === 'running') {
      return { kind: held === 'denied' ? 'denied' : 'released' };
    }
  }
  const isDetached = ancestor !== undefined && !descendsFrom(means.processes, process, ancestor);
  const state = stateOf(means.processes, process);
  if (state !== 'running') return { kind: state };
  if (isDetached) return { kind: 'detached' };
  try {
    means.send(pid, signal);
    return { kind: 'sent' };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EPERM') return { kind: 'denied' };
    if (code === 'ESRCH') return { kind: 'ended' };
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

function holdsOneOf(reader: ProcReader, pid: number, inodes: readonly number[]): 'yes' | 'no' | 'denied' {
  const list = reader.list(`${pid}/fd`);
  if (list.status === 'denied') return 'denied';
  if (list.status !== 'ok') return 'no';
  const wanted = new Set(inodes.filter((inode) => inode !== 0));
  for (const descriptor of list.value) {
    const link = reader.readLink(`${pid}/fd/${descriptor}`);
    if (link.status === 'ok' && wanted.has(socketInode(link.value))) return 'yes';
  }
  return 'no';
}
