import { type Folder, groupPorts, type PortGrouping, windowGroup } from '../../../core/query/portGroups';
import type { PortGroupNode, RowNode } from './nodes';

/** The groups of Listening Ports over time: keeps each group's node. */
export class PortGroups {
  #nodes = new Map<string, PortGroupNode>();
  #rest: readonly RowNode[] = [];
  readonly #parents = new Map<RowNode, PortGroupNode>();

  /** What stands at the top: the groups in their order, and the rows that are in none. */
  get roots(): readonly (PortGroupNode | RowNode)[] {
    return [...this.#nodes.values(), ...this.#rest];
  }

  /** The group that a row at the top of the list is in. */
  groupOf(row: RowNode): PortGroupNode | undefined {
    return this.#parents.get(row);
  }

  /**
   * Groups the rows. Those of this window are a group at the top, but where folders tell them apart.
   * @returns whether groups, or the rows in one, are others than before
   */
  update(rows: readonly RowNode[], grouping: PortGrouping, folders: readonly Folder[]): boolean {
    const before = this.#shape();
    const old = this.#nodes;
    const { groups: mine, rest } = grouping === 'folder' ? { groups: [], rest: rows } : windowGroup(rows);
    const groups = [...mine, ...(grouping === 'none' ? [] : groupPorts(rest, grouping, folders))];
    this.#rest = grouping === 'none' ? rest : [];
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
    return [...this.#nodes.values()]
      .map(({ id, children }) => [id, ...children.map(({ serial }) => serial)].join(' '))
      .join('\n');
  }
}
