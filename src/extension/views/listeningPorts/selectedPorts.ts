import { isPortNode, type PortNode, type RowNode } from '../tree/row';

/** The ports of the list, in a group or not. */
export function portNodes({ roots }: { readonly roots: readonly RowNode[] }): PortNode[] {
  return roots.flatMap((node) => (isPortNode(node) ? [node] : (node.children ?? []).filter(isPortNode)));
}
