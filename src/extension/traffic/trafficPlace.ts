import type { Engine } from '../../core/model/engine';
import type { TrafficRowsQuestion, TrafficWindow } from '../../core/model/traffic';
import type { HostMessage, PageMessage } from '../../core/traffic/messages';
import { DisposableStore, type Disposable } from '../lifetime';
import { spanNote } from '../filter/filterNote';
import type { Monitor } from '../monitor';
import type { PageLink } from './pageLink';
import { Repeated } from './repeated';
import type { DetailsOf } from './trafficDetails';
import type { TrafficState } from './trafficState';
import { failureText } from './trafficTexts';

type View = Extract<PageMessage, { kind: 'view' }>;
type Reveal = Extract<HostMessage, { kind: 'reveal' }>;

/** Milliseconds that whoever looks up names has until rows are asked for again. */
const NAMING = 1_000;

/** What a place is told from. */
export interface PlaceSources {
  readonly engine: Pick<Engine, 'trafficRows' | 'trafficSeries' | 'trafficRow'>;
  readonly monitor: Pick<Monitor, 'error' | 'spent'>;
  readonly state: Pick<TrafficState, 'shared' | 'filter' | 'names'>;
  readonly details: DetailsOf;
}

/**
 * One place of the page: keeps what it wants to show, asks the engine for it after each pass and whenever it wants something
 * else, and hands the answers on without looking into them. Of each question one is under way at a time, its way to the page
 * included, so that a slow line is not flooded; what is outdated by then is left out.
 */
export class TrafficPlace implements Disposable {
  readonly link: PageLink;
  readonly #sources: PlaceSources;
  readonly #disposables = new DisposableStore();
  readonly #rows = this.#asking(() => this.#askRows());
  readonly #series = this.#asking(() => this.#askSeries());
  readonly #details = this.#asking(() => this.#askDetails());
  /** Why questions failed that have had no answer since. */
  readonly #errors = new Map<unknown, string>();
  #view: View | undefined;
  /** The same, kept while the page is hidden. */
  #last: View | undefined;
  #isReady = false;
  /** Strings that the page has: the host alone knows which answers have reached it. */
  #strings = 0;
  #naming: ReturnType<typeof setTimeout> | undefined;
  #shown = '';
  #problem = '';
  /** Whether what is asked next is so because of a pass, whose cost it belongs to. */
  #isOfPass = false;
  /** The engine's part of the last question for rows. */
  #answering: Promise<unknown> = Promise.resolve();
  #pending: Reveal | undefined;
  /** Who waits until a message has reached the page: a page that is hidden meanwhile may never say so. */
  readonly #waiting = new Set<() => void>();

  constructor(link: PageLink, sources: PlaceSources) {
    this.link = link;
    this.#sources = sources;
    this.#disposables.add(link.onDidChangeVisibility(() => this.#release()));
  }

  /** Whether there is a page that can be told something. */
  get isShown(): boolean {
    return this.link.isVisible && this.#isReady;
  }

  /** What it shows, or showed last; undefined before it has said so. */
  get shownLast(): { readonly rows: TrafficRowsQuestion; readonly window: TrafficWindow } | undefined {
    return this.#last && { rows: this.#questionOf(this.#last), window: this.#last.series.window };
  }

  /** The page has been loaded, for the first time or again: it knows nothing yet. */
  ready(): void {
    this.#forget();
    this.#isReady = true;
    this.tell();
    if (this.#pending !== undefined) this.reveal(this.#pending);
  }

  /** The page wants to show this from now on. */
  show(view: View): void {
    const before = this.#view;
    this.#view = this.#last = view;
    const isLost = view.rows.strings === 0 && this.#strings > 0;
    if (isLost) this.#strings = 0;
    if (isLost || !isAlike(before?.rows, view.rows)) void this.#rows.run();
    if (!isAlike(before?.series, view.series)) void this.#series.run();
    if (before?.details !== view.details) void this.#details.run();
  }

  /** A pass is over. */
  passed(): void {
    this.#isOfPass = true;
    void this.#rows.run();
    void this.#series.run();
    void this.#details.run();
  }

  /** Other rows than before pass the filter, or they have other names. */
  askAgain(): void {
    void this.#rows.run();
  }

  /** Tells what all places share and what is wrong, where that is another than what the page has. */
  tell(): void {
    if (!this.isShown) return;
    const { shared, filter } = this.#sources.state;
    const shown = JSON.stringify(shared);
    if (shown !== this.#shown) void this.post({ kind: 'shared', shared });
    this.#shown = shown;
    const failure = failureText(this.#sources.monitor, [...this.#errors.values()][0]);
    const text = [failure, spanNote(filter.filter)].filter(Boolean).join(' ');
    if (text !== this.#problem) void this.post({ kind: 'problem', text });
    this.#problem = text;
  }

  /** Has a row selected and brought into sight, as soon as the page is there. */
  reveal(message: Reveal): void {
    this.#pending = this.isShown ? undefined : message;
    if (this.isShown) void this.post(message);
  }

  /** Sends the page a message. It resolves once the page has it, or is hidden. */
  async post(message: HostMessage): Promise<void> {
    if (!this.isShown) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        this.#waiting.delete(done);
        resolve();
      };
      this.#waiting.add(done);
      void Promise.resolve(this.link.post(message))
        .catch(() => undefined)
        .finally(done);
    });
  }

  dispose(): void {
    this.#forget();
    this.#disposables.dispose();
  }

  /**
   * What is hidden gets nothing, and takes nothing. Most often it is gone, and says so when it is loaded again; where it only was
   * out of sight for a moment, as a new tab is while it is made, it says nothing and goes on.
   */
  #release(): void {
    clearTimeout(this.#naming);
    for (const done of this.#waiting) done();
  }

  /** A page that begins anew, or none. */
  #forget(): void {
    this.#isReady = false;
    this.#strings = 0;
    this.#view = undefined;
    this.#shown = this.#problem = '';
    this.#errors.clear();
    this.#release();
  }

  async #askRows(): Promise<void> {
    if (this.#view === undefined || !this.isShown) return;
    const question = this.#questionOf(this.#view);
    const isOfPass = this.#isOfPass;
    this.#isOfPass = false;
    const asked = Date.now();
    const answer = this.#sources.engine.trafficRows(question);
    this.#answering = answer.catch(() => undefined);
    const rows = await answer;
    if (isOfPass) this.#sources.monitor.spent(Date.now() - asked);
    // Rows a little above or below those in sight are better than none while somebody scrolls.
    const isWanted = this.#view !== undefined && isAbout(question, this.#questionOf(this.#view));
    if (!isWanted || !this.isShown) return;
    this.#strings = rows.strings.from + rows.strings.texts.length;
    await this.post({ kind: 'rows', answer: rows });
    if (rows.isNaming) this.#askAfterNames();
  }

  /** Names come later than addresses, and need not wait for the next pass: there is none while all is paused. */
  #askAfterNames(): void {
    clearTimeout(this.#naming);
    this.#naming = setTimeout(() => this.askAgain(), NAMING);
  }

  async #askSeries(): Promise<void> {
    await this.#answering;
    const question = this.#view?.series;
    if (question === undefined || !this.isShown) return;
    const answer = await this.#sources.engine.trafficSeries({ ...question, place: this.link.place });
    if (isAlike(question, this.#view?.series)) await this.post({ kind: 'series', answer });
  }

  async #askDetails(): Promise<void> {
    const id = this.#view?.details;
    if (id === undefined || !this.isShown) return;
    const [row] = await this.#sources.engine.trafficRow([id]);
    const told = row === undefined ? { title: '', lines: [] } : await this.#sources.details(row);
    if (id === this.#view?.details) await this.post({ kind: 'details', id, ...told });
  }

  #questionOf({ rows }: View): TrafficRowsQuestion {
    const { state } = this.#sources;
    return {
      ...rows,
      place: this.link.place,
      filter: state.filter.expression,
      names: state.names,
      strings: this.#strings,
    };
  }

  /** A question that is asked again and again. That it failed is told, and it is tried again with the next pass. */
  #asking(ask: () => Promise<void>): Repeated {
    return new Repeated(async () => {
      try {
        await ask();
        this.#errors.delete(ask);
      } catch (error) {
        this.#errors.set(ask, error instanceof Error ? error.message : String(error));
      }
      this.tell();
    });
  }
}

/** Whether two questions for rows differ at most in which of them are in sight. */
function isAbout(a: TrafficRowsQuestion, b: TrafficRowsQuestion): boolean {
  const inSight = { first: 0, count: 0, strings: 0, isHeld: false, focused: 0 };
  return isAlike({ ...a, ...inSight }, { ...b, ...inSight });
}

/** Whether two questions are the same. They are small, and made by the same code. */
function isAlike(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
