import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { timerDelay } from '../../../core/model/bounds';
import type { Engine } from '../../../core/model/engine';
import type { Ancestor } from '../../../core/model/process';
import type { Snapshot } from '../../../core/model/snapshot';
import { type Emptiness, emptiness } from '../../../core/query/emptiness';
import { isUdp, type ListeningPort } from '../../../core/query/listeningPorts';
import { inetSubject, passes } from '../../../core/query/filter/subject';
import { comparePortsBy } from '../../../core/query/portGroups';
import { problemsOf } from '../../../core/query/problems';
import type { FilterState } from '../../filter/state';
import { DisposableStore } from '../../lifetime';
import type { Monitor } from '../../monitor';
import type { Names } from '../../names';
import { type WindowRoots, workspaceFolders } from '../../origins/windowRoots';
import { showUdp } from '../../settings';
import type { Arrangement } from '../arrangement';
import { PortGroups } from './groups';
import { itemOf } from './items';
import { isRow, type PortsNode, type ProblemsNode, type RowNode } from './nodes';
import { RowTree, type TreeUpdate } from './rowTree';
import { ownersShown, problemTooltip, rowTooltip } from './tooltip';

/** What the rows are made from. */
export interface PortsSources {
  readonly monitor: Monitor;
  readonly engine: Engine;
  readonly names: Names;
  readonly filter: FilterState;
  readonly arrangement: Arrangement<'listeningPorts'>;
  /** What this window began. */
  readonly roots: Pick<WindowRoots, 'of'>;
}

/** The pieces of a snapshot that rows are made of, and what could not be read. */
interface Made extends Pick<Snapshot, 'users' | 'sources' | 'issues'> {
  readonly ports: readonly ListeningPort[];
}

/** The rows of Listening Ports, made from the Monitor's current snapshot. It reads nothing by itself. */
export class ListeningPortsProvider implements vscode.TreeDataProvider<PortsNode>, vscode.Disposable {
  readonly #monitor: Monitor;
  readonly #engine: Engine;
  readonly #names: Names;
  readonly #filter: FilterState;
  readonly #arrangement: Arrangement<'listeningPorts'>;
  readonly #roots: PortsSources['roots'];
  readonly #disposables = new DisposableStore();
  readonly #tree = new RowTree();
  readonly #groups = new PortGroups();
  readonly #problems: ProblemsNode = { kind: 'problems', id: 'problems', children: [] };
  readonly #treeChanged = this.#disposables.add(new vscode.EventEmitter<PortsNode[] | undefined>());
  readonly #marksChanged = this.#disposables.add(new vscode.EventEmitter<readonly RowNode[]>());
  readonly #updated = this.#disposables.add(new vscode.EventEmitter<void>());
  /** What the rows were made of last. */
  #made: Made | undefined;
  #counts = { matching: 0, total: 0 };
  #timer: HostTimer | undefined;

  constructor({ monitor, engine, names, filter, arrangement, roots }: PortsSources) {
    this.#monitor = monitor;
    this.#engine = engine;
    this.#names = names;
    this.#filter = filter;
    this.#arrangement = arrangement;
    this.#roots = roots;
    this.#disposables.add(monitor.onDidChange(() => this.#take()));
    this.#disposables.add(
      filter.onDidChange(() => {
        this.refilter();
        this.#updated.fire();
      }),
    );
    this.#disposables.add(arrangement.onDidChange(() => this.#rearrange()));
    this.#disposables.add(vscode.workspace.onDidChangeWorkspaceFolders(() => this.#rearrange()));
    this.#tree.sortBy(comparePortsBy(arrangement.current.sortBy));
    this.#disposables.add(names.onDidChange(() => this.#treeChanged.fire(this.getChildren())));
  }

  readonly onDidChangeTreeData: vscode.Event<PortsNode[] | undefined> = this.#treeChanged.event;

  /** Rows whose mark is another. */
  readonly onDidChangeMarks: vscode.Event<readonly RowNode[]> = this.#marksChanged.event;

  /** The list, or what is said of it, may be another. */
  readonly onDidUpdate: vscode.Event<void> = this.#updated.event;

  /** Every port of the current snapshot, whether it is shown or not. */
  get ports(): readonly ListeningPort[] {
    return this.#monitor.ports;
  }

  /** The rows that are shown now; those that vanished a moment ago are among them. */
  get rows(): readonly RowNode[] {
    return this.#tree.roots;
  }

  /** Why there is no row; nothing where there is one, or before the first pass. */
  get emptiness(): Emptiness | undefined {
    const { snapshot } = this.#monitor;
    if (snapshot === undefined || this.getChildren().length > 0) return undefined;
    const { total } = this.#counts;
    return emptiness(snapshot, this.ports.length - total, total);
  }

  /** Ports of the current snapshot that are shown, and those that were without a filter. */
  get counts(): { readonly matching: number; readonly total: number } {
    return this.#counts;
  }

  /** The row of a port; nothing where it is not shown. */
  find(id: string): RowNode | undefined {
    return this.#tree.find(id);
  }

  /** What is shown may be another part of the same list. */
  refilter(): void {
    this.#apply(this.#tree.expire(this.#isShown, Date.now()), false);
  }

  getChildren(node?: PortsNode): PortsNode[] {
    if (node === undefined) {
      return [...this.#groups.roots, ...(this.#problems.children.length > 0 ? [this.#problems] : [])];
    }
    return node.kind === 'problem' ? [] : [...node.children];
  }

  getParent(node: PortsNode): PortsNode | undefined {
    if (node.kind === 'problems' || node.kind === 'portGroup') return undefined;
    return node.parent ?? (isRow(node) ? this.#groups.groupOf(node) : undefined);
  }

  getTreeItem(node: PortsNode): vscode.TreeItem {
    return itemOf(node, this.#names, this.#monitor.snapshot);
  }

  async resolveTreeItem(
    item: vscode.TreeItem,
    node: PortsNode,
    token?: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    if (node.kind === 'problem') item.tooltip = problemTooltip(node.problem);
    if (!isRow(node)) return item;
    const { snapshot } = this.#monitor;
    const ancestors = new Map<number, readonly Ancestor[]>();
    for (const { pid } of ownersShown(node)) {
      if (token?.isCancellationRequested === true) return item;
      ancestors.set(pid, await this.#engine.ancestors(pid).catch(() => []));
    }
    const note = snapshot?.platform === 'wsl2' && node === this.rows[0] ? wslNote() : undefined;
    item.tooltip = rowTooltip(node, { snapshot, names: this.#names, roots: this.#roots, ancestors, note });
    return item;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#disposables.dispose();
  }

  /** A port is shown with all of its sockets where the filter finds one. */
  readonly #isShown = (port: ListeningPort): boolean => {
    if (!isWanted(port)) return false;
    const users = this.#monitor.snapshot?.users ?? new Map<number, string>();
    const { filter } = this.#filter;
    return port.sockets.some(({ socket, owners }) => passes(filter, inetSubject(socket, owners), users));
  };

  #take(): void {
    const { snapshot, ports } = this.#monitor;
    if (snapshot !== undefined) {
      const { users, sources, issues } = snapshot;
      const before = this.#made;
      this.#made = { ports, users, sources, issues };
      const areProblemsOther =
        (before?.sources !== sources || before.issues !== issues) && this.#takeProblems(snapshot);
      if (areProblemsOther || before?.ports !== ports || before.users !== users)
        this.#apply(this.#tree.update(ports, this.#isShown, Date.now()), areProblemsOther);
    }
    this.#updated.fire();
  }

  /** @returns whether they are others than before */
  #takeProblems(snapshot: Snapshot): boolean {
    const parent = this.#problems;
    const before = parent.children.map(({ id }) => id).join('\n');
    parent.children = problemsOf(snapshot).map((problem) => ({
      kind: 'problem',
      id: `problem ${problem.id}`,
      problem,
      parent,
    }));
    return before !== parent.children.map(({ id }) => id).join('\n');
  }

  #apply({ structure, changed, marked }: TreeUpdate, problemsChanged: boolean): void {
    const wanted = this.ports.filter(isWanted);
    this.#counts = { matching: wanted.filter(this.#isShown).length, total: wanted.length };
    if (marked.length > 0) this.#marksChanged.fire(marked);
    const isRegrouped = this.#groups.update(
      this.#tree.roots,
      this.#arrangement.current.groupBy,
      workspaceFolders(),
    );
    if (structure || problemsChanged || isRegrouped) this.#treeChanged.fire(undefined);
    else if (changed.length > 0) this.#treeChanged.fire([...changed]);
    this.#awaitExpiry();
  }

  #rearrange(): void {
    this.#tree.sortBy(comparePortsBy(this.#arrangement.current.sortBy));
    this.refilter();
    this.#treeChanged.fire(undefined);
    this.#updated.fire();
  }

  #awaitExpiry(): void {
    clearTimeout(this.#timer);
    const next = this.#tree.nextExpiry;
    if (next === undefined || this.#disposables.isDisposed) return;
    this.#timer = setTimeout(
      () => {
        this.refilter();
        this.#updated.fire();
      },
      timerDelay(next - Date.now()),
    );
  }
}

/** Whether a port is listed where nothing is filtered. */
function isWanted({ transport }: ListeningPort): boolean {
  return !isUdp(transport) || showUdp();
}

function wslNote(): string {
  return l10n.t('WSL 2 is a machine of its own: ports of programs on the Windows side are not in this list.');
}
