import type { Mark, Row, RowNode } from './row';

/** Milliseconds that a row stays marked, and that a vanished one stays in sight. */
export const MARK_TIME = 3_000;

/** What must be drawn again. */
export interface TreeUpdate {
  /** Rows that say something else or have others below; `undefined` stands for the list itself. None lies below another. */
  readonly changed: readonly (RowNode | undefined)[];
  /** Rows whose mark or trouble is another. */
  readonly marked: readonly RowNode[];
}

/** The rows of a view over time: keeps each row's node, and marks what came, changed and went for a moment. */
export class RowTree {
  #rows: readonly Row[] = [];
  #roots: readonly RowNode[] = [];
  #isQuiet = true;
  #bySerial: ReadonlyMap<number, RowNode> = new Map();
  readonly #marked = new Map<RowNode, number>();
  #serial = 0;

  /** The rows, in their order; those that vanished a moment ago are in their place. */
  get roots(): readonly RowNode[] {
    return this.#roots;
  }

  /** When the next mark ends, in milliseconds since 1970. */
  get nextExpiry(): number | undefined {
    return this.#marked.size === 0 ? undefined : Math.min(...this.#marked.values());
  }

  /** Takes what was read now. Nothing is marked after the first time, and after {@link forget}. */
  update(rows: readonly Row[], now: number): TreeUpdate {
    const pass = new Pass(this.#marked, now, () => ++this.#serial);
    this.#roots = pass.build(rows, undefined, this.#roots, this.#isQuiet);
    this.#rows = rows;
    this.#isQuiet = false;
    this.#bySerial = pass.nodes;
    return pass.result();
  }

  /** Lets the marks end whose time is over. */
  expire(now: number): TreeUpdate {
    return this.update(this.#rows, now);
  }

  /** Whatever comes next is not news. */
  forget(): void {
    this.#isQuiet = true;
  }

  /** The node that has this number; nothing where it is not shown. */
  node(serial: number): RowNode | undefined {
    return this.#bySerial.get(serial);
  }
}

/** One comparison of old nodes with new rows. */
class Pass {
  /** All nodes that are shown now, by their numbers. */
  readonly nodes = new Map<number, RowNode>();
  readonly #until: Map<RowNode, number>;
  readonly #now: number;
  readonly #nextSerial: () => number;
  readonly #changed = new Set<RowNode | undefined>();
  readonly #marked: RowNode[] = [];

  constructor(until: Map<RowNode, number>, now: number, nextSerial: () => number) {
    this.#until = until;
    this.#now = now;
    this.#nextSerial = nextSerial;
  }

  /** The nodes of `rows`, and in their old places those that are shown to have vanished. */
  build(
    rows: readonly Row[],
    parent: RowNode | undefined,
    old: readonly RowNode[],
    isQuiet: boolean,
  ): readonly RowNode[] {
    const known = new Map(old.map((node) => [node.id, node]));
    const ids = uniqueIds(rows);
    const nodes = rows.map((row, index) => {
      const id = ids[index] ?? row.id;
      return this.#node(id, row, parent, known.get(id), isQuiet);
    });
    const kept = new Set(nodes);
    let after: RowNode | undefined;
    for (const node of old) {
      if (!kept.has(node)) {
        if (!this.#staysInSight(node, isQuiet)) continue;
        nodes.splice(after === undefined ? 0 : nodes.indexOf(after) + 1, 0, node);
      }
      after = node;
    }
    for (const node of nodes) this.nodes.set(node.serial, node);
    const isSame = nodes.length === old.length && nodes.every((node, index) => node === old[index]);
    if (!isSame) this.#changed.add(parent);
    return nodes;
  }

  result(): TreeUpdate {
    const isBelowAnother = (node: RowNode | undefined): boolean => {
      for (let above = node; above !== undefined; above = above.parent) {
        if (this.#changed.has(above.parent)) return true;
      }
      return false;
    };
    return {
      changed: [...this.#changed].filter((node) => !isBelowAnother(node)),
      marked: this.#marked,
    };
  }

  #node(
    id: string,
    row: Row,
    parent: RowNode | undefined,
    known: RowNode | undefined,
    isQuiet: boolean,
  ): RowNode {
    const node: RowNode = known ?? {
      id,
      serial: this.#nextSerial(),
      parent,
      row,
      mark: undefined,
      children: [],
    };
    const before = node.row;
    const markBefore = node.mark;
    node.row = row;
    this.#setMark(node, before, known === undefined, isQuiet);
    node.children = this.build(
      row.children ?? [],
      node,
      node.children,
      isQuiet || known === undefined || before.isCut === true || row.isCut === true,
    );
    if (known !== undefined && (markBefore !== node.mark || !looksAlike(before, row)))
      this.#changed.add(node);
    if (markBefore !== node.mark || (known !== undefined && before.trouble !== row.trouble))
      this.#marked.push(node);
    return node;
  }

  #setMark(node: RowNode, before: Row, isNew: boolean, isQuiet: boolean): void {
    if (isQuiet || node.mark === 'vanished') return this.#clear(node);
    if (node.row.facts !== undefined && (isNew || before.facts !== node.row.facts)) {
      return this.#mark(node, isNew || node.mark === 'appeared' ? 'appeared' : 'changed');
    }
    if ((this.#until.get(node) ?? 0) <= this.#now) this.#clear(node);
  }

  #staysInSight(node: RowNode, isQuiet: boolean): boolean {
    this.#clearBelow(node);
    if (isQuiet || node.row.facts === undefined) {
      this.#until.delete(node);
      return false;
    }
    if (node.mark !== 'vanished') {
      this.#mark(node, 'vanished');
      this.#marked.push(node);
      this.#changed.add(node);
      return true;
    }
    const stays = (this.#until.get(node) ?? 0) > this.#now;
    if (!stays) this.#until.delete(node);
    return stays;
  }

  #mark(node: RowNode, mark: Mark): void {
    node.mark = mark;
    this.#until.set(node, this.#now + MARK_TIME);
  }

  #clear(node: RowNode): void {
    node.mark = undefined;
    this.#until.delete(node);
  }

  #clearBelow({ children }: RowNode): void {
    for (const child of children) {
      if (child.mark !== undefined) this.#marked.push(child);
      this.#clear(child);
      this.#clearBelow(child);
    }
  }
}

/** The rows' ids; where several have the same, with a number. */
function uniqueIds(rows: readonly Row[]): string[] {
  const counts = new Map<string, number>();
  return rows.map(({ id }) => {
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    return count === 1 ? id : `${id} #${count}`;
  });
}

function looksAlike(a: Row, b: Row): boolean {
  return (
    a.label === b.label &&
    a.description === b.description &&
    a.spoken === b.spoken &&
    a.trouble === b.trouble &&
    a.icon?.id === b.icon?.id &&
    a.icon?.color === b.icon?.color &&
    Object.keys(a.copyValues ?? {}).join() === Object.keys(b.copyValues ?? {}).join()
  );
}
