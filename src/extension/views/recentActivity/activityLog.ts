import { timerDelay } from '../../../core/model/bounds';
import type { HistoryAnswer, HistoryEntry, HistoryStatus } from '../../../core/model/history';
import { commonSpan, type Span } from '../../../core/query/filter/span';
import type { FilterState } from '../../filter/filterState';
import { DisposableStore, Emitter, type Event } from '../../lifetime';
import type { Monitor } from '../../monitor';
import type { SharedEngine } from '../../sharedEngine';
import type { Reading } from '../tree/readRows';

/** Entries that one question asks for. */
export const PAGE = 200;

/** Entries that are kept at hand; what is older is found by a filter. */
const MOST_ENTRIES = 5_000;

/** Milliseconds between two questions because of news. */
const LEAST_PAUSE = 1_000;

/** A part of the history as the view shows it. */
export interface ActivityReading extends Reading {
  /** The newest first. */
  readonly entries: readonly HistoryEntry[];
  /** Where older ones begin; absent where there are none, or no more are kept at hand. */
  readonly next?: HistoryAnswer['next'];
  readonly status: HistoryStatus;
  /** What they are filtered by. */
  readonly expression: string;
  /** The part of the past that is asked for. */
  readonly span: Span;
  /** How often older ones were asked for. */
  readonly loads: number;
}

export interface ActivityLogSources {
  readonly engine: Pick<SharedEngine, 'history' | 'retain' | 'release'>;
  readonly filter: FilterState;
  /** Its pause is one of the view, too. */
  readonly monitor: Pick<Monitor, 'isPaused' | 'onDidChange'>;
  /** The engine recorded something. */
  readonly news: Event<HistoryStatus>;
  /** Milliseconds between two looks where another window records, which sends no news. */
  interval(): number;
}

/**
 * Asks the history for its newest entries while the view is in sight: upon news, at most once a second, and for older
 * ones when they are wanted. What is shown stays as it is while the user looks at a row further down.
 */
export class ActivityLog {
  readonly #sources: ActivityLogSources;
  readonly #disposables = new DisposableStore();
  readonly #read = this.#disposables.add(new Emitter<void>());
  #reading: ActivityReading | undefined;
  /** What came while it is held. */
  #held: ActivityReading | undefined;
  #isHeld = false;
  #isShown = false;
  #error: string | undefined;
  #running: Promise<void> | undefined;
  #isWanted = false;
  #askedAt = 0;
  #timer: HostTimer | undefined;

  constructor(sources: ActivityLogSources) {
    this.#sources = sources;
    const { filter, monitor, news } = sources;
    this.#disposables.add(
      news((status) => {
        if (!isToldAlready(status, this.#newest?.status)) this.#askSoon(LEAST_PAUSE);
      }),
    );
    this.#disposables.add(filter.onDidChange(() => void this.refresh()));
    let wasPaused = monitor.isPaused;
    this.#disposables.add(
      monitor.onDidChange(() => {
        if (wasPaused === monitor.isPaused) return;
        wasPaused = monitor.isPaused;
        this.#read.fire();
        if (!wasPaused) this.#askSoon(0);
      }),
    );
  }

  /** There is an answer, the last question failed, or it is paused or goes on. */
  readonly onDidRead: Event<void> = this.#read.event;

  /** What is shown. */
  get reading(): ActivityReading | undefined {
    return this.#reading;
  }

  /** Why the last question failed, if it did. */
  get error(): string | undefined {
    return this.#error;
  }

  /** Entries that came since it is held. */
  get unseen(): number {
    if (this.#held === undefined) return 0;
    const shown = new Set(this.#reading?.entries.map(({ id }) => id));
    return this.#held.entries.filter(({ id }) => !shown.has(id)).length;
  }

  /** The view is in sight: asks at once, and from now on. */
  show(): void {
    if (this.#isShown) return;
    this.#isShown = true;
    this.#sources.engine.retain();
    void this.refresh();
  }

  hide(): void {
    if (!this.#isShown) return;
    this.#isShown = false;
    this.#sources.engine.release();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Keeps what is shown as it is, or goes on with what came meanwhile. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    if (isHeld || this.#held === undefined) return;
    this.#reading = this.#held;
    this.#held = undefined;
    this.#read.fire();
  }

  /** Asks now, paused or not, where the view is in sight. */
  async refresh(): Promise<void> {
    if (!this.#isShown) return;
    if (this.#running !== undefined) {
      this.#isWanted = true;
      return this.#running;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#askedAt = Date.now();
    this.#running = this.#ask();
    await this.#running;
    this.#running = undefined;
    if (!this.#isWanted) return this.#lookAgain();
    this.#isWanted = false;
    await this.refresh();
  }

  /** Resolves once there is an answer to a question of now, or of one that is under way. */
  read(): Promise<void> {
    return this.#running ?? this.refresh();
  }

  /** Asks for what is older than what is shown. */
  async loadMore(): Promise<void> {
    await this.#running;
    const { next } = this.#reading ?? {};
    if (next === undefined || this.#reading === undefined) return;
    const { expression, span } = this.#reading;
    await this.#answered(async () => {
      const question = { most: PAGE, filter: expression, ...span, before: next };
      const answer = await this.#sources.engine.history(question);
      const now = this.#reading;
      if (now === undefined || now.expression !== expression || now.next?.id !== next.id) return;
      const known = new Set(now.entries.map(({ id }) => id));
      const entries = [...now.entries, ...answer.entries.filter(({ id }) => !known.has(id))];
      this.#reading = bounded({ ...withoutNext(now), ...nextOf(answer), entries, loads: now.loads + 1 });
      this.#held = undefined;
    });
  }

  dispose(): void {
    this.hide();
    this.#disposables.dispose();
  }

  get #newest(): ActivityReading | undefined {
    return this.#held ?? this.#reading;
  }

  #ask(): Promise<void> {
    const { filter, engine } = this.#sources;
    const { expression } = filter;
    const now = Date.now();
    const span = commonSpan(filter.filter.spans ?? [], now);
    return this.#answered(async () => {
      const answer = await engine.history({ most: PAGE, filter: expression, ...span });
      const before = this.#newest;
      const isSame = before?.expression === expression;
      const joined = isSame ? joinedEntries(before, answer) : { entries: answer.entries, ...nextOf(answer) };
      const reading = bounded({
        ...{ takenAt: now, sources: [], issues: [], status: answer.status, expression, span },
        ...joined,
        loads: before?.loads ?? 0,
      });
      if (this.#isHeld && isSame) this.#held = reading;
      else [this.#reading, this.#held] = [reading, undefined];
    });
  }

  async #answered(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#error = undefined;
    } catch (error) {
      this.#error = error instanceof Error ? error.message : String(error);
    }
    this.#read.fire();
  }

  #lookAgain(): void {
    const { recorder, record } = this.#newest?.status ?? {};
    const tellsItself = this.#error === undefined && (recorder === 'this' || record === 'off');
    if (!tellsItself) this.#askSoon(Math.max(LEAST_PAUSE, this.#sources.interval()));
  }

  /** Asks once so much time has passed since the last question, unless it is paused. */
  #askSoon(pause: number): void {
    if (!this.#isShown || this.#timer !== undefined) return;
    if (this.#sources.monitor.isPaused && this.#reading !== undefined) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        if (!this.#sources.monitor.isPaused) void this.refresh();
      },
      timerDelay(this.#askedAt + pause - Date.now()),
    );
  }
}

/** Whether an answer said the same: what was written, what is recorded, and by whom. */
function isToldAlready(news: HistoryStatus, told: HistoryStatus | undefined): boolean {
  const { revision, record, recorder } = told ?? {};
  return news.revision === revision && news.record === record && news.recorder === recorder;
}

/** The newest entries with older ones that are at hand, unless there may be some between them. */
function joinedEntries(
  before: ActivityReading,
  answer: HistoryAnswer,
): Pick<ActivityReading, 'entries' | 'next'> {
  const last = answer.entries.at(-1);
  const at = answer.next === undefined ? -1 : before.entries.findIndex(({ id }) => id === last?.id);
  if (at === -1) return { entries: answer.entries, ...nextOf(answer) };
  const known = new Set(answer.entries.map(({ id }) => id));
  const older = before.entries.slice(at + 1).filter(({ id }) => !known.has(id));
  return {
    entries: [...answer.entries, ...older],
    ...(older.length === 0 ? nextOf(answer) : nextOf(before)),
  };
}

function bounded(reading: ActivityReading): ActivityReading {
  const isFull = reading.entries.length >= MOST_ENTRIES;
  return isFull ? { ...withoutNext(reading), entries: reading.entries.slice(0, MOST_ENTRIES) } : reading;
}

function withoutNext({ next: _next, ...rest }: ActivityReading): ActivityReading {
  return rest;
}

function nextOf({
  next,
}: {
  readonly next?: HistoryAnswer['next'] | undefined;
}): Pick<ActivityReading, 'next'> {
  return next === undefined ? {} : { next };
}
