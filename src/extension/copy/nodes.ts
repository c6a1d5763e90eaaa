import type { PageSelection, PrintableRow, PrintRequest } from '../../core/model/print';
import { portRows } from '../details/subject';
import { isPortsRow, type PortsNode } from '../views/listeningPorts/nodes';
import type { GroupNode, SocketsNode } from '../views/sockets/nodes';
import type { RowNode as TableNode } from '../views/table/row';

/** A row of any view. */
export type AnyNode = PortsNode | SocketsNode | TableNode;

/** What is to be printed of rows: those of a selected group once, though some may be selected too. */
export function printableOf(
  nodes: readonly AnyNode[],
  pageOf: (group: GroupNode) => Omit<PageSelection, 'kind'> | undefined,
): PrintRequest['rows'] {
  const selected = new Set(nodes);
  return nodes.flatMap((node): PrintRequest['rows'] => {
    if (!('kind' in node)) return tableRows(node);
    switch (node.kind) {
      case 'group': {
        const page = pageOf(node);
        return page === undefined ? [] : [{ kind: 'page', ...page, groups: [node.id] }];
      }
      case 'socket':
        return 'port' in node ? portsRows(node, selected) : selected.has(node.group) ? [] : [node.row];
      case 'portGroup':
        return node.children.flatMap((child) => portsRows(child, selected));
      case 'port':
      case 'process':
        return portsRows(node, selected);
      default:
        return [];
    }
  });
}

function portsRows(node: PortsNode, selected: ReadonlySet<AnyNode>): PrintableRow[] {
  if (!isPortsRow(node) || node.mark === 'vanished') return [];
  const isTold = node.parent !== undefined && selected.has(node.parent);
  return isTold ? [] : portRows(node.port, Date.now());
}

function tableRows({ row, children, mark }: TableNode): PrintableRow[] {
  if (mark === 'vanished') return [];
  if (row.prints !== undefined) return [row.prints];
  return children.flatMap(tableRows);
}
