import { isPortNode, type PortNode, type RowNode } from '../tree/row';
import { isApart } from './groupRows';

/** The ports of the list, in a group or not; without those that stand apart, which are no ports of what is listed. */
export function portNodes({ roots }: { readonly roots: readonly RowNode[] }): PortNode[] {
  return roots.flatMap((node) => {
    if (isPortNode(node)) return [node];
    return isApart(node.row) ? [] : (node.children ?? []).filter(isPortNode);
  });
}
