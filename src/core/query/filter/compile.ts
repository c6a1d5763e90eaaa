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
    inet: everyTerm(terms.map(({ inet, isExcluded }) => anyTest(inet, isExcluded))),
    unix: everyTerm(terms.map(({ unix, isExcluded }) => anyTest(unix, isExcluded))),
    other: (index) => {
      const socket = snapshot.others[index];
      const namespace = namesOfNamespace(sockets.partOf('others', index)?.namespace, sockets.whole);
      const subject = socket && otherSubject(socket, { owners: otherOwnersOf(snapshot, index), namespace });
      return subject !== undefined && passes(filter, subject, snapshot.users);
    },
  };
}

/** Most filters are of one term, and most terms have one test for a table: each list costs a call and a loop for each row. */
function everyTerm(terms: readonly RowTest[]): RowTest {
  const [only] = terms;
  return only !== undefined && terms.length === 1 ? only : (row) => terms.every((test) => test(row));
}

function anyTest(tests: readonly RowTest[], isExcluded: boolean): RowTest {
  const [only] = tests;
  if (only === undefined || tests.length > 1) return (row) => tests.some((test) => test(row)) !== isExcluded;
  return isExcluded ? (row) => !only(row) : only;
}

function ownersWanted({ owner, user }: Tests, { processes, users }: Snapshot): Set<number> {
  const wanted = new Set<number>();
  for (const [pid, process] of processes) {
    if (owner?.(process) === true || user?.(process.uid, users.get(process.uid)) === true) wanted.add(pid);
  }
  return wanted;
}
