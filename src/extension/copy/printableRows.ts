import type { PrintRequest } from '../../core/model/print';
import type { RowNode } from '../views/tree/row';

/** What is to be printed of rows: those of a selected group once, though some may be selected too. */
export function printableOf(nodes: readonly RowNode[]): PrintRequest['rows'] {
  const selected = new Set(nodes);
  return nodes.flatMap((node) => (isBelowOne(node, selected) ? [] : printed(node)));
}

function isBelowOne({ parent }: RowNode, selected: ReadonlySet<RowNode>): boolean {
  return parent !== undefined && (selected.has(parent) || isBelowOne(parent, selected));
}

function printed({ row, children = [], mark }: RowNode): PrintRequest['rows'] {
  if (mark === 'closed') return [];
  return row.prints?.() ?? children.flatMap(printed);
}
