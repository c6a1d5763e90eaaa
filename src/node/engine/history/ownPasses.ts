import type { HistoryRecord } from '../../../core/model/history';
import { type InetColumns, sliceInet } from '../../../core/model/inetTable';
import type { Scope, Snapshot } from '../../../core/model/snapshot';
import { isListening } from '../../../core/query/socketState';
import type { HistoryReads, HistoryTools, Recorder } from './historyTools';
import { listenersIn } from './unixListeners';

/** Milliseconds between two passes at least, though the ends of listeners ask for one at once. */
const SHORTEST = 100;

/** The largest part of its time that the thread may spend on passes that the ends of listeners ask for. */
const LARGEST_SHARE = 0.05;

/** What two lists of listeners are compared by. */
const COMPARED = ['protocol', 'localPort', 'localAddress', 'inode', 'cookie'] as const;

export interface OwnPassesOptions {
  readonly tools: Pick<HistoryTools, 'areSocketsStill' | 'unixListeners' | 'clocks' | 'log'>;
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
  /** When all sockets of the Internet protocols were read last, where they are wanted. */
  #readAllAt = -Infinity;
  /** Inodes of UNIX listeners as a pass saw them last, and when their table was looked at. */
  #knownUnix: readonly number[] | undefined;
  #unixAt = -Infinity;
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
    if (scope === 'all') this.#unixAt = now;
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
    const areAllDue = record === 'connections' && now >= this.#readAllAt + interval;
    const areListenersDue = now >= Math.min(this.#hurried, this.#lookedAt + interval);
    this.#hurried = Infinity;
    try {
      // A pass over everything leaves nothing else to be looked at.
      const isAllSeen = now >= this.#unixAt + interval && this.#lookAtUnix(now);
      if (!isAllSeen && areAllDue) this.#lookAtAll(now);
      else if (!isAllSeen && areListenersDue) this.#lookAtListeners(now);
    } catch (error) {
      tools.log(`a pass for the history failed: ${error instanceof Error ? error.message : String(error)}`);
    }
    this.#cost = tools.clocks().monotonic - now;
    return this.#cost;
  }

  get #lastAt(): number {
    const last = Math.min(this.#lookedAt, this.#unixAt);
    return this.#options.record === 'connections' ? Math.min(last, this.#readAllAt) : last;
  }

  /** @returns whether there are others than before, and a pass over everything told who has them */
  #lookAtUnix(now: number): boolean {
    const { tools, recorder, reads } = this.#options;
    this.#unixAt = now;
    const { wall } = tools.clocks();
    const found = tools.unixListeners();
    // Where it cannot be read a pass could not read it either.
    if (found === undefined) return false;
    if (this.#knownUnix !== undefined && areAlike(this.#knownUnix, found)) {
      recorder.still(wall, 'unix');
      return false;
    }
    this.#lookedAt = now;
    this.#readAllAt = now;
    this.#give(reads.pass('all'), 'all');
    return true;
  }

  #lookAtAll(now: number): void {
    const { tools, recorder, reads } = this.#options;
    this.#lookedAt = now;
    this.#readAllAt = now;
    // One process that closes a listener and opens another moves no counter.
    if (!tools.areSocketsStill()) this.#give(reads.pass('inet'), 'inet');
    else if (this.#lookAtListeners(now)) recorder.still(tools.clocks().wall, 'inet');
  }

  /** @returns whether they are the same as before */
  #lookAtListeners(now: number): boolean {
    const { recorder, reads } = this.#options;
    this.#lookedAt = now;
    const { inet, takenAt } = reads.listeners();
    const isSame = this.#known !== undefined && areSame(this.#known, inet) && !recorder.isWaiting;
    if (isSame) recorder.still(takenAt, 'listening');
    else this.#give(reads.pass('listening'), 'listening');
    return isSame;
  }

  #give(snapshot: Snapshot, scope: Scope): void {
    const { inet, unix, takenAt, traffic } = snapshot;
    const rows = Array.from(inet.inode.keys()).filter((row) => isListening(inet, row));
    this.#known = sliceInet(inet, rows);
    if (scope === 'all') this.#knownUnix = listenersIn(unix, unix.inode.length);
    this.#options.recorder.pass({ takenAt, scope, snapshot, cookies: traffic?.cookie ?? inet.cookie });
  }
}

function areSame(before: InetColumns, now: InetColumns): boolean {
  return COMPARED.every((name) => areAlike(before[name], now[name]));
}

function areAlike(before: ArrayLike<unknown>, now: ArrayLike<unknown>): boolean {
  for (let i = 0; i < before.length; i++) if (before[i] !== now[i]) return false;
  return before.length === now.length;
}
