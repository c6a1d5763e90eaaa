import { inetSocketAt } from '../../../../../src/core/model/inetTable';
import { inetOwnership, type Snapshot, unixOwnersOf } from '../../../../../src/core/model/snapshot';
import { type UnixSocket, unixSocketAt, UnixTable } from '../../../../../src/core/model/unixTable';
import { isError, type Filter } from '../../../../../src/core/query/filter/filter';
import { parseFilter } from '../../../../../src/core/query/filter/parse';
import {
  type FilterSubject,
  inetSubject,
  ownerFacts,
  type OwnersOf,
} from '../../../../../src/core/query/filter/filterSubject';
import { ShownSockets } from '../../../../../src/core/query/page/shownSockets';
import { isWithin } from '../../../../../src/core/query/socketState';
import { unixStateWord } from '../../../../../src/core/query/filter/filterStates';
import { UNIX_PROTOCOL } from '../../../../../src/core/query/filter/unixTests';
import { type MadeSocket, process, snapshot } from '../../../snapshots';

/** A UNIX socket of a made-up machine. */
export interface MadeUnix {
  readonly path?: string;
  readonly state?: number;
  readonly flags?: number;
  readonly pids?: readonly number[];
}

const owners = [
  process({ pid: 42, comm: 'node', commandLine: ['node', 'server.js', '--inspect'], uid: 1000 }),
  process({
    pid: 43,
    comm: 'postgres',
    commandLine: ['postgres: writer'],
    uid: 70,
    membership: { unit: 'postgresql@16-main.service' },
  }),
  process({ pid: 44, comm: 'Web Content', commandLine: [], uid: 1000, isMine: true }),
];

const users = new Map([
  [0, 'root'],
  [70, 'postgres'],
  [1000, 'alice'],
  [33, 'www-data'],
]);

/** A machine with these sockets; pids 42 (node), 43 (postgres) and 44 ("Web Content", of this window) can hold them. */
export function machine(sockets: readonly MadeSocket[], unix: readonly MadeUnix[] = []): Snapshot {
  const plain = snapshot(sockets, owners, { users });
  const table = new UnixTable();
  const starts = [plain.ownerPids.length];
  const pids = [...plain.ownerPids];
  for (const socket of unix) {
    const row = table.add();
    for (const column of Object.values(table.columns)) column[row] = 0;
    table.columns.state[row] = socket.state ?? 1;
    table.columns.flags[row] = socket.flags ?? 0;
    table.columns.inode[row] = 9000 + row;
    const path = new TextEncoder().encode(socket.path ?? '');
    table.setPath(row, path, 0, path.length);
    pids.push(...(socket.pids ?? []));
    starts.push(pids.length);
  }
  return {
    ...plain,
    unix: table.take(),
    unixOwnerStart: Uint32Array.from(starts),
    ownerPids: Uint32Array.from(pids),
  };
}

/** Every socket of the machine by itself: Internet sockets first, then UNIX sockets. */
export function subjectsOf(taken: Snapshot): FilterSubject[] {
  const sockets = ShownSockets.of(taken) ?? new ShownSockets(taken);
  const inet = Array.from(taken.inet.inode, (_, row) => ({
    ...inetSubject(inetSocketAt(taken.inet, row), inetOwnership(taken, row)),
    otherOwners: [sockets.nearEndOf(row), sockets.servers.listenerOf(row)].flatMap((other) =>
      other === undefined || !isWithin(taken.inet, row) ? [] : inetOwnership(taken, other).owners,
    ),
  }));
  const unix = Array.from(taken.unix.inode, (_, row) =>
    unixSubject(unixSocketAt(taken.unix, row), { owners: unixOwnersOf(taken, row) }),
  );
  return [...inet, ...unix];
}

/** A UNIX socket with its owners, as a filter sees it. */
function unixSubject(socket: UnixSocket, ownership: OwnersOf): FilterSubject {
  const { inode, path } = socket;
  return {
    protocol: UNIX_PROTOCOL,
    ends: [],
    states: [unixStateWord(socket)],
    ...ownerFacts(ownership),
    uids: [],
    inode,
    path,
  };
}

/** The filter of an expression that is right. */
export function filterOf(expression: string): Filter {
  const filter = parseFilter(expression);
  if (isError(filter)) throw new Error(`${expression}: ${JSON.stringify(filter)}`);
  return filter;
}
