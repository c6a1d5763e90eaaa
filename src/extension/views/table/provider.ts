import * as vscode from 'vscode';
import { timerDelay } from '../../../core/model/bounds';
import type { NetworkTable, TableName } from '../../../core/model/networkTable';
import { DisposableStore } from '../../lifetime';
import type { Monitor } from '../../monitor';
import { itemOf } from './items';
import { problemRows } from './problems';
import type { Row, RowNode } from './row';
import { RowTree, type TreeUpdate } from './tree';

/** What makes one view of one of the machine's tables. */
export interface TableView<Name extends TableName> {
  /** Id of the view. */
  readonly view: string;
  readonly table: Name;
  /** The context key that holds why the view has no row. */
  readonly emptinessKey: string;
  /** A setting that decides which rows are shown. */
  readonly setting?: string;
  /**
   * The rows of a reading.
   * @param before the reading before, where there is one since the view came into sight
   */
  rows(now: NetworkTable<Name>, before: NetworkTable<Name> | undefined): readonly Row[];
  /** What stands beside the view's title, '' for nothing. */
  summary(now: NetworkTable<Name>): string;
  /** Where the view is filtered: how many rows the filter lets through, and of how many. */
  filtered?(now: NetworkTable<Name>): { readonly matching: number; readonly total: number };
  /** Why there is no row. */
  emptiness(now: NetworkTable<Name>): string;
}

/**
 * Why a table has no rows: the machine has none (`none`), the user may not read its files (`denied`), or the kernel
 * has no such files (`absent`).
 */
export function emptinessOf({ sources }: NetworkTable<TableName>): 'none' | 'denied' | 'absent' {
  if (sources.some(({ status }) => status === 'ok')) return 'none';
  return sources.some(({ status }) => status === 'denied') ? 'denied' : 'absent';
}

/** The rows of one view, made from the Monitor's current reading. It reads nothing by itself. */
export class TableProvider<Name extends TableName>
  implements vscode.TreeDataProvider<RowNode>, vscode.Disposable
{
  readonly #monitor: Monitor;
  readonly #view: TableView<Name>;
  readonly #disposables = new DisposableStore();
  readonly #tree = new RowTree();
  readonly #treeChanged = this.#disposables.add(new vscode.EventEmitter<RowNode[] | undefined>());
  readonly #marksChanged = this.#disposables.add(new vscode.EventEmitter<readonly RowNode[]>());
  readonly #updated = this.#disposables.add(new vscode.EventEmitter<void>());
  #now: NetworkTable<Name> | undefined;
  #before: NetworkTable<Name> | undefined;
  #timer: HostTimer | undefined;

  constructor(monitor: Monitor, view: TableView<Name>) {
    this.#monitor = monitor;
    this.#view = view;
    this.#disposables.add(monitor.onDidChange(() => this.#take()));
  }

  readonly onDidChangeTreeData: vscode.Event<RowNode[] | undefined> = this.#treeChanged.event;

  /** Rows whose mark or trouble is another. */
  readonly onDidChangeMarks: vscode.Event<readonly RowNode[]> = this.#marksChanged.event;

  /** The list, or what is said of it, may be another. */
  readonly onDidUpdate: vscode.Event<void> = this.#updated.event;

  /** Id of the view. */
  get view(): string {
    return this.#view.view;
  }

  /** The reading that is shown. */
  get table(): NetworkTable<Name> | undefined {
    return this.#now;
  }

  /** The rows that are shown now; those that vanished a moment ago are among them. */
  get rows(): readonly RowNode[] {
    return this.#tree.roots;
  }

  /** Rows that the filter lets through, and all, where the view is filtered. */
  get filtered(): { readonly matching: number; readonly total: number } | undefined {
    return this.#now && this.#view.filtered?.(this.#now);
  }

  /** What stands beside the title. */
  get summary(): string {
    return this.#now === undefined || this.rows.length === 0 ? '' : this.#view.summary(this.#now);
  }

  /** Why there is no row; nothing where there is one, or before the first reading. */
  get emptiness(): string {
    return this.#now === undefined || this.rows.length > 0 ? '' : this.#view.emptiness(this.#now);
  }

  /** The node that has this number; nothing where it is not shown. */
  node(serial: number): RowNode | undefined {
    return this.#tree.node(serial);
  }

  /** The view comes into sight after a time out of it: what happened meanwhile is not news, and no rate is known. */
  forget(): void {
    this.#tree.forget();
    this.#before = undefined;
    this.#now = undefined;
  }

  /** What is shown of the same reading may be another. */
  rebuild(): void {
    if (this.#now !== undefined) this.#show(this.#now);
  }

  getChildren(node?: RowNode): RowNode[] {
    return [...(node?.children ?? this.#tree.roots)];
  }

  getParent(node: RowNode): RowNode | undefined {
    return node.parent;
  }

  getTreeItem(node: RowNode): vscode.TreeItem {
    return itemOf(node, this.#view.view);
  }

  resolveTreeItem(item: vscode.TreeItem, { row }: RowNode): vscode.TreeItem {
    const tooltip = row.tooltip?.();
    if (tooltip !== undefined) item.tooltip = tooltip;
    return item;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#disposables.dispose();
  }

  #take(): void {
    const table = this.#monitor.table(this.#view.table);
    if (table !== undefined && table !== this.#now) {
      if (this.#now !== undefined && this.#now.filter !== table.filter) this.#tree.forget();
      this.#before = this.#now;
      this.#now = table;
      this.#show(table);
    }
    this.#updated.fire();
  }

  #show(table: NetworkTable<Name>): void {
    const rows = [...this.#view.rows(table, this.#before), ...problemRows(table)];
    this.#apply(this.#tree.update(rows, Date.now()));
  }

  #apply({ changed, marked }: TreeUpdate): void {
    if (marked.length > 0) this.#marksChanged.fire(marked);
    if (changed.includes(undefined)) this.#treeChanged.fire(undefined);
    else if (changed.length > 0) this.#treeChanged.fire(changed.filter((node) => node !== undefined));
    this.#awaitExpiry();
  }

  #awaitExpiry(): void {
    clearTimeout(this.#timer);
    const next = this.#tree.nextExpiry;
    if (next === undefined || this.#disposables.isDisposed) return;
    this.#timer = setTimeout(
      () => {
        this.#apply(this.#tree.expire(Date.now()));
        this.#updated.fire();
      },
      timerDelay(next - Date.now()),
    );
  }
}
