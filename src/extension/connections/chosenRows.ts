import type { ChosenConnection } from '../../core/connections/plan';
import { isElsewhere } from '../details/socketsNow';
import { isSocketNode, type RowNode } from '../views/tree/row';

/**
 * The connections that rows stand for: Internet sockets, also such as are never closed, which the answer then says. Rows that
 * linger stand for nothing any more.
 */
export function chosenRows(nodes: readonly unknown[]): ChosenConnection[] {
  return nodes.flatMap((node) => {
    if (!isSocketNode(node) || (node as RowNode).mark === 'closed') return [];
    const { socket: row } = node.row;
    if (row.kind !== 'inet') return [];
    return [{ socket: row.socket, isElsewhere: isElsewhere(row), ...(row.peer && { peer: row.peer }) }];
  });
}
