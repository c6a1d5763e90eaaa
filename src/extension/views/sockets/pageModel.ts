import {
  FLAT_GROUP,
  type GroupSummary,
  type GroupTrouble,
  type PageChanges,
  type RowChanges,
  type SocketRow,
} from '../../../core/model/page';
import { isSameOrder } from '../../../core/query/lingering';
import {
  type GroupNode,
  isGroupNode,
  isSocketNode,
  nodeOf,
  type Row,
  type RowNode,
  type SocketNode,
  type TreeUpdate,
} from '../tree/row';

/** How what the engine hands over looks. */
export interface PageRows {
  group(summary: GroupSummary): GroupNode['row'];
  socket(id: string, row: SocketRow): SocketNode['row'];
  /** Stands for so many rows, or groups, beyond those that are shown. */
  more(id: string, count: number): Row;
}

/** The page that a view has, put together from what changed in it. Each group and row keeps its node. */
export class PageModel {
  readonly #looks: PageRows;
  #groups = new Map<string, GroupNode>();
  /** The rows of each group by key, and what is folded in it by id. */
  readonly #rows = new Map<GroupNode, Map<string, SocketNode | GroupNode>>();
  readonly #bySerial = new Map<number, RowNode>();
  /** Nodes that stand for further ones, by the group, with how many. */
  readonly #more = new Map<GroupNode | undefined, { readonly count: number; readonly node: RowNode }>();
  #roots: readonly RowNode[] = [];
  #order: readonly GroupNode[] = [];
  #changed = new Set<RowNode>();
  #marked = new Set<RowNode>();
  #total = 0;
  #matching = 0;
  #listening = 0;
  #trouble: GroupTrouble | undefined;

  constructor(looks: PageRows) {
    this.#looks = looks;
  }

  /** Sockets of the view, filtered or not; none that waits for others to come, which is no connection. */
  get total(): number {
    return this.#total;
  }

  /** Sockets that the filter lets through. */
  get matching(): number {
    return this.#matching;
  }

  /** Those that wait, where they are shown, and let through. */
  get listening(): number {
    return this.#listening;
  }

  /** The worst trouble of all connections of the view, filtered or not. */
  get trouble(): GroupTrouble | undefined {
    return this.#trouble;
  }

  /** What stands at the top: the groups, or the rows where they are not grouped. */
  get roots(): readonly RowNode[] {
    return this.#roots;
  }

  group(id: string): GroupNode | undefined {
    return this.#groups.get(id);
  }

  /** The node that has this number. */
  node(serial: number): RowNode | undefined {
    return this.#bySerial.get(serial);
  }

  /** Takes what changed. */
  apply(changes: PageChanges): TreeUpdate {
    const before = this.#roots;
    this.#changed = new Set();
    this.#marked = new Set();
    this.#total = changes.total;
    this.#matching = changes.matching;
    this.#listening = changes.listening;
    this.#trouble = changes.trouble;
    for (const summary of changes.groups) this.#takeGroup(summary);
    if (changes.order !== undefined) this.#reorder(changes.order);
    if (changes.isWhole) this.#forgetRowsBut(changes.rows);
    for (const rows of changes.rows) this.#takeRows(rows);
    this.#roots =
      this.#groups.get(FLAT_GROUP)?.children ?? this.#withMore(undefined, this.#order, changes.moreGroups);
    const isShown = (node: RowNode): boolean => node.id !== FLAT_GROUP && !this.#isBelowChanged(node);
    return {
      changed: isSameOrder(before, this.#roots) ? [...this.#changed].filter(isShown) : [undefined],
      marked: [...this.#marked],
    };
  }

  /** What is said of the same page changed. */
  redraw(): TreeUpdate {
    for (const node of this.#bySerial.values()) {
      if (isGroupNode(node)) node.row = this.#looks.group(node.row.group);
      else if (isSocketNode(node)) node.row = this.#looks.socket(node.id, node.row.socket);
    }
    return { changed: this.#roots, marked: [] };
  }

  #isBelowChanged(node: RowNode): boolean {
    for (let above = node.parent; above !== undefined; above = above.parent) {
      if (this.#changed.has(above)) return true;
    }
    return false;
  }

  #takeGroup(summary: GroupSummary): void {
    const row = this.#looks.group(summary);
    const known = this.#groups.get(summary.id);
    if (known !== undefined) return this.#show(known, row, summary.mark);
    const node = nodeOf(summary.id, undefined, row, undefined) as GroupNode;
    node.mark = summary.mark;
    this.#groups.set(summary.id, node);
    this.#rows.set(node, new Map());
    this.#bySerial.set(node.serial, node);
  }

  #reorder(order: readonly string[]): void {
    this.#order = order.flatMap((id) => this.#groups.get(id) ?? []);
    const kept = new Set(this.#order);
    for (const group of this.#groups.values()) {
      if (!kept.has(group) && group.row.group.subject.by !== 'fold') this.#forgetGroup(group);
    }
  }

  #forgetGroup(group: GroupNode): void {
    this.#forgetRows(group, []);
    this.#rows.delete(group);
    this.#more.delete(group);
    this.#bySerial.delete(group.serial);
    this.#groups.delete(group.id);
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

  #takeRows(changes: RowChanges): void {
    const group = this.#groups.get(changes.group);
    const rows = group && this.#rows.get(group);
    if (group === undefined || rows === undefined) return;
    for (const row of changes.rows) this.#takeRow(group, rows, row);
    for (const fold of changes.folds ?? []) this.#takeFold(group, rows, fold);
    const moreBefore = this.#more.get(group)?.count ?? 0;
    if (changes.order === undefined && group.children !== undefined && moreBefore === changes.more) return;
    const order =
      changes.order?.flatMap((key) => rows.get(key) ?? []) ?? group.children?.filter(isRowOrFold) ?? [];
    group.children = this.#withMore(group, order, changes.more);
    this.#forgetRows(group, order);
    this.#changed.add(group);
  }

  #takeRow(group: GroupNode, rows: Map<string, SocketNode | GroupNode>, socket: SocketRow): void {
    const id = `${group.id}/${socket.key}`;
    const row = this.#looks.socket(id, socket);
    const known = rows.get(socket.key);
    if (known !== undefined) return this.#show(known, row, socket.mark);
    const parent = group.id === FLAT_GROUP ? undefined : group;
    const node = nodeOf(id, parent, row, []) as SocketNode;
    node.mark = socket.mark;
    rows.set(socket.key, node);
    this.#bySerial.set(node.serial, node);
  }

  #takeFold(group: GroupNode, rows: Map<string, SocketNode | GroupNode>, summary: GroupSummary): void {
    const row = this.#looks.group(summary);
    const known = rows.get(summary.id);
    if (known !== undefined) return this.#show(known, row, summary.mark);
    const node = nodeOf(summary.id, group.id === FLAT_GROUP ? undefined : group, row, undefined) as GroupNode;
    node.mark = summary.mark;
    rows.set(summary.id, node);
    this.#groups.set(summary.id, node);
    this.#rows.set(node, new Map());
    this.#bySerial.set(node.serial, node);
  }

  #show(node: RowNode, row: Row, mark: RowNode['mark']): void {
    if (node.mark !== mark || node.row.trouble !== row.trouble) this.#marked.add(node);
    node.row = row;
    node.mark = mark;
    this.#changed.add(node);
  }

  #forgetRows(group: GroupNode, kept: readonly (SocketNode | GroupNode)[]): void {
    const rows = this.#rows.get(group);
    if (rows === undefined || rows.size === kept.length) return;
    const nodes = new Set(kept);
    for (const [key, node] of rows) {
      if (nodes.has(node)) continue;
      rows.delete(key);
      if (isGroupNode(node)) this.#forgetGroup(node);
      this.#bySerial.delete(node.serial);
    }
  }

  /** The nodes, and behind them one for those beyond, which stays the same for as long as they are as many. */
  #withMore(group: GroupNode | undefined, nodes: readonly RowNode[], count: number): readonly RowNode[] {
    if (count === 0) this.#more.delete(group);
    else if (this.#more.get(group)?.count !== count) {
      const id = group === undefined ? 'more' : `${group.id}/more`;
      const parent = group?.id === FLAT_GROUP ? undefined : group;
      this.#more.set(group, { count, node: nodeOf(id, parent, this.#looks.more(id, count), []) });
    }
    const more = this.#more.get(group);
    return more === undefined ? nodes : [...nodes, more.node];
  }
}

/** Whether it is not the one that stands for further ones. */
function isRowOrFold(node: RowNode): node is SocketNode | GroupNode {
  return isSocketNode(node) || isGroupNode(node);
}
