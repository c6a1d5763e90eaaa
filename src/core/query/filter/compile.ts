import { otherOwnersOf, type Snapshot } from '../../model/snapshot';
import { ShownSockets } from '../page/shownSockets';
import type { Filter, Tests } from './filter';
import { namesOfNamespace } from './filterNamespaces';
import { inetTests } from './inetTests';
import { otherSubject, passes } from './filterSubject';
import type { RowTest } from './rowTests';
import { unixTests } from './unixTests';

/** A filter made for one snapshot: tells of the rows of its tables whether they pass. */
export interface CompiledFilter {
  readonly inet: (row: number) => boolean;
  readonly unix: (row: number) => boolean;
  /** By the index in the snapshot's sockets of other families. */
  readonly other: (index: number) => boolean;
}

/**
 * Makes the filter fast for the rows of a snapshot, which may be very many: what rows share (a port, a user, an
 * address, an owner) is asked once and its answer kept.
 * @param sockets whose rows those of the snapshot are, where they are not all of the engine's own network namespace
 */
export function compileFilter(
  filter: Filter,
  snapshot: Snapshot,
  sockets: ShownSockets = new ShownSockets(snapshot),
): CompiledFilter {
  const terms = filter.terms.map(({ tests, isExcluded }) => {
    const pids = ownersWanted(tests, snapshot);
    return {
      isExcluded,
      inet: inetTests(tests, pids, sockets),
      unix: unixTests(tests, pids, sockets),
    };
  });
  return {
    inet: (row) => terms.every(({ inet, isExcluded }) => isAny(inet, row) !== isExcluded),
    unix: (row) => terms.every(({ unix, isExcluded }) => isAny(unix, row) !== isExcluded),
    other: (index) => {
      const socket = snapshot.others[index];
      const namespace = namesOfNamespace(sockets.partOf('others', index)?.namespace, sockets.whole);
      const subject = socket && otherSubject(socket, { owners: otherOwnersOf(snapshot, index), namespace });
      return subject !== undefined && passes(filter, subject, snapshot.users);
    },
  };
}

function isAny(tests: readonly RowTest[], row: number): boolean {
  return tests.some((test) => test(row));
}

function ownersWanted({ owner, user }: Tests, { processes, users }: Snapshot): Set<number> {
  const wanted = new Set<number>();
  for (const [pid, process] of processes) {
    if (owner?.(process) === true || user?.(process.uid, users.get(process.uid)) === true) wanted.add(pid);
  }
  return wanted;
}
