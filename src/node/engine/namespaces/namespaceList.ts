import type { Container } from '../../../core/model/membership';
import type { NamespaceFacts } from '../../../core/model/namespace';
import { hasEnded } from '../../../core/procfs/processStat';
import type { ProcReader } from '../../reader';
import { decode } from '../../text';
import type { Processes } from '../owners/processes';
import type { NamedNamespaces } from './namedNamespaces';
import { networkOf } from './networkOf';
import { namespacesOfAll, type ProcessNamespace } from './processNamespaces';

/** Processes of a namespace that are asked for their container: the others of one are its children, or share its network. */
const MOST_ASKED = 64;

/** What the list is made with. */
export interface NamespaceListTools {
  readonly reader: ProcReader;
  readonly processes: Processes;
  readonly namespaceNames?: NamedNamespaces;
}

/** The network namespaces that processes are in at this moment, the own one first, then by their lowest pids. */
export function namespaceList(tools: NamespaceListTools): NamespaceFacts[] {
  const own = networkOf(tools.reader, 'self');
  const found = namespacesOfAll(tools.reader);
  const examples = found.map(({ processes }) => Math.min(...[...processes].map(({ pid }) => pid)));
  const names = tools.namespaceNames?.namesOf(examples);
  return found
    .map((namespace, at) => {
      const pid = examples[at] ?? 0;
      return factsOf(namespace, pid, names?.get(pid) ?? [], namespace.inode === own, tools);
    })
    .sort((a, b) => Number(b.isOwn) - Number(a.isOwn) || (a.example?.pid ?? 0) - (b.example?.pid ?? 0));
}

function factsOf(
  { inode, processes }: ProcessNamespace,
  lowest: number,
  names: readonly string[],
  isOwn: boolean,
  { processes: known }: NamespaceListTools,
): NamespaceFacts {
  const stat = known.stat(lowest);
  const containers = new Map<string, Container>();
  // The host's own namespace has processes of containers that share it: it is not theirs.
  for (const { pid } of isOwn ? [] : [...processes].slice(0, MOST_ASKED)) {
    const container = known.owner(pid)?.membership?.container;
    if (container !== undefined) containers.set(container.id, container);
  }
  return {
    key: String(inode),
    inode,
    isOwn,
    names,
    containers: [...containers.values()],
    ...(stat !== undefined &&
      !hasEnded(stat) && {
        example: { pid: lowest, startTime: stat.startTime, comm: decode(stat.comm) },
      }),
    processes: processes.size,
  };
}
