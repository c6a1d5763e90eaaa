import type { HistoryRecord } from '../../../core/model/history';
import { type InetColumns, sliceInet } from '../../../core/model/inetTable';
import type { Scope, Snapshot } from '../../../core/model/snapshot';
import { isListening } from '../../../core/query/socketState';
import type { HistoryReads, HistoryTools, Recorder } from './historyTools';

/** Milliseconds between two passes at least, though the ends of listeners ask for one at once. */
const SHORTEST = 100;

/** The largest part of its time that the thread may spend on passes that the ends of listeners ask for. */
const LARGEST_SHARE = 0.05;

/** What two lists of listeners are compared by. */
const COMPARED = ['protocol', 'localPort', 'localAddress', 'inode', 'cookie'] as const;

export interface OwnPassesOptions {
  readonly tools: Pick<HistoryTools, 'areSocketsStill' | 'clocks' | 'log'>;
  readonly reads: HistoryReads;
  readonly recorder: Pick<Recorder, 'isWaiting' | 'pass' | 'still'>;
  readonly record: HistoryRecord;
}

/**
 * Sees to it that the recorder has passes: those that somebody asks the engine for anyway, and its own where none come. Owners
 * are looked for only where the tables alone say that listeners are others than before. Times are of a clock that does not jump.
 */
export class OwnPasses {
  readonly #options: OwnPassesOptions;
  /** Listeners as a pass saw them last. */
  #known: InetColumns | undefined;
  #lookedAt = -Infinity;
  /** When all sockets were read last, where they are wanted. */
  #readAllAt = -Infinity;
  #hurried = Infinity;
  /** Milliseconds that the last pass of its own took. */
  #cost = 0;

  constructor(options: OwnPassesOptions) {
    this.#options = options;
  }

  /** Somebody has had a pass made. */
  took(snapshot: Snapshot, isUnchanged: boolean, now: number): void {
    const { scope } = snapshot;
    const { recorder } = this.#options;
    if (isUnchanged && this.#known !== undefined && !recorder.isWaiting)
      recorder.still(snapshot.takenAt, scope);
    else this.#give(snapshot, scope);
    this.#lookedAt = now;
    if (scope !== 'listening') this.#readAllAt = now;
  }

  /** A listener is gone: the next pass comes as soon as it may. */
  hurry(now: number): void {
    const earliest = this.#lookedAt + Math.max(SHORTEST, this.#cost / LARGEST_SHARE);
    this.#hurried = Math.min(this.#hurried, Math.max(now, earliest));
  }

  /** When the next one is due. */
  dueAt(interval: number): number {
    return Math.min(this.#hurried, this.#lastAt + interval);
  }

  /**
   * Makes one where it is due.
   * @returns milliseconds that it took; nothing where none was due
   */
  look(now: number, interval: number): number | undefined {
    if (now < this.dueAt(interval)) return undefined;
    const { tools, record } = this.#options;
    this.#hurried = Infinity;
    this.#lookedAt = now;
    try {
      if (record === 'connections' && now >= this.#readAllAt + interval) this.#lookAtAll(now);
      else this.#lookAtListeners();
    } catch (error) {
      tools.log(`a pass for the history failed: ${error instanceof Error ? error.message : String(error)}`);
    }
    this.#cost = tools.clocks().monotonic - now;
    return this.#cost;
  }

  get #lastAt(): number {
    return this.#options.record === 'connections'
      ? Math.min(this.#lookedAt, this.#readAllAt)
      : this.#lookedAt;
  }

  #lookAtAll(now: number): void {
    const { tools, recorder, reads } = this.#options;
    this.#readAllAt = now;
    // One process that closes a listener and opens another moves no counter.
    if (!tools.areSocketsStill()) this.#give(reads.pass('inet'), 'inet');
    else if (this.#lookAtListeners()) recorder.still(tools.clocks().wall, 'inet');
  }

  /** @returns whether they are the same as before */
  #lookAtListeners(): boolean {
    const { recorder, reads } = this.#options;
    const { inet, takenAt } = reads.listeners();
    const isSame = this.#known !== undefined && areSame(this.#known, inet) && !recorder.isWaiting;
    if (isSame) recorder.still(takenAt, 'listening');
    else this.#give(reads.pass('listening'), 'listening');
    return isSame;
  }

  #give(snapshot: Snapshot, scope: Scope): void {
    const { inet, takenAt, traffic } = snapshot;
    const rows = Array.from(inet.inode.keys()).filter((row) => isListening(inet, row));
    this.#known = sliceInet(inet, rows);
    this.#options.recorder.pass({ takenAt, scope, snapshot, cookies: traffic?.cookie ?? inet.cookie });
  }
}

function areSame(before: InetColumns, now: InetColumns): boolean {
  return COMPARED.every((name) => {
    const [a, b] = [before[name], now[name]];
    return a.length === b.length && a.every((value, i) => value === b[i]);
  });
}
