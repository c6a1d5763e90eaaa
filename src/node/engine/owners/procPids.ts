import type { ProcPids } from '../../../core/model/snapshot';
import type { ProcReader } from '../../reader';
import { decode } from '../../text';

/** In which numbers /proc/PID/status names the process, from the namespace of that /proc inward; Linux 4.1, proc(5). */
const NSPID = /^NSpid:[ \t]*(.*)$/m;

/**
 * Whose pids the directories of /proc are named after. A pid that was read there means the same process in kill(2) only
 * where that is the caller's own namespace: a /proc that a sandbox shares with its machine has the machine's numbers
 * (pid_namespaces(7)).
 * @param ownPid the caller as getpid(2) has it
 */
export function readProcPids(reader: ProcReader, ownPid: number): ProcPids {
  const self = reader.readLink('self');
  if (self.status !== 'ok') return 'unknown';
  if (self.value !== String(ownPid)) return 'other';
  // The numbers of two namespaces may coincide: there are two then.
  const hasOthers = hasOtherPids(reader, 'self');
  if (hasOthers === undefined) return 'unknown';
  return hasOthers ? 'other' : 'own';
}

/**
 * Whether a process is in another pid namespace than /proc, where what it calls a pid is another process; nothing where it
 * is gone. Before Linux 4.1 nothing tells, and it counts as none.
 */
export function hasOtherPids(reader: ProcReader, process: number | 'self'): boolean | undefined {
  const status = reader.read(`${process}/status`);
  if (status.status !== 'ok') return undefined;
  const [, numbers] = NSPID.exec(decode(status.value)) ?? [];
  return numbers !== undefined && numbers.trim().split(/\s+/).length > 1;
}
