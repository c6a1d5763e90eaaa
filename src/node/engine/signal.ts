import type { ProcessIdentity, ProcessState, SignalName, SignalOutcome } from '../../core/model/engine';
import { hasEnded } from '../../core/procfs/processStat';
import type { ProcReader } from '../reader';
import type { Processes } from './processes';
import { socketInode } from './descriptors';

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
 */
export function signalVerified(
  means: SignalMeans,
  process: ProcessIdentity,
  signal: SignalName,
  inodes: readonly number[] | undefined,
): SignalOutcome {
  const { pid } = process;
  if (!Number.isInteger(pid) || pid <= 1) return { kind: 'refused' };
  if (inodes !== undefined) {
    const held = holdsOneOf(means.reader, pid, inodes);
    if (held !== 'yes' && stateOf(means.processes, process) === 'running') {
      return { kind: held === 'denied' ? 'denied' : 'released' };
    }
  }
  const state = stateOf(means.processes, process);
  if (state !== 'running') return { kind: state };
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
