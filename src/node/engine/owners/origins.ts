import type { ProcessIdentity } from '../../../core/model/engine';
import type { ProcessOrigin } from '../../../core/model/origin';
import { parseCgroup } from '../../../core/procfs/cgroup';
import type { ProcReader } from '../../reader';
import { describeProcess, type DescriptionTools } from './processDescriptions';
import type { Processes } from './processes';

/** What is asked. */
export interface OriginTools extends DescriptionTools {
  readonly reader: ProcReader;
  readonly processes: Processes;
}

/** Where those of the processes come from that still run, and what they are; the others are left out. */
export function originsOf(identities: readonly ProcessIdentity[], tools: OriginTools): ProcessOrigin[] {
  const { reader, processes } = tools;
  return identities.flatMap(({ pid, startTime }) => {
    const owner = processes.owner(pid);
    if (owner?.startTime !== startTime) return [];
    const cgroup = reader.readOnce(`${pid}/cgroup`);
    const membership = cgroup.status === 'ok' ? parseCgroup(cgroup.value) : {};
    const origin = { pid, startTime, ancestors: processes.ancestors(pid), membership };
    const description = describeProcess(owner, origin, tools);
    return [{ ...origin, ...(description && { description }) }];
  });
}
