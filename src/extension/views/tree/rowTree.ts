import { isSameOrder, withLingering } from '../../../core/query/lingering';
import { Marks, type Moment } from '../../../core/query/rowMarks';
import { looksAlike, nodeOf, type Row, type RowNode, type TreeUpdate } from './row';

/** The rows of a view over time: keeps each row's node, and marks what came, changed and closed for a moment. */
export class RowTree {
  readonly #marks = new Marks<RowNode>();
  #rows: readonly Row[] = [];
  #roots: readonly RowNode[] = [];
  #nodes: ReadonlyMap<string, RowNode> = new Map();
  /** Made when it is asked for. */
  #bySerial: ReadonlyMap<number, RowNode> | undefined;
  /** All that the last reading had, shown or not. */
  #ids: ReadonlySet<string> = new Set();
  #sequence = 0;
  #isQuiet = true;

  /** The rows, in their order; those that closed a moment ago are in their place. */
  get roots(): readonly RowNode[] {
    return this.#roots;
  }

  /** When the next mark ends, in milliseconds since 1970. */
  get nextEnd(): number | undefined {
    return this.#marks.nextEnd;
  }

  /** Whether the next reading says something even where it is like the last one. */
  get isMissing(): boolean {
    return this.#marks.isMissing;
  }

  /**
   * Takes the rows of a reading. Nothing is marked after the first, after {@link forget}, and where rows are made anew
   * of the same reading.
   * @param keepsAbsent whether what is not there any more may stay in sight: not where it may be filtered away now
   */
  update(rows: readonly Row[], moment: Moment, keepsAbsent = true): TreeUpdate {
    const isNews = moment.sequence !== this.#sequence;
    const pass = new Pass(this.#nodes, this.#ids, this.#marks, moment, isNews, keepsAbsent);
    this.#roots = pass.take(rows, this.#roots, this.#isQuiet);
    this.#marks.prune(moment);
    this.#rows = rows;
    this.#sequence = moment.sequence;
    this.#isQuiet = false;
    this.#ids = pass.ids;
    this.#nodes = pass.nodes;
    this.#bySerial = undefined;
    return pass.result();
  }

  /** Lets the marks end whose time is over. @param sequence another one where a reading has the same rows again */
  expire(now: number, sequence = this.#sequence): TreeUpdate {
    return this.update(this.#rows, { sequence, now });
  }

  /** Whatever comes next is not news. */
  forget(): void {
    this.#isQuiet = true;
  }

  /** The node of this id; nothing where it is not shown. */
  find(id: string): RowNode | undefined {
    return this.#nodes.get(id);
  }

  /** The node that has this number; nothing where it is not shown. */
  node(serial: number): RowNode | undefined {
    this.#bySerial ??= new Map([...this.#nodes.values()].map((node) => [node.serial, node]));
    return this.#bySerial.get(serial);
  }
}

/** The rows below a node, or at the top, before those that closed are put among them. */
interface Level {
  readonly parent: RowNode | undefined;
  readonly before: readonly RowNode[];
  readonly live: readonly RowNode[];
  readonly isQuiet: boolean;
}

/** One comparison of the nodes before with the rows of now. */
class Pass {
  /** All nodes that are shown now, by id. */
  readonly nodes = new Map<string, RowNode>();
  /** Ids of all rows, shown or not. */
  readonly ids = new Set<string>();
  readonly #nodesBefore: ReadonlyMap<string, RowNode>;
  readonly #idsBefore: ReadonlySet<string>;
  readonly #marks: Marks<RowNode>;
  readonly #moment: Moment;
  /** Whether it is a new reading, and not the same in another form. */
  readonly #isNews: boolean;
  readonly #keepsAbsent: boolean;
  readonly #levels: Level[] = [];
  readonly #changed = new Set<RowNode | undefined>();
  readonly #marked: RowNode[] = [];

  constructor(
    nodes: ReadonlyMap<string, RowNode>,
    ids: ReadonlySet<string>,
    marks: Marks<RowNode>,
    moment: Moment,
    isNews: boolean,
    keepsAbsent: boolean,
  ) {
    this.#nodesBefore = nodes;
    this.#idsBefore = ids;
    this.#marks = marks;
    this.#moment = moment;
    this.#isNews = isNews;
    this.#keepsAbsent = keepsAbsent;
  }

  /** The nodes of `rows`, and in their old places those that are not there any more and still in sight. */
  take(rows: readonly Row[], before: readonly RowNode[], isQuiet: boolean): readonly RowNode[] {
    let roots = this.#build(rows, undefined, before, isQuiet);
    // A row may have moved to another group, so that none is missed before all were looked at.
    for (const level of this.#levels) {
      const { parent, live } = level;
      if (isSameOrder(live, level.before)) continue;
      const keepsAbsent = this.#keepsAbsent && !level.isQuiet;
      const nodes = !keepsAbsent ? live : withLingering(live, level.before, (node) => this.#lingers(node));
      if (!isSameOrder(nodes, level.before)) this.#changed.add(parent);
      if (parent === undefined) roots = nodes;
      else parent.children = nodes;
    }
    return roots;
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

  #build(
    rows: readonly Row[],
    parent: RowNode | undefined,
    before: readonly RowNode[],
    isQuiet: boolean,
  ): readonly RowNode[] {
    const live: RowNode[] = [];
    for (const row of rows) {
      const id = this.#uniqueId(row.id);
      this.ids.add(id);
      if (row.isHidden !== true) live.push(this.#node(id, row, parent, isQuiet));
    }
    this.#levels.push({ parent, before, live, isQuiet });
    return live;
  }

  #node(id: string, row: Row, parent: RowNode | undefined, isQuiet: boolean): RowNode {
    const known = this.#nodesBefore.get(id);
    const node = known ?? nodeOf(id, parent, row, []);
    const before = node.row;
    // VS Code takes a row from one place to another only where it draws all anew.
    if (node.parent !== parent) this.#changed.add(undefined);
    node.parent = parent;
    node.row = row;
    this.nodes.set(id, node);
    this.#noteNews(node, before, isQuiet);
    const isOther = this.#setMark(node, this.#marks.of(node, this.#moment));
    if (known !== undefined && (isOther || !looksAlike(before, row))) this.#changed.add(node);
    if (!isOther && before.trouble !== row.trouble) this.#marked.push(node);
    // What is below a row that is marked as new is no news of its own.
    const isQuietBelow =
      isQuiet ||
      before.isCut === true ||
      row.isCut === true ||
      (known === undefined && row.facts !== undefined);
    const { children = [] } = row;
    if (children.length > 0 || node.children?.length !== 0) {
      node.children = this.#build(children, node, node.children ?? [], isQuietBelow);
    }
    return node;
  }

  #noteNews(node: RowNode, before: Row, isQuiet: boolean): void {
    const isBack = this.#marks.isBack(node);
    if (isQuiet) return this.#marks.unset(node);
    if (!this.#isNews || node.row.facts === undefined) return;
    if (!isBack && !this.#idsBefore.has(node.id)) this.#marks.set(node, 'new', this.#moment);
    else if (before.facts !== node.row.facts) this.#marks.set(node, 'changed', this.#moment);
  }

  /** Whether a node that is in its place no more stays in sight; a group does where a row of it does. */
  #lingers(node: RowNode): boolean {
    // It is there all the same, in another group or filtered away.
    if (this.ids.has(node.id)) return false;
    const isMarked = node.row.facts !== undefined;
    const status = isMarked ? this.#marks.ofAbsent(node, this.#moment) : 'missed';
    if (status === 'gone') return false;
    const below = (node.children ?? []).filter((child) => this.#staysBelow(child, isMarked));
    if (!isMarked && below.length === 0) return false;
    if (this.#setMark(node, status === 'closed' ? 'closed' : undefined)) this.#changed.add(node);
    if (!isSameOrder(below, node.children ?? [])) this.#changed.add(node);
    node.children = below;
    this.nodes.set(node.id, node);
    return true;
  }

  /** Below a row that stays in sight all do, without a mark of their own. */
  #staysBelow(node: RowNode, isMarkedAbove: boolean): boolean {
    if (!isMarkedAbove) return this.#lingers(node);
    if (this.ids.has(node.id)) return false;
    if (this.#setMark(node, undefined)) this.#changed.add(node);
    node.children = node.children?.filter((child) => this.#staysBelow(child, true));
    this.nodes.set(node.id, node);
    return true;
  }

  /** @returns whether it changed */
  #setMark(node: RowNode, mark: RowNode['mark']): boolean {
    if (node.mark === mark) return false;
    node.mark = mark;
    this.#marked.push(node);
    return true;
  }

  /** Where several rows have the same id, the others have it with a number. */
  #uniqueId(id: string): string {
    if (!this.ids.has(id)) return id;
    let copy = 2;
    while (this.ids.has(`${id} #${copy}`)) copy++;
    return `${id} #${copy}`;
  }
}
