import { otherInode } from '../../core/model/otherSocket';
import { formatLocal } from '../../core/text/address';
import { clean } from '../../core/text/clean';
import type { SocketNode } from '../views/sockets/nodes';
import type { SocketsView } from '../views/sockets/register';
import { foreignEnd, rowLabel } from '../views/sockets/rowText';
import { protocolName, unixName } from '../views/sockets/words';
import type { KillSource } from './sources';
import { type KillTarget, targetsFor } from './targets';

/** The rows of Connections or of UNIX Sockets; those of what has closed meanwhile stand for nobody. */
export function socketsSource(id: string, view: SocketsView): KillSource {
  return {
    view: id,
    selection: () => view.tree.selection,
    targetsOf: (node) => (isOf(view, node) && node.row.mark !== 'closed' ? socketTargets(node) : undefined),
  };
}

function isOf(view: SocketsView, node: unknown): node is SocketNode {
  const { kind, serial } = Object(node) as Partial<SocketNode>;
  return kind === 'socket' && serial !== undefined && view.provider.node(serial) === node;
}

/** The targets that a row stands for. */
export function socketTargets({ row }: SocketNode): readonly KillTarget[] {
  const { owners } = row;
  return targetsFor(owners, [{ inode: inodeOf(row), owners, endpoint: endpointOf(row) }]);
}

function inodeOf(row: SocketNode['row']): number {
  return row.kind === 'other' ? (otherInode(row.socket) ?? 0) : row.socket.inode;
}

function endpointOf(row: SocketNode['row']): string {
  if (row.kind === 'unix') return clean(unixName(row.socket));
  if (row.kind === 'other') return `${rowLabel(row)} (${protocolName(row.socket.protocol)})`;
  const foreign = foreignEnd(row.socket);
  const ends = foreign === undefined ? formatLocal(row.socket) : `${formatLocal(row.socket)} → ${foreign}`;
  return `${ends} (${row.socket.protocol})`;
}
