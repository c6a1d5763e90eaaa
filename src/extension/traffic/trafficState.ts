import type * as vscode from 'vscode';
import { type ColumnArrangement, type SharedState, USUAL_COLUMNS } from '../../core/traffic/messages';
import { readColumns } from '../../core/traffic/pageMessage';
import { FilterState } from '../filter/filterState';
import { DisposableStore, type Disposable, Emitter, type Event } from '../lifetime';
import type { Monitor } from '../monitor';
import type { NameMode } from '../settings';
import { emptinessText, shownText } from './trafficTexts';

const PINNED = 'netstat.traffic.pinned';
const FILTER = 'netstat.traffic.filter';
const COLUMNS = 'netstat.traffic.columns';
const KNOWN = 'netstat.traffic.known';

/** What the page's state comes from. */
export interface TrafficStateSources {
  /** Kept for the workspace, and for the user. */
  readonly workspace: vscode.Memento;
  readonly user: vscode.Memento;
  /** The filter of the views. */
  readonly filter: FilterState;
  readonly monitor: Pick<Monitor, 'isPaused' | 'snapshot' | 'namespaces'>;
  readonly units: () => SharedState['units'];
  readonly names: () => NameMode;
}

/** What the places of the page share: the filter, the columns, and what the product knows. */
export class TrafficState implements Disposable {
  readonly #sources: TrafficStateSources;
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new Emitter<void>());
  readonly #own: FilterState;
  #isPinned: boolean;
  #columns: readonly ColumnArrangement[];
  #isKnown: boolean;

  constructor(sources: TrafficStateSources) {
    const { workspace, user, filter } = sources;
    this.#sources = sources;
    this.#own = this.#disposables.add(new FilterState(workspace, FILTER));
    this.#isPinned = workspace.get<unknown>(PINNED) === true;
    this.#columns = readColumns(workspace.get<unknown>(COLUMNS)) ?? USUAL_COLUMNS;
    this.#isKnown = user.get<unknown>(KNOWN) === true;
    for (const each of [filter, this.#own]) {
      this.#disposables.add(each.onDidChange(() => void (each === this.filter && this.#changed.fire())));
    }
  }

  /** Something of it is another than before; what the Monitor knows is not told of. */
  readonly onDidChange: Event<void> = this.#changed.event;

  /** The filter that the page goes by: that of the views, or its own. */
  get filter(): FilterState {
    return this.#isPinned ? this.#own : this.#sources.filter;
  }

  /** What addresses and ports are shown with. */
  get names(): NameMode {
    return this.#sources.names();
  }

  get shared(): SharedState {
    const { monitor, units } = this.#sources;
    return {
      filter: this.filter.expression,
      isPinned: this.#isPinned,
      isPaused: monitor.isPaused,
      columns: this.#columns,
      units: units(),
      names: this.names,
      namespace: shownText(monitor),
      emptiness: emptinessText(monitor.snapshot),
      isKnown: this.#isKnown,
    };
  }

  /** A setting changed. */
  settingsChanged(): void {
    this.#changed.fire();
  }

  /** Gives the page a filter of its own, which begins as the views' is, or has it follow theirs again. */
  async pin(isPinned: boolean): Promise<void> {
    if (isPinned === this.#isPinned) return;
    if (isPinned) await this.#own.set(this.#sources.filter.expression);
    this.#isPinned = isPinned;
    this.#changed.fire();
    await this.#sources.workspace.update(PINNED, isPinned);
  }

  async arrange(columns: readonly ColumnArrangement[]): Promise<void> {
    this.#columns = columns;
    this.#changed.fire();
    await this.#sources.workspace.update(COLUMNS, columns);
  }

  /** The page was used, and needs no hint from now on, in no workspace. */
  async know(): Promise<void> {
    if (this.#isKnown) return;
    this.#isKnown = true;
    this.#changed.fire();
    await this.#sources.user.update(KNOWN, true);
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
