import { timerDelay } from '../../core/model/bounds';
import type { InetColumns } from '../../core/model/inetTable';
import type { ListeningPort } from '../../core/ports/listeningPorts';
import { isSameSockets } from '../../core/ports/portWatch';
import { Unclosed } from '../../core/query/unclosed';
import { type Disposable, Emitter, type Event } from '../lifetime';
import type { Monitor } from '../monitor';
import { type SharedEngine, using } from '../sharedEngine';

/** Who waits on ports, as it was seen once. */
export interface Look {
  readonly takenAt: number;
  readonly inet: InetColumns;
  /** The same with owners, where those were looked for. */
  readonly ports: readonly ListeningPort[] | undefined;
  /** How many connections programs forgot to close, as it was last looked. */
  readonly forgotten: number;
}

/**
 * Looks at the listening sockets from time to time for as long as somebody needs to know, whatever view is visible:
 * at the tables alone, and not even at those while the Monitor looks anyway. That need not look at connections: who needs to
 * know of those that programs forgot to close has the poller look itself.
 */
export class Poller implements Disposable {
  readonly #engine: SharedEngine;
  readonly #monitor: Monitor;
  readonly #interval: () => number;
  readonly #looked = new Emitter<Look>();
  readonly #listening: Disposable;
  #needs = 0;
  /** How many of them are of connections, too. */
  #ofConnections = 0;
  #last: Look | undefined;
  /** When it last looked itself, in milliseconds since 1970. */
  #lookedAt = 0;
  #unclosed = new Unclosed();
  #timer: HostTimer | undefined;
  #isLooking = false;
  #disposed = false;

  /** @param interval milliseconds between two looks, read anew before each */
  constructor(engine: SharedEngine, monitor: Monitor, interval: () => number) {
    this.#engine = engine;
    this.#monitor = monitor;
    this.#interval = interval;
    this.#listening = monitor.onDidChange(() => this.#takeSnapshot());
  }

  /** Somebody looked. */
  readonly onDidLook: Event<Look> = this.#looked.event;

  /** What was seen last, while somebody needs to know. */
  get last(): Look | undefined {
    return this.#last;
  }

  /** Whether another look will come by itself. */
  get isActive(): boolean {
    return this.#timer !== undefined || this.#isLooking;
  }

  /** Looks from now on until disposed. @param ofConnections also at those that programs forgot to close */
  need(ofConnections = false): Disposable {
    this.#needs++;
    if (ofConnections) this.#ofConnections++;
    this.reschedule();
    let isOver = false;
    return {
      dispose: () => {
        if (isOver) return;
        isOver = true;
        this.#needs--;
        if (ofConnections) this.#ofConnections--;
        this.reschedule();
      },
    };
  }

  /** The interval may have changed: reckons anew when to look. */
  reschedule(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#needs === 0) this.#forget();
    const isPointless = this.#monitor.snapshot?.platform === 'unsupported';
    if (this.#disposed || this.#needs === 0 || this.#isLooking || isPointless) return;
    const interval = this.#interval();
    const due =
      (this.#ofConnections > 0 ? this.#lookedAt : (this.#last?.takenAt ?? 0)) + interval - Date.now();
    this.#timer = setTimeout(() => void this.#look(), timerDelay(due, interval));
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#listening.dispose();
    this.#looked.dispose();
  }

  #takeSnapshot(): void {
    const { snapshot } = this.#monitor;
    if (this.#needs === 0 || snapshot === undefined || snapshot.takenAt === this.#last?.takenAt) return;
    const { takenAt, inet } = snapshot;
    this.#take({ takenAt, inet, ports: this.#monitor.ports, forgotten: this.#last?.forgotten ?? 0 });
  }

  async #look(): Promise<void> {
    this.#timer = undefined;
    this.#isLooking = true;
    try {
      const { takenAt, inet, unclosed } = await using(this.#engine, () =>
        this.#engine.listeners(this.#ofConnections > 0),
      );
      this.#isLooking = false;
      if (this.#disposed || this.#needs === 0) return;
      this.#lookedAt = takenAt;
      const forgotten = this.#unclosed.follow(unclosed ?? [], takenAt);
      this.#take({ takenAt, inet, ports: this.#knownPorts(inet), forgotten });
    } catch {
      // The engine tells of its end itself; the next look starts another.
      this.#isLooking = false;
      this.#lookedAt = Date.now();
      this.#last = this.#last && { ...this.#last, takenAt: this.#lookedAt };
    }
    this.reschedule();
  }

  #forget(): void {
    this.#last = undefined;
    this.#lookedAt = 0;
    this.#unclosed = new Unclosed();
  }

  /** Where the sockets are the same as at the last look, their owners are too, nearly always. */
  #knownPorts(inet: InetColumns): Look['ports'] {
    const last = this.#last;
    return last !== undefined && isSameSockets(last.inet.inode, inet.inode) ? last.ports : undefined;
  }

  #take(look: Look): void {
    this.#last = look;
    this.reschedule();
    this.#looked.fire(look);
  }
}
