import type { ProcReader } from '../reader';
import { decode } from '../text';

/** The pids of a process in its namespaces, from that of /proc on (proc_pid_status(5); since Linux 4.1). */
const PIDS = /^NSpid:\t(.*)$/m;

/**
 * Whether the pids in a /proc are those by which this process' own system calls know processes: its pid there is its own,
 * and it has no other in a namespace below.
 */
export function hasOwnPids(reader: ProcReader): boolean {
  const self = reader.readLink('self');
  if (self.status !== 'ok' || self.value !== String(process.pid)) return false;
  const status = reader.read('self/status');
  return status.status === 'ok' && PIDS.exec(decode(status.value))?.[1] === self.value;
}
