import type { SocketView } from '../../../core/model/page';
import type { Engine } from '../../../core/model/engine';
import type { NamespaceChoice } from '../../../core/model/namespace';
import type { Snapshot } from '../../../core/model/snapshot';
import { shownNamespace } from '../../../core/query/shownNamespace';
import type { FilterState } from '../../filter/filterState';
import { DisposableStore, Emitter, type Event } from '../../lifetime';
import type { Monitor } from '../../monitor';
import { onDidChangeSetting, readSetting } from '../../settings';
import type { Arrangement } from '../arrangement';
import type { TooltipSources } from '../listeningPorts/portTooltip';
import { problemRows } from '../tree/problemRows';
import { isGroupNode, type RowNode, type TreeUpdate } from '../tree/row';
import { RowTree } from '../tree/rowTree';
import type { Counts, RowSource } from '../tree/rowSource';
import { isFold } from './foldRow';
import { PageClient } from './pageClient';
import { type Question, rowsOfSockets } from './socketRows';
import { connectionsSettings } from './sockets.contributions';

/** What the rows of a view are made from. */
export interface SocketsSources extends Omit<TooltipSources, 'snapshot'> {
  readonly engine: Pick<Engine, 'page' | 'ancestors'>;
  readonly monitor: Monitor;
  readonly filter: FilterState;
  readonly arrangement: Arrangement<SocketView>;
}

/** Whose sockets a page or print is asked for: the own ones without a word. */
export function askedNamespace(snapshot: Snapshot | undefined): Pick<Question, 'namespace'> {
  const namespace = shownNamespace(snapshot ?? {});
  return namespace.kind === 'own' ? {} : { namespace };
}

/** Whether Connections is asked for what listens, too: not where the user did not choose it. */
function askedListening(view: SocketView): Pick<Question, 'showsListening'> {
  const isWanted = view === 'connections' && readSetting(connectionsSettings.showListening);
  return isWanted ? { showsListening: true } : {};
}

/** The rows of Connections or of UNIX Sockets: a page that the engine hands over in parts. Nothing is read for them. */
export class SocketRows implements RowSource {
  /** The page as it is shown. */
  readonly page: PageClient;
  /** What the view is asked for now, and prints. */
  readonly question: () => Question;
  readonly #view: SocketView;
  readonly #monitor: Monitor;
  readonly #disposables = new DisposableStore();
  readonly #updated = this.#disposables.add(new Emitter<TreeUpdate | undefined>());
  readonly #problems = new RowTree();
  #sequence = -1;
  /** What was read last of what may have had problems. */
  #read: Pick<Snapshot, 'sources' | 'issues'> | undefined;

  constructor(view: SocketView, sources: SocketsSources) {
    const { monitor, engine, names, filter, arrangement } = sources;
    this.#view = view;
    this.#monitor = monitor;
    this.question = () => ({
      filter: filter.expression,
      ...arrangement.current,
      ...askedNamespace(monitor.snapshot),
      ...askedListening(view),
    });
    const { question } = this;
    this.page = this.#disposables.add(
      new PageClient({
        engine,
        view,
        question,
        rows: rowsOfSockets(view, { ...sources, snapshot: () => monitor.snapshot }, question),
        onUpdate: (update) => this.#updated.fire(update),
        onAnswered: (milliseconds) => monitor.spent(milliseconds),
      }),
    );
    this.#disposables.add(monitor.onDidChange(() => this.#followMonitor()));
    this.#disposables.add(filter.onDidChange(() => void this.page.ask()));
    this.#disposables.add(arrangement.onDidChange(() => void this.page.ask()));
    this.#disposables.add(onDidChangeSetting(connectionsSettings.showListening)(() => void this.page.ask()));
    this.#disposables.add(names.onDidChange(() => this.#updated.fire(this.page.model.redraw())));
  }

  readonly onDidUpdate: Event<TreeUpdate | undefined> = this.#updated.event;

  get roots(): readonly RowNode[] {
    return [...this.page.model.roots, ...this.#problems.roots];
  }

  get takenAt(): number {
    return this.page.takenAt;
  }

  get error(): string | undefined {
    return this.page.error;
  }

  /** What listens is counted among the rows where it is shown. */
  get counts(): Counts {
    const { matching, total, listening } = this.page.model;
    return { matching: matching + listening, total: total + listening };
  }

  /** That of the last pass: what was not read yet is not asked for. */
  get namespace(): NamespaceChoice {
    return shownNamespace(this.#monitor.snapshot ?? {});
  }

  /** What the Monitor read of the view's own tables. */
  get snapshot(): Snapshot | undefined {
    const { snapshot } = this.#monitor;
    if (snapshot === undefined) return undefined;
    const isMine = ({ file }: { readonly file: string }): boolean =>
      file.endsWith('/unix') === (this.#view === 'unixSockets');
    return { ...snapshot, sources: snapshot.sources.filter(isMine), issues: snapshot.issues.filter(isMine) };
  }

  node(serial: number): RowNode | undefined {
    return this.page.model.node(serial);
  }

  /** The rows of a group are asked for where they are not there. */
  below(node: RowNode): readonly RowNode[] | Promise<readonly RowNode[]> {
    return node.children ?? this.page.expand(node.id).then(() => node.children ?? []);
  }

  /** Rows with those that are folded among them, in place of what stands for them. */
  async unfolded(nodes: readonly unknown[]): Promise<unknown[]> {
    const rows: unknown[] = [];
    for (const node of nodes) {
      if (!isGroupNode(node) || !isFold(node.row.group)) rows.push(node);
      else {
        await this.page.look(node.id);
        rows.push(...(node.children ?? []));
      }
    }
    return rows;
  }

  expand(node: RowNode): void {
    if (isGroupNode(node)) void this.page.expand(node.id);
  }

  collapse(node: RowNode): void {
    this.page.collapse(node.id);
  }

  show(): void {
    const update = this.#takeProblems();
    this.page.show();
    this.#updated.fire(update);
  }

  hide(): void {
    this.page.hide();
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #followMonitor(): void {
    if (!this.page.isShown) return;
    const { snapshot } = this.#monitor;
    let update: TreeUpdate | undefined;
    if (snapshot !== undefined && snapshot.sequence !== this.#sequence) {
      this.#sequence = snapshot.sequence;
      update = this.#takeProblems();
      void this.page.ask();
    }
    this.#updated.fire(update);
  }

  #takeProblems(): TreeUpdate | undefined {
    const { snapshot: read } = this.#monitor;
    const isAsBefore = read?.sources === this.#read?.sources && read?.issues === this.#read?.issues;
    this.#read = read;
    const snapshot = isAsBefore ? undefined : this.snapshot;
    return snapshot && this.#problems.update(problemRows(snapshot), { sequence: snapshot.sequence, now: 0 });
  }
}
