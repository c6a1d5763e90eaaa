import type { ProcessIdentity } from '../../../core/model/engine';
import type { ProcessOrigin } from '../../../core/model/origin';
import { parseCgroup } from '../../../core/procfs/cgroup';
import type { ProcReader } from '../../reader';
import type { Processes } from './processes';

/** Where those of the processes come from that still run; the others are left out. */
export function originsOf(
  identities: readonly ProcessIdentity[],
  processes: Processes,
  reader: ProcReader,
): ProcessOrigin[] {
  return identities.flatMap(({ pid, startTime }) => {
    if (processes.stat(pid)?.startTime !== startTime) return [];
    const cgroup = reader.readOnce(`${pid}/cgroup`);
    const membership = cgroup.status === 'ok' ? parseCgroup(cgroup.value) : {};
    return [{ pid, startTime, ancestors: processes.ancestors(pid), membership }];
  });
}
