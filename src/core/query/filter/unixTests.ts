import type { ShownSockets } from '../page/shownSockets';
import type { Tests } from './filter';
import { namespaceTests } from './filterNamespaces';
import { knowledgeTest, ownerTest, type RowTest } from './rowTests';
import { unixStateWord } from './filterStates';

/** The protocol's name for UNIX sockets. */
export const UNIX_PROTOCOL = 'unix';

/** The tests of a term for UNIX sockets, cheap ones first. `pids` are the owners that it asks for. */
export function unixTests(
  { protocol, state, inode, path, knowledge, namespace, container }: Tests,
  pids: ReadonlySet<number>,
  sockets: ShownSockets,
): RowTest[] {
  const { unix, unixOwnerStart, ownerPids } = sockets.snapshot;
  const found: RowTest[] = [];
  if (protocol?.(UNIX_PROTOCOL) === true) found.push(() => true);
  if (state) {
    const answers = new Map<string, boolean>();
    found.push((row) => {
      const name = unixStateWord({ state: unix.state[row] ?? 0, flags: unix.flags[row] ?? 0 });
      const known = answers.get(name) ?? state(name);
      answers.set(name, known);
      return known;
    });
  }
  if (inode) found.push((row) => inode(unix.inode[row] ?? 0));
  if (pids.size > 0) found.push(ownerTest(unixOwnerStart, ownerPids, pids));
  if (namespace) found.push(...namespaceTests(namespace, 'unix', sockets));
  if (container && sockets.containers.some(container)) {
    found.push((row) => sockets.containers.ofUnix(row).some(container));
  }
  if (knowledge) {
    const unknown = knowledge('unknown');
    found.push(knowledgeTest(unixOwnerStart, knowledge('proven'), () => unknown));
  }
  if (path) {
    found.push((row) => {
      const from = unix.pathStart[row] ?? 0;
      const length = unix.pathLength[row] ?? 0;
      return length > 0 && path(unix.paths, from, from + length);
    });
  }
  return found;
}
