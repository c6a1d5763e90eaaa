import * as vscode from 'vscode';
import type { Engine } from '../../../core/model/engine';
import type { SocketView } from '../../../core/model/page';
import type { Ancestor, ProcessOwner } from '../../../core/model/process';
import type { Snapshot } from '../../../core/model/snapshot';
import { type Emptiness, emptiness } from '../../../core/query/emptiness';
import { problemsOf } from '../../../core/query/problems';
import type { FilterState } from '../../filter/state';
import { DisposableStore } from '../../lifetime';
import type { Monitor } from '../../monitor';
import type { Names } from '../../names';
import type { WindowRoots } from '../../origins/windowRoots';
import type { ProblemsNode } from '../listeningPorts/nodes';
import { problemTooltip } from '../listeningPorts/tooltip';
import type { Arrangement } from '../arrangement';
import { itemOf } from './items';
import type { GroupNode, SocketNode, SocketsNode } from './nodes';
import { PageAsker } from './pageAsker';
import type { PageUpdate } from './pageModel';
import { groupTooltip, rowOwners, socketTooltip } from './tooltip';

/** What the rows of a view are made from. */
export interface SocketsSources {
  readonly monitor: Monitor;
  readonly engine: Engine;
  readonly names: Names;
  /** What this window began. */
  readonly roots: Pick<WindowRoots, 'of'>;
  readonly filter: FilterState;
  readonly arrangement: Arrangement<SocketView>;
}

/** The item of a node, and what it was made from. */
interface MadeItem {
  readonly from: unknown;
  readonly item: vscode.TreeItem;
}

/** The rows of Connections or of UNIX Sockets: a page that the engine hands over in parts. It reads nothing itself. */
export class SocketsProvider implements vscode.TreeDataProvider<SocketsNode>, vscode.Disposable {
  readonly view: SocketView;
  readonly #sources: SocketsSources;
  readonly #disposables = new DisposableStore();
  readonly #asker: PageAsker;
  readonly #problems: ProblemsNode = { kind: 'problems', id: 'problems', children: [] };
  readonly #treeChanged = this.#disposables.add(new vscode.EventEmitter<SocketsNode[] | undefined>());
  readonly #marksChanged = this.#disposables.add(new vscode.EventEmitter<PageUpdate['marked']>());
  readonly #updated = this.#disposables.add(new vscode.EventEmitter<void>());
  #items = new WeakMap<SocketsNode, MadeItem>();
  #sequence = -1;
  /** What was read last of what may have had problems. */
  #read: Pick<Snapshot, 'sources' | 'issues'> | undefined;

  constructor(view: SocketView, sources: SocketsSources) {
    const { monitor, engine, names, filter, arrangement } = sources;
    this.view = view;
    this.#sources = sources;
    this.#asker = this.#disposables.add(
      new PageAsker({
        engine,
        view,
        question: () => ({ filter: filter.expression, ...arrangement.current }),
        onUpdate: (update) => this.#take(update),
        onAnswered: (milliseconds) => monitor.spent(milliseconds),
      }),
    );
    this.#disposables.add(monitor.onDidChange(() => this.#followMonitor()));
    this.#disposables.add(filter.onDidChange(() => void this.#asker.ask()));
    this.#disposables.add(arrangement.onDidChange(() => this.#rebuild()));
    this.#disposables.add(names.onDidChange(() => this.#redraw()));
  }

  readonly onDidChangeTreeData: vscode.Event<SocketsNode[] | undefined> = this.#treeChanged.event;

  /** Nodes whose mark is another. */
  readonly onDidChangeMarks: vscode.Event<PageUpdate['marked']> = this.#marksChanged.event;

  /** The list, or what is said of it, may be another. */
  readonly onDidUpdate: vscode.Event<void> = this.#updated.event;

  /** The page as it is shown. */
  get page(): PageAsker {
    return this.#asker;
  }

  /** Why there is no row; nothing where there is one, or before the first page. */
  get emptiness(): Emptiness | undefined {
    if (this.getChildren().length > 0) return undefined;
    const snapshot = this.#snapshot;
    const { model, takenAt } = this.#asker;
    if (snapshot === undefined) return undefined;
    if (takenAt === 0 && snapshot.platform !== 'unsupported' && snapshot.platform !== 'wsl1')
      return undefined;
    return emptiness(snapshot, 0, model.total - model.matching);
  }

  /** The view is shown: its page is asked for from now on. */
  show(): void {
    this.#takeProblems();
    this.#asker.show();
    this.#updated.fire();
  }

  /** The view is hidden: nothing is done for it, and it keeps what it has. */
  hide(): void {
    this.#asker.hide();
  }

  /** The node that has this number. */
  node(serial: number): GroupNode | SocketNode | undefined {
    return this.#asker.model.node(serial);
  }

  getChildren(): SocketsNode[];
  getChildren(node: SocketsNode | undefined): SocketsNode[] | Promise<SocketsNode[]>;
  getChildren(node?: SocketsNode): SocketsNode[] | Promise<SocketsNode[]> {
    if (node === undefined) {
      const { roots } = this.#asker.model;
      return [...roots, ...(this.#problems.children.length > 0 ? [this.#problems] : [])];
    }
    if (node.kind === 'group') return this.#rowsOf(node);
    return node.kind === 'problems' ? [...node.children] : [];
  }

  getParent(node: SocketsNode): SocketsNode | undefined {
    if (node.kind === 'problem') return node.parent;
    return 'group' in node && node.group?.id !== '' ? node.group : undefined;
  }

  getTreeItem(node: SocketsNode): vscode.TreeItem {
    const from = node.kind === 'group' ? node.summary : node.kind === 'socket' ? node.row : node;
    const made = this.#items.get(node);
    if (made?.from === from) return made.item;
    const { names, monitor, arrangement } = this.#sources;
    const facts = { names, snapshot: monitor.snapshot };
    const item = itemOf(node, this.view, arrangement.current.groupBy, facts);
    this.#items.set(node, { from, item });
    return item;
  }

  /** The item itself stays without a tooltip: what is in one holds for the moment. */
  async resolveTreeItem(
    item: vscode.TreeItem,
    node: SocketsNode,
    token?: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    if (node.kind === 'problem') return withTooltip(item, problemTooltip(node.problem));
    if (node.kind !== 'group' && node.kind !== 'socket') return item;
    const owners = node.kind === 'socket' ? rowOwners(node.row) : groupOwners(node);
    const ancestors = await this.#ancestorsOf(owners, token);
    const { names, roots, monitor } = this.#sources;
    const facts = { snapshot: monitor.snapshot, names, roots, ancestors, note: undefined };
    const tooltip =
      node.kind === 'group' ? groupTooltip(node.summary, facts) : socketTooltip(node.row, facts, Date.now());
    return withTooltip(item, tooltip);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  get #snapshot(): Snapshot | undefined {
    const { snapshot } = this.#sources.monitor;
    if (snapshot === undefined) return undefined;
    const isMine = ({ file }: { readonly file: string }): boolean =>
      file.endsWith('/unix') === (this.view === 'unixSockets');
    return { ...snapshot, sources: snapshot.sources.filter(isMine), issues: snapshot.issues.filter(isMine) };
  }

  async #rowsOf(group: GroupNode): Promise<SocketsNode[]> {
    if (group.children === undefined) await this.#asker.expand(group.id);
    return [...(group.children ?? [])];
  }

  async #ancestorsOf(
    owners: readonly ProcessOwner[],
    token: vscode.CancellationToken | undefined,
  ): Promise<Map<number, readonly Ancestor[]>> {
    const ancestors = new Map<number, readonly Ancestor[]>();
    for (const { pid } of owners) {
      if (token?.isCancellationRequested === true) break;
      ancestors.set(pid, await this.#sources.engine.ancestors(pid).catch(() => []));
    }
    return ancestors;
  }

  #followMonitor(): void {
    if (!this.#asker.isShown) return;
    const { snapshot } = this.#sources.monitor;
    if (snapshot !== undefined && snapshot.sequence !== this.#sequence) {
      this.#sequence = snapshot.sequence;
      this.#takeProblems();
      void this.#asker.ask();
    }
    this.#updated.fire();
  }

  #takeProblems(): void {
    const { snapshot: read } = this.#sources.monitor;
    const isAsBefore = read?.sources === this.#read?.sources && read?.issues === this.#read?.issues;
    this.#read = read;
    const snapshot = isAsBefore ? undefined : this.#snapshot;
    if (snapshot === undefined) return;
    const before = this.#problems.children.map(({ id }) => id).join('\n');
    const parent = this.#problems;
    parent.children = problemsOf(snapshot).map((problem) => ({
      kind: 'problem',
      id: `problem ${problem.id}`,
      problem,
      parent,
    }));
    if (before === parent.children.map(({ id }) => id).join('\n')) return;
    this.#items.delete(parent);
    this.#treeChanged.fire(undefined);
  }

  #take({ structure, changed, marked }: PageUpdate): void {
    if (marked.length > 0) this.#marksChanged.fire(marked);
    if (structure) this.#treeChanged.fire(undefined);
    else if (changed.length > 0) this.#treeChanged.fire([...changed]);
    this.#updated.fire();
  }

  /** The page is arranged in another way. */
  #rebuild(): void {
    this.#items = new WeakMap();
    this.#treeChanged.fire(undefined);
    void this.#asker.ask();
  }

  /** What rows say of the same sockets is another. They stay, so that VS Code forgets none of them meanwhile. */
  #redraw(): void {
    this.#items = new WeakMap();
    this.#treeChanged.fire(this.getChildren());
  }
}

function withTooltip(item: vscode.TreeItem, tooltip: vscode.MarkdownString): vscode.TreeItem {
  return Object.assign(new vscode.TreeItem(item.label ?? ''), item, { tooltip });
}

function groupOwners({ summary: { subject } }: GroupNode): readonly ProcessOwner[] {
  return subject.by === 'process' && subject.owner !== undefined ? [subject.owner] : [];
}
