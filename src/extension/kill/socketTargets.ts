import { otherInode } from '../../core/model/otherSocket';
import type { SocketRow } from '../../core/model/page';
import { transportOf } from '../../core/query/listeningPorts';
import { formatLocal } from '../../core/text/address';
import { quotedPath } from '../../core/text/clean';
import { transportName } from '../describe';
import type { GroupNode, SocketNode } from '../views/sockets/nodes';
import type { SocketsView } from '../views/sockets/register';
import { foreignEnd, rowLabel } from '../views/sockets/rowText';
import { protocolName, unixName } from '../views/sockets/words';
import type { KillSource } from './sources';
import { type KillTarget, type OwnedSocket, targetsFor } from '../../core/kill/targets';

/** The rows of Connections or of UNIX Sockets, and the groups of processes; what has closed meanwhile stands for nobody. */
export function socketsSource(id: string, view: SocketsView): KillSource {
  return {
    view: id,
    selection: () => view.tree.selection,
    targetsOf: (node) => {
      if (!isOf(view, node)) return undefined;
      if (node.kind === 'group') return groupTargets(node, view);
      return node.row.mark === 'closed' ? undefined : socketTargets(node);
    },
  };
}

function isOf(view: SocketsView, node: unknown): node is SocketNode | GroupNode {
  const { kind, serial } = Object(node) as Partial<SocketNode | GroupNode>;
  const isNode = kind === 'socket' || kind === 'group';
  return isNode && serial !== undefined && view.provider.node(serial) === node;
}

/** The targets that a row stands for. */
export function socketTargets({ row }: SocketNode): readonly KillTarget[] {
  return targetsFor(row.owners, [socketOf(row)]);
}

/** The process that a group stands for; nothing where it stands for something else. */
export function groupTargets(
  { summary: { subject, mark } }: GroupNode,
  { provider }: Pick<SocketsView, 'provider'>,
): readonly KillTarget[] | undefined {
  if (subject.by !== 'process' || mark === 'closed') return undefined;
  if (subject.owner === undefined) return [];
  return [{ process: subject.owner, inodes: [], endpoints: [], group: provider.view }];
}

/** A row's socket as a question names it. */
export function socketOf(row: SocketRow): OwnedSocket {
  const inode = row.kind === 'other' ? (otherInode(row.socket) ?? 0) : row.socket.inode;
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
