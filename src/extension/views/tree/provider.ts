import * as vscode from 'vscode';
import type { RowMark } from '../../../core/model/page';
import { DisposableStore } from '../../lifetime';
import { itemOf } from './treeItems';
import { waysFrom } from '../../navigate/waysFrom';
import { markdownOf } from '../tooltip';
import type { Kind } from './markTexts';
import { isToldAlike, type Row, type RowNode, type TreeUpdate } from './row';
import type { RowSource } from './rowSource';

/** The item of a node, and what it was made from. */
interface MadeItem {
  readonly row: Row;
  readonly mark: RowMark | undefined;
  readonly children: boolean | undefined;
  readonly item: vscode.TreeItem;
}

/** The rows of one view, wherever they come from. It reads nothing by itself. */
export class RowsProvider<Source extends RowSource = RowSource>
  implements vscode.TreeDataProvider<RowNode>, vscode.Disposable
{
  /** Id of the view. */
  readonly view: string;
  readonly source: Source;
  readonly #kind: Kind;
  readonly #disposables = new DisposableStore();
  readonly #treeChanged = this.#disposables.add(new vscode.EventEmitter<RowNode[] | undefined>());
  readonly #marksChanged = this.#disposables.add(new vscode.EventEmitter<readonly RowNode[]>());
  readonly #updated = this.#disposables.add(new vscode.EventEmitter<void>());
  readonly #items = new WeakMap<RowNode, MadeItem>();

  constructor(view: string, kind: Kind, source: Source) {
    this.view = view;
    this.source = this.#disposables.add(source);
    this.#kind = kind;
    this.#disposables.add(source.onDidUpdate((update) => this.#tell(update)));
  }

  readonly onDidChangeTreeData: vscode.Event<RowNode[] | undefined> = this.#treeChanged.event;

  /** Rows whose mark or trouble changed. */
  readonly onDidChangeMarks: vscode.Event<readonly RowNode[]> = this.#marksChanged.event;

  /** The list, or what is said of it, may have changed. */
  readonly onDidUpdate: vscode.Event<void> = this.#updated.event;

  getChildren(): RowNode[];
  getChildren(node: RowNode | undefined): RowNode[] | Promise<RowNode[]>;
  getChildren(node?: RowNode): RowNode[] | Promise<RowNode[]> {
    const rows = node === undefined ? this.source.roots : this.source.below(node);
    return rows instanceof Promise ? rows.then((those) => [...those]) : [...rows];
  }

  getParent(node: RowNode): RowNode | undefined {
    return node.parent;
  }

  /** Of a group whose rows came or went all items are asked for: those of rows that stayed are kept. */
  getTreeItem(node: RowNode): vscode.TreeItem {
    const { row, mark } = node;
    const children = node.children && node.children.length > 0;
    const made = this.#items.get(node);
    const isSame = made !== undefined && made.mark === mark && made.children === children;
    if (isSame && isToldAlike(made.row, row)) return made.item;
    const item = itemOf(node, this.view, this.#kind);
    this.#items.set(node, { row, mark, children, item });
    return item;
  }

  /** The item itself stays without a tooltip: what is in one holds for the moment. */
  async resolveTreeItem(
    item: vscode.TreeItem,
    { row, mark }: RowNode,
    token?: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    const tooltip = await row.tooltip?.(token);
    if (tooltip === undefined) return item;
    const links = mark === 'closed' ? [] : [...(row.links?.() ?? []), ...waysFrom(row)];
    return Object.assign(new vscode.TreeItem(item.label ?? ''), item, {
      tooltip: markdownOf(tooltip, links),
    });
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #tell(update: TreeUpdate | undefined): void {
    const { changed = [], marked = [] } = update ?? {};
    if (marked.length > 0) this.#marksChanged.fire(marked);
    if (changed.includes(undefined)) this.#treeChanged.fire(undefined);
    else if (changed.length > 0) this.#treeChanged.fire(changed.filter((node) => node !== undefined));
    this.#updated.fire();
  }
}
