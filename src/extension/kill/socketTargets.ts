import { formatLocal } from '../../core/text/address';
import { clean } from '../../core/text/clean';
import type { SocketNode } from '../views/sockets/nodes';
import type { SocketsView } from '../views/sockets/register';
import { foreignEnd } from '../views/sockets/rowText';
import { unixName } from '../views/sockets/words';
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
  const { owners, socket } = row;
  return targetsFor(owners, [{ inode: socket.inode, owners, endpoint: endpointOf(row) }]);
}

function endpointOf(row: SocketNode['row']): string {
  if (row.kind === 'unix') return clean(unixName(row.socket));
  const foreign = foreignEnd(row.socket);
  const ends = foreign === undefined ? formatLocal(row.socket) : `${formatLocal(row.socket)} → ${foreign}`;
  return `${ends} (${row.socket.protocol})`;
}
