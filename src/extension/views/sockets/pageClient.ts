import { timerDelay } from '../../../core/model/bounds';
import type { Engine } from '../../../core/model/engine';
import { choiceKey, OWN_NAMESPACE } from '../../../core/model/namespace';
import { FLAT_GROUP, type PageChanges, type PageRequest } from '../../../core/model/page';
import type { Disposable } from '../../lifetime';
import type { TreeUpdate } from '../tree/row';
import { PageModel, type PageRows } from './pageModel';
import type { Question } from './socketRows';

export interface PageAskerOptions {
  readonly engine: Pick<Engine, 'page'>;
  readonly view: PageRequest['view'];
  /** What to ask for now. */
  question(): Question;
  /** How the rows look. */
  readonly rows: PageRows;
  onUpdate(update: TreeUpdate): void;
  /** The engine answered after so many milliseconds. */
  onAnswered(milliseconds: number): void;
}

/**
 * Keeps the page of one view: asks the engine for what changed, one question at a time, while the view is shown.
 * An answer to a question that is not asked any more is dropped.
 */
export class PageClient implements Disposable {
  readonly model: PageModel;
  readonly #options: PageAskerOptions;
  readonly #expanded = new Set<string>();
  #isShown = false;
  #period = 0;
  #revision = 0;
  #namespace = choiceKey(OWN_NAMESPACE);
  #takenAt = 0;
  #error: string | undefined;
  #isWanted = false;
  #running: Promise<void> | undefined;
  #timer: HostTimer | undefined;

  constructor(options: PageAskerOptions) {
    this.#options = options;
    this.model = new PageModel(options.rows);
  }

  /** When the sockets of the page were read, in milliseconds since 1970; 0 before the first page. */
  get takenAt(): number {
    return this.#takenAt;
  }

  /** Why the last question failed, if it did. */
  get error(): string | undefined {
    return this.#error;
  }

  get isShown(): boolean {
    return this.#isShown;
  }

  /** The view is shown: asks from now on. What happened meanwhile is not marked. */
  show(): void {
    this.#isShown = true;
    this.#period++;
    this.#revision = 0;
    void this.ask();
  }

  /** The view is hidden: asks nothing, and keeps what it has. */
  hide(): void {
    this.#isShown = false;
    this.#period++;
    clearTimeout(this.#timer);
  }

  dispose(): void {
    this.hide();
  }

  /** A group's rows are wanted from now on; resolves when they are there. */
  expand(id: string): Promise<void> {
    if (this.#expanded.has(id)) return this.#running ?? Promise.resolve();
    this.#expanded.add(id);
    return this.ask();
  }

  /** Has a group's rows as they are now, whether they are wanted from then on or not. */
  async look(id: string): Promise<void> {
    const isWanted = this.#expanded.has(id);
    await (isWanted ? this.ask() : this.expand(id));
    if (!isWanted) this.collapse(id);
  }

  /** A group's rows are not wanted any more. */
  collapse(id: string): void {
    this.#expanded.delete(id);
  }

  /** Asks for what changed. It resolves when the answer was taken, or there was none. */
  ask(): Promise<void> {
    this.#isWanted = true;
    this.#running ??= this.#askWhileWanted().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #askWhileWanted(): Promise<void> {
    while (this.#isWanted && this.#isShown) {
      this.#isWanted = false;
      const [period, question] = [this.#period, this.#options.question()];
      // Of another network namespace nothing is news.
      if (namespaceOf(question) !== this.#namespace) this.#revision = 0;
      this.#namespace = namespaceOf(question);
      const asked = Date.now();
      const changes = await this.#options.engine.page(this.#request(question)).catch((error: unknown) => {
        if (period === this.#period) this.#fail(error);
      });
      this.#options.onAnswered(Date.now() - asked);
      if (period !== this.#period || changes === undefined) continue;
      this.#revision = changes.revision;
      if (isSameQuestion(question, this.#options.question())) this.#take(changes);
      else this.#isWanted = true;
    }
  }

  #request(question: Question): PageRequest {
    const isFlat = question.groupBy === 'none';
    const expanded = isFlat ? [FLAT_GROUP] : [...this.#expanded];
    const { view } = this.#options;
    return { view, ...question, expanded, revision: this.#revision, now: Date.now() };
  }

  #take(changes: PageChanges): void {
    this.#error = undefined;
    // The sockets of this view were not read yet; they are after the next pass.
    if (changes.sequence === 0) return;
    this.#takenAt = changes.takenAt;
    const update = this.model.apply(changes);
    for (const id of this.#expanded) if (this.model.group(id) === undefined) this.#expanded.delete(id);
    this.#awaitEndOfMarks(changes.markedUntil);
    this.#options.onUpdate(update);
  }

  #fail(error: unknown): void {
    this.#error = error instanceof Error ? error.message : String(error);
    this.#revision = 0;
    this.#options.onUpdate({ changed: [], marked: [] });
  }

  #awaitEndOfMarks(markedUntil: number | undefined): void {
    clearTimeout(this.#timer);
    if (markedUntil === undefined) return;
    this.#timer = setTimeout(() => void this.ask(), timerDelay(markedUntil - Date.now()));
  }
}

function isSameQuestion(a: Question, b: Question): boolean {
  return (
    a.filter === b.filter &&
    a.groupBy === b.groupBy &&
    a.sortBy === b.sortBy &&
    a.showsListening === b.showsListening &&
    namespaceOf(a) === namespaceOf(b)
  );
}

function namespaceOf({ namespace = OWN_NAMESPACE }: Question): string {
  return choiceKey(namespace);
}
