import { timerDelay } from '../../core/model/bounds';
import type { HistoryStatus, HistoryWish } from '../../core/model/history';
import { type Disposable, Emitter, type Event } from '../lifetime';
import type { SharedEngine } from '../sharedEngine';

/** Milliseconds between two looks whether the window that records is still there. */
const LOOK = 10_000;

const NOTHING: HistoryStatus = { record: 'off', recorder: 'none', bytes: 0, entries: 0, revision: 0 };

export interface HistoryStateOptions {
  /** How the settings, and whether the window has the focus, have it recorded. */
  wish(): HistoryWish;
  /** Whether some process records what happens where this window is, as cheaply as that can be told. */
  isRecorded(): Promise<boolean>;
  /** Milliseconds between two looks; 10 s where left out. */
  readonly look?: number;
}

/**
 * Sees to it that one window records, and knows what is kept. The one that records keeps its engine; every other one looks from
 * time to time whether it is its turn, and holds nothing.
 */
export class HistoryState implements Disposable {
  readonly #engine: SharedEngine;
  readonly #options: HistoryStateOptions;
  readonly #changed = new Emitter<HistoryStatus>();
  #status = NOTHING;
  #isRetained = false;
  #looking: HostTimer | undefined;
  #disposed = false;

  constructor(engine: SharedEngine, options: HistoryStateOptions) {
    this.#engine = engine;
    this.#options = options;
  }

  /** Something was written, by this window's engine, or who records or what has changed. */
  readonly onDidChange: Event<HistoryStatus> = this.#changed.event;

  /** What was heard last. */
  get status(): HistoryStatus {
    return this.#status;
  }

  /** The settings or the focus may have changed, or the window has just begun. */
  apply(): void {
    const wish = this.#options.wish();
    // Nobody has it end that has not begun.
    if (wish.record === 'off' && this.#status.record === 'off') {
      this.#engine.recordHistory(undefined);
      return;
    }
    this.#engine.recordHistory(wish);
    if (wish.record === 'off') this.tell({ ...this.#status, record: 'off', recorder: 'none' });
    else {
      this.#status = { ...this.#status, record: wish.record };
      if (!this.#isRetained) void this.#look();
    }
  }

  /** The engine says so. */
  tell(status: HistoryStatus): void {
    if (this.#disposed) return;
    this.#status = status;
    this.#retain(status.recorder === 'this');
    this.#changed.fire(status);
  }

  /** The engine has died, and whatever it recorded with it. */
  died(): void {
    if (this.#isRetained) this.tell({ ...this.#status, recorder: 'none' });
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#looking);
    this.#changed.dispose();
    if (this.#isRetained) this.#engine.release();
    this.#isRetained = false;
  }

  #retain(isRecorder: boolean): void {
    if (isRecorder !== this.#isRetained) {
      this.#isRetained = isRecorder;
      if (isRecorder) this.#engine.retain();
      else this.#engine.release();
    }
    clearTimeout(this.#looking);
    this.#looking = undefined;
    if (!isRecorder && this.#status.record !== 'off') this.#lookLater();
  }

  #lookLater(): void {
    clearTimeout(this.#looking);
    const { look = LOOK } = this.#options;
    this.#looking = setTimeout(() => void this.#look(), timerDelay(look));
  }

  /** Records, unless somebody does. */
  async #look(): Promise<void> {
    this.#lookLater();
    try {
      const isRecorded = await this.#options.isRecorded();
      const wish = this.#options.wish();
      if (isRecorded || this.#disposed || this.#isRetained || wish.record === 'off') return;
      // Whoever runs tries once more, and whoever does not is started by the question.
      this.#engine.recordHistory(wish);
      const status = await this.#engine.historyStatus();
      if (status.recorder !== this.#status.recorder) this.tell(status);
    } catch {
      // The engine has died, which it says itself; there is another look to come.
    }
  }
}
