import {
  FLAT_GROUP,
  type GroupSummary,
  type PageChanges,
  type RowChanges,
  type SocketRow,
} from '../../../core/model/page';
import type { GroupNode, MoreNode, SocketNode } from './nodes';

/** What must be drawn again. */
export interface PageUpdate {
  /** The list as a whole: groups, or rows that are not grouped, came, went or moved. */
  readonly structure: boolean;
  /** Groups that say something else, or whose rows came, went or moved; rows that say something else. */
  readonly changed: readonly (GroupNode | SocketNode)[];
  /** Nodes whose mark is another. */
  readonly marked: readonly (GroupNode | SocketNode)[];
}

/** The page that a view has, put together from what changed in it. Each group and row keeps its node. */
export class PageModel {
  #groups = new Map<string, GroupNode>();
  readonly #rows = new Map<GroupNode, Map<string, SocketNode>>();
  readonly #bySerial = new Map<number, GroupNode | SocketNode>();
  #order: readonly GroupNode[] = [];
  #moreGroups = 0;
  #serial = 0;
  #total = 0;
  #matching = 0;

  /** Sockets of the view, filtered or not. */
  get total(): number {
    return this.#total;
  }

  /** Sockets that the filter lets through. */
  get matching(): number {
    return this.#matching;
  }

  /** What stands at the top: the groups, or the rows where they are not grouped. */
  get roots(): readonly (GroupNode | SocketNode | MoreNode)[] {
    const flat = this.#groups.get(FLAT_GROUP);
    if (flat !== undefined) return flat.children ?? [];
    const more: MoreNode[] =
      this.#moreGroups > 0 ? [{ kind: 'more', id: 'more', group: undefined, count: this.#moreGroups }] : [];
    return [...this.#order, ...more];
  }

  group(id: string): GroupNode | undefined {
    return this.#groups.get(id);
  }

  /** The node that has this number. */
  node(serial: number): GroupNode | SocketNode | undefined {
    return this.#bySerial.get(serial);
  }

  /** Takes what changed. */
  apply(changes: PageChanges): PageUpdate {
    const before = this.roots;
    const changed = new Set<GroupNode | SocketNode>();
    const marked = new Set<GroupNode | SocketNode>();
    this.#total = changes.total;
    this.#matching = changes.matching;
    this.#moreGroups = changes.moreGroups;
    for (const summary of changes.groups) this.#takeGroup(summary, changed, marked);
    if (changes.order !== undefined) this.#reorder(changes.order);
    if (changes.isWhole) this.#forgetRowsBut(changes.rows);
    for (const rows of changes.rows) this.#takeRows(rows, changed, marked);
    const structure = !isSame(before, this.roots);
    const isShown = (node: GroupNode | SocketNode): boolean =>
      node.id !== FLAT_GROUP && !(node.kind === 'socket' && changed.has(node.group));
    return { structure, changed: [...changed].filter(isShown), marked: [...marked] };
  }

  #takeGroup(summary: GroupSummary, changed: Set<GroupNode | SocketNode>, marked: Set<unknown>): void {
    const known = this.#groups.get(summary.id);
    if (known === undefined) {
      const node: GroupNode = {
        kind: 'group',
        id: summary.id,
        serial: ++this.#serial,
        summary,
        children: undefined,
      };
      this.#groups.set(summary.id, node);
      this.#rows.set(node, new Map());
      this.#bySerial.set(node.serial, node);
      return;
    }
    if (known.summary.mark !== summary.mark) marked.add(known);
    known.summary = summary;
    changed.add(known);
  }

  #reorder(order: readonly string[]): void {
    this.#order = order.flatMap((id) => this.#groups.get(id) ?? []);
    const kept = new Set(this.#order);
    for (const group of this.#groups.values()) {
      if (kept.has(group)) continue;
      this.#forgetRows(group, []);
      this.#rows.delete(group);
      this.#bySerial.delete(group.serial);
      this.#groups.delete(group.id);
    }
  }

  /** A whole page has rows of the groups that are expanded now, and of no other. */
  #forgetRowsBut(changes: readonly RowChanges[]): void {
    const kept = new Set(changes.map(({ group }) => group));
    for (const group of this.#groups.values()) {
      if (kept.has(group.id)) continue;
      group.children = undefined;
      this.#forgetRows(group, []);
    }
  }

  #takeRows(
    changes: RowChanges,
    changed: Set<GroupNode | SocketNode>,
    marked: Set<GroupNode | SocketNode>,
  ): void {
    const group = this.#groups.get(changes.group);
    const rows = group && this.#rows.get(group);
    if (group === undefined || rows === undefined) return;
    for (const row of changes.rows) this.#takeRow(group, rows, row, changed, marked);
    const last = group.children?.at(-1);
    const moreBefore = last?.kind === 'more' ? last.count : 0;
    if (changes.order === undefined && group.children !== undefined && moreBefore === changes.more) return;
    const order =
      changes.order?.flatMap((key) => rows.get(key) ?? []) ??
      group.children?.filter((child) => child.kind === 'socket') ??
      [];
    group.children = changes.more > 0 ? [...order, moreOf(group, changes.more)] : order;
    this.#forgetRows(group, order);
    changed.add(group);
  }

  #takeRow(
    group: GroupNode,
    rows: Map<string, SocketNode>,
    row: SocketRow,
    changed: Set<GroupNode | SocketNode>,
    marked: Set<GroupNode | SocketNode>,
  ): void {
    const known = rows.get(row.key);
    if (known === undefined) {
      const id = `${group.id}/${row.key}`;
      const node: SocketNode = { kind: 'socket', id, serial: ++this.#serial, group, row };
      rows.set(row.key, node);
      this.#bySerial.set(node.serial, node);
      return;
    }
    if (known.row.mark !== row.mark) marked.add(known);
    known.row = row;
    changed.add(known);
  }

  #forgetRows(group: GroupNode, kept: readonly SocketNode[]): void {
    const rows = this.#rows.get(group);
    if (rows === undefined || rows.size === kept.length) return;
    const keys = new Set(kept.map(({ row }) => row.key));
    for (const [key, { serial }] of rows) {
      if (keys.has(key)) continue;
      rows.delete(key);
      this.#bySerial.delete(serial);
    }
  }
}

function moreOf(group: GroupNode, count: number): MoreNode {
  const isFlat = group.id === FLAT_GROUP;
  return { kind: 'more', id: `${group.id}/more`, group: isFlat ? undefined : group, count };
}

function isSame(
  before: readonly (GroupNode | SocketNode | MoreNode)[],
  after: readonly (GroupNode | SocketNode | MoreNode)[],
): boolean {
  const isAlike = (a: unknown, i: number): boolean => {
    const [x, y] = [a as MoreNode, after[i]];
    return x === y || (x.kind === 'more' && y?.kind === 'more' && x.count === y.count);
  };
  return before.length === after.length && before.every(isAlike);
}
