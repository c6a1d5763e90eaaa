import { statSync } from 'node:fs';
import type { ContainerFacts } from '../../core/model/container';

/** Whose a process is, by the owner of its /proc/PID (proc(5)); nothing where it has ended. */
function userOf(pid: number): number | undefined {
  try {
    return statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.uid;
  } catch {
    return undefined;
  }
}

/**
 * Who runs the engine of a container: the user of what keeps its ports or watches it. A first process tells it only where it is
 * root's, or one's own: those of images run as anybody.
 * @param own the user who asks
 */
export function engineUser(
  { keepers = [], pid }: Pick<ContainerFacts, 'keepers' | 'pid'>,
  own: number,
  user = userOf,
): number | undefined {
  for (const keeper of keepers) {
    const uid = user(keeper);
    if (uid !== undefined) return uid;
  }
  const first = pid === undefined ? undefined : user(pid);
  return first === 0 || first === own ? first : undefined;
}
