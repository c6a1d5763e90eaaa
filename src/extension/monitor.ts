import type { Scope, Snapshot } from '../core/model/snapshot';
import { type Disposable, Emitter, type Event } from './lifetime';
import { pause } from './pace';
import { type SharedEngine, using } from './sharedEngine';

const SCOPES: readonly Scope[] = ['listening', 'inet', 'all'];

/** What the Monitor must be told; read anew before each use. */
export interface MonitorOptions {
  /** Milliseconds between two passes. */
  interval(): number;
  /** A pass is over, for the log. */
  onPass(result: { readonly snapshot: Snapshot } | { readonly error: string }): void;
}

/**
 * Keeps one current snapshot for all that show something: one timer, one event, never two passes at once.
 *
 * It looks again by itself only while somebody watches. A pass that fails leaves the last snapshot as it is.
 */
export class Monitor implements Disposable {
  readonly #engine: SharedEngine;
  readonly #options: MonitorOptions;
  readonly #changed = new Emitter<void>();
  readonly #watchers = new Map<symbol, Scope>();
  #snapshot: Snapshot | undefined;
  #error: string | undefined;
  #failures = 0;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #timer: HostTimer | undefined;
  #lastPassEnded = 0;
  #paused = false;
  #disposed = false;

  constructor(engine: SharedEngine, options: MonitorOptions) {
    this.#engine = engine;
    this.#options = options;
  }

  /** A pass is over, or continuous refresh was paused or resumed. */
  readonly onDidChange: Event<void> = this.#changed.event;

  /** The last snapshot that was taken. */
  get snapshot(): Snapshot | undefined {
    return this.#snapshot;
  }

  /** Why the last pass failed, if it did. */
  get error(): string | undefined {
    return this.#error;
  }

  get isPaused(): boolean {
    return this.#paused;
  }

  /** Whether another pass will come by itself, or runs already. */
  get isActive(): boolean {
    return this.#timer !== undefined || this.#running !== undefined;
  }

  /** Refreshes from now on, and as often as the interval says, until disposed. */
  watch(scope: Scope): Disposable {
    const key = Symbol(scope);
    this.#watchers.set(key, scope);
    this.#engine.retain();
    this.#schedule();
    return {
      dispose: () => {
        if (!this.#watchers.delete(key)) return;
        this.#engine.release();
        this.#schedule();
      },
    };
  }

  /** Looks now, paused or not, and resolves when the pass is over. Calls during a pass share the one after it. */
  refresh(): Promise<void> {
    if (this.#running === undefined) return this.#start(true);
    this.#next ??= this.#running.then(() => {
      this.#next = undefined;
      return this.#start(true);
    });
    return this.#next;
  }

  /** Stops continuous refresh. */
  pause(): void {
    this.#setPaused(true);
  }

  resume(): void {
    this.#setPaused(false);
  }

  /** The interval may have changed: reckons anew when to look again. */
  reschedule(): void {
    this.#schedule();
  }

  dispose(): void {
    this.#disposed = true;
    for (const _watcher of this.#watchers) this.#engine.release();
    this.#watchers.clear();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#changed.dispose();
  }

  #setPaused(paused: boolean): void {
    if (this.#paused === paused) return;
    this.#paused = paused;
    this.#changed.fire();
    this.#schedule();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const idle = this.#paused || this.#watchers.size === 0 || this.#snapshot?.platform === 'unsupported';
    if (this.#disposed || idle || this.#running !== undefined) return;
    const wait = pause({
      interval: this.#options.interval(),
      cost: this.#snapshot?.duration ?? 0,
      failures: this.#failures,
    });
    const due = this.#lastPassEnded + wait - Date.now();
    this.#timer = setTimeout(() => void this.#start(false), Math.max(0, due));
  }

  #start(fresh: boolean): Promise<void> {
    if (this.#disposed) return Promise.resolve();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#running = this.#pass(fresh).finally(() => {
      this.#running = undefined;
      this.#lastPassEnded = Date.now();
      this.#schedule();
    });
    return this.#running;
  }

  async #pass(fresh: boolean): Promise<void> {
    try {
      const snapshot = await using(this.#engine, () => this.#engine.scan(this.#widestScope(), fresh));
      if (this.#disposed) return;
      this.#snapshot = snapshot;
      this.#error = undefined;
      this.#failures = 0;
      this.#options.onPass({ snapshot });
    } catch (error) {
      if (this.#disposed) return;
      this.#error = error instanceof Error ? error.message : String(error);
      this.#failures++;
      this.#options.onPass({ error: this.#error });
    }
    this.#changed.fire();
  }

  #widestScope(): Scope {
    const wanted = [...this.#watchers.values()].map((scope) => SCOPES.indexOf(scope));
    return SCOPES[Math.max(0, ...wanted)] ?? 'listening';
  }
}
