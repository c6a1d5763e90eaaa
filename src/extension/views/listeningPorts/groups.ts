import { type Folder, groupPorts, type PortGrouping } from '../../../core/query/portGroups';
import type { PortGroupNode, RowNode } from './nodes';

/** The groups of Listening Ports over time: keeps each group's node. */
export class PortGroups {
  #nodes = new Map<string, PortGroupNode>();
  readonly #parents = new Map<RowNode, PortGroupNode>();

  /** The groups, in their order; none where rows are not grouped. */
  get roots(): readonly PortGroupNode[] {
    return [...this.#nodes.values()];
  }

  /** The group that a row at the top of the list is in. */
  groupOf(row: RowNode): PortGroupNode | undefined {
    return this.#parents.get(row);
  }

  /**
   * Groups the rows.
   * @returns whether groups, or the rows in one, are others than before
   */
  update(rows: readonly RowNode[], grouping: PortGrouping, folders: readonly Folder[]): boolean {
    const before = this.#shape();
    const old = this.#nodes;
    const groups = grouping === 'none' ? [] : groupPorts(rows, grouping, folders);
    this.#nodes = new Map();
    this.#parents.clear();
    for (const { id, subject, rows: children } of groups) {
      const node = old.get(id) ?? { kind: 'portGroup', id, subject, children };
      node.subject = subject;
      node.children = children;
      this.#nodes.set(id, node);
      for (const child of children) this.#parents.set(child, node);
    }
    return before !== this.#shape();
  }

  #shape(): string {
    return this.roots
      .map(({ id, children }) => [id, ...children.map(({ serial }) => serial)].join(' '))
      .join('\n');
  }
}
