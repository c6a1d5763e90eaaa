import type { SocketRow } from '../../core/model/page';
import { leaders } from '../../core/ports/leaders';
import { transportOf } from '../../core/ports/listeningPorts';
import { groupOwners } from '../../core/query/groupOwners';
import { formatLocal } from '../../core/text/address';
import { quotedPath } from '../../core/text/clean';
import { transportName } from '../../core/ports/endpointName';
import { foreignEnd } from '../views/sockets/otherEnd';
import { rowLabel } from '../views/sockets/rowText';
import { protocolName, unixName } from '../views/sockets/socketWords';
import type { GroupNode, SocketNode } from '../views/tree/row';
import { type KillTarget, type OwnedSocket, targetsFor } from '../../core/kill/targets';

/** The targets that a row stands for. */
export function socketTargets({ row }: SocketNode): readonly KillTarget[] {
  return targetsFor(row.socket.owners, [socketOf(row.socket)]);
}

/** The process that a group stands for, or those that have what is folded; nothing where it stands for something else. */
export function groupTargets({ row: { group } }: GroupNode): readonly KillTarget[] | undefined {
  const { subject, view } = group;
  if (subject.by !== 'process' && subject.by !== 'fold') return undefined;
  return leaders(groupOwners(subject)).map((process) => ({
    process,
    inodes: [],
    endpoints: [],
    group: view,
  }));
}

/** A row's socket as a question names it. */
export function socketOf(row: SocketRow): OwnedSocket {
  const { inode = 0 } = row.socket;
  return { inode, owners: row.owners, endpoint: endpointOf(row) };
}

function endpointOf(row: SocketRow): string {
  if (row.kind === 'unix') return quotedPath(unixName(row.socket));
  if (row.kind === 'other') return `${rowLabel(row)} (${protocolName(row.socket.protocol)})`;
  const foreign = foreignEnd(row.socket);
  const ends = foreign === undefined ? formatLocal(row.socket) : `${formatLocal(row.socket)} → ${foreign}`;
  const transport = transportOf(row.socket.protocol);
  return `${ends} (${transport === undefined ? row.socket.protocol : transportName(transport)})`;
}
