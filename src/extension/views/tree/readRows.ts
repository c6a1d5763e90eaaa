import { timerDelay } from '../../../core/model/bounds';
import { choiceKey, type NamespaceChoice, OWN_NAMESPACE } from '../../../core/model/namespace';
import type { Snapshot } from '../../../core/model/snapshot';
import { DisposableStore, Emitter, type Event } from '../../lifetime';
import { problemRows } from './problemRows';
import type { Row, RowNode, TreeUpdate } from './row';
import { RowTree } from './rowTree';
import type { Counts, RowSource } from './rowSource';

/** What one pass of the Monitor read for a view. */
export type Reading = Pick<Snapshot, 'takenAt' | 'sources' | 'issues'>;

/** How the rows of a view follow from what the Monitor read. */
export interface ReadView<Of extends Reading> {
  /** A pass is over. */
  readonly onDidRead: Event<void>;
  /** What rows there are, and where, changed: a filter, an order. */
  readonly onDidArrange?: readonly Event<unknown>[];
  /** What rows say changed. */
  readonly onDidChange?: readonly Event<unknown>[];
  /** The last reading; nothing where there is none. */
  reading(): Of | undefined;
  /** What of a reading the rows are made of: where all is the same as before, nothing is done. The reading itself unless given. */
  parts?(now: Of): readonly unknown[];
  /**
   * The rows of a reading.
   * @param before the reading before, where there is one since the view came into sight
   * @param opened the first reading since the view came into sight, which may be this one
   */
  rows(now: Of, before: Of | undefined, opened?: Of): readonly Row[];
  /** What the reading was filtered by, where it comes filtered: that another part of it is there is no news. */
  filter?(now: Of): string | undefined;
  /** Of which network namespaces the reading is: nothing is news of one that another was shown before. The own one unless given. */
  namespace?(now: Of): NamespaceChoice;
  /** Whether what is not there any more was only dropped from a list of what happened: it did not close. */
  readonly isLog?: boolean;
  /** Where the reading is filtered: how many rows the filter lets through, and of how many. */
  counts?(now: Of): Counts | undefined;
}

/** Rows that are at hand: they follow from the Monitor's last reading. Nothing is read for them. */
export class ReadRows<Of extends Reading> implements RowSource {
  readonly #view: ReadView<Of>;
  readonly #disposables = new DisposableStore();
  readonly #updated = this.#disposables.add(new Emitter<TreeUpdate | undefined>());
  readonly #tree = new RowTree();
  #now: Of | undefined;
  #before: Of | undefined;
  #opened: Of | undefined;
  #parts: readonly unknown[] = [];
  #sequence = 0;
  #isShown = true;
  #timer: HostTimer | undefined;

  constructor(view: ReadView<Of>) {
    this.#view = view;
    this.#disposables.add(view.onDidRead(() => this.#take()));
    for (const event of view.onDidArrange ?? []) this.#disposables.add(event(() => this.rebuild(false)));
    for (const event of view.onDidChange ?? []) this.#disposables.add(event(() => this.rebuild()));
  }

  readonly onDidUpdate: Event<TreeUpdate | undefined> = this.#updated.event;

  /** Why the last reading could not be had, where that is not the Monitor's to tell. */
  get error(): string | undefined {
    return undefined;
  }

  /** Whether the view is in sight. */
  get isShown(): boolean {
    return this.#isShown;
  }

  /** The reading that is shown. */
  get reading(): Of | undefined {
    return this.#now;
  }

  get roots(): readonly RowNode[] {
    return this.#tree.roots;
  }

  get takenAt(): number {
    return this.#now?.takenAt ?? 0;
  }

  get counts(): Counts | undefined {
    return this.#now && this.#view.counts?.(this.#now);
  }

  get namespace(): NamespaceChoice | undefined {
    return this.#now && this.#view.namespace?.(this.#now);
  }

  node(serial: number): RowNode | undefined {
    return this.#tree.node(serial);
  }

  /** The node of this id; nothing where it is not shown. */
  find(id: string): RowNode | undefined {
    return this.#tree.find(id);
  }

  below(node: RowNode): readonly RowNode[] {
    return node.children ?? [];
  }

  show(): void {
    this.#isShown = true;
    this.#tree.forget();
    this.#before = undefined;
    this.#opened = undefined;
    this.#now = this.#view.reading();
  }

  hide(): void {
    this.#isShown = false;
  }

  /** The rows of the same reading may be others. @param keepsAbsent whether what closed just now may stay in sight */
  rebuild(keepsAbsent = true): void {
    this.#updated.fire(this.#now && this.#build(this.#now, keepsAbsent));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#disposables.dispose();
  }

  #take(): void {
    const now = this.#view.reading();
    const isNew = now !== undefined && now !== this.#now;
    this.#updated.fire(isNew ? this.#follow(now) : undefined);
  }

  #follow(now: Of): TreeUpdate | undefined {
    const isOtherPart = this.#now && this.#view.filter?.(this.#now) !== this.#view.filter?.(now);
    const isOthers = this.#now !== undefined && this.#keyOf(this.#now) !== this.#keyOf(now);
    if (!this.#isShown || isOtherPart === true || isOthers) this.#tree.forget();
    this.#sequence++;
    this.#before = isOthers ? undefined : this.#now;
    this.#now = now;
    if (isOthers) this.#opened = undefined;
    if (this.#isShown) this.#opened ??= now;
    const before = this.#parts;
    this.#parts = [...(this.#view.parts?.(now) ?? [now]), now.sources, now.issues];
    const isSame = this.#parts.every((part, i) => part === before[i]);
    if (!isSame || isOthers) return this.#build(now);
    return this.#tree.isMissing ? this.#expire(this.#sequence) : undefined;
  }

  #build(now: Of, keepsAbsent = true): TreeUpdate {
    const rows = [...this.#view.rows(now, this.#before, this.#opened), ...problemRows(now)];
    const keeps = keepsAbsent && this.#view.isLog !== true;
    const update = this.#tree.update(rows, { sequence: this.#sequence, now: Date.now() }, keeps);
    this.#awaitEndOfMarks();
    return update;
  }

  #keyOf(reading: Of): string {
    return choiceKey(this.#view.namespace?.(reading) ?? OWN_NAMESPACE);
  }

  #expire(sequence?: number): TreeUpdate {
    const update = this.#tree.expire(Date.now(), sequence);
    this.#awaitEndOfMarks();
    return update;
  }

  #awaitEndOfMarks(): void {
    clearTimeout(this.#timer);
    const next = this.#tree.nextEnd;
    if (next === undefined || this.#disposables.isDisposed) return;
    this.#timer = setTimeout(
      () => {
        this.#updated.fire(this.#expire());
      },
      timerDelay(next - Date.now()),
    );
  }
}
