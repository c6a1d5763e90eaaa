import { HearingPace } from '../../../core/history/hearingPace';
import {
  type Destroyed,
  type DestroyedColumns,
  DestroyedTable,
  joinDestroyed,
  sliceDestroyed,
} from '../../../core/traffic/destroyedSockets';
import { type DestroyedSocket, MOST_AT_ONCE, MOST_ROWS } from '../traffic/destroyedSocket';

const NO_ROWS = new DestroyedTable().take();

/** A socket that is told of TCP sockets that close. */
export type Ear = Pick<DestroyedSocket, 'capacity' | 'drain' | 'take' | 'close'>;

/** What was told of the time between two moments, in milliseconds since 1970. */
export interface HeardClosings {
  readonly rows: DestroyedColumns;
  /** Messages that were lost; undefined where it is not known how many. */
  readonly lost: number | undefined;
  /** Whether they were lost because the thread was busy with a pass. */
  readonly wasBusy: boolean;
  readonly from: number;
  readonly to: number;
}

/** Who listens instead: while the Traffic page is open, a thread does so all the time. */
export interface OtherReader {
  /** Takes what was told until now, and hands it to {@link Hearing.heard} at once. */
  handOn(): void;
}

/** Milliseconds between two looks at what another one has read. */
const HAND_ON = 1_000;

/**
 * Hears which TCP sockets close in the engine's own network namespace. There is one reader at a time: sockets of its own, which
 * the thread's event loop looks at as often as they fill up, or {@link OtherReader}. At the change both listen for a moment: who
 * is told takes once what both heard.
 */
export class Hearing {
  readonly #open: () => readonly Ear[];
  readonly #tell: (heard: HeardClosings) => void;
  readonly #pace = new HearingPace();
  #ears: readonly Ear[] = [];
  #capacity = 0;
  #other: OtherReader | undefined;
  /** When everything that closed until then was told. */
  #heardUntil: number;
  /** Up to when the other one has told without a break; undefined where it has not begun. */
  #toldUntil: number | undefined;
  #busy = 0;

  /**
   * Begins to listen.
   * @param tell is told at each look, of nothing too: what closed until then and was not told will not be
   * @param open makes the sockets; none where the kernel does not tell
   * @param now milliseconds since 1970
   */
  constructor(open: () => readonly Ear[], tell: (heard: HeardClosings) => void, now: number) {
    this.#open = open;
    this.#tell = tell;
    this.#heardUntil = now;
    this.#listen(now);
  }

  /** Whether nobody hears anything. */
  get isDeaf(): boolean {
    return this.#ears.length === 0 && this.#toldUntil === undefined;
  }

  /** From now on another one reads too, and alone as soon as it has begun; or no longer: then it is to go on until this returns. */
  shareWith(other: OtherReader | undefined, now: number): void {
    if (other === this.#other) return;
    const before = this.#other;
    this.#other = other;
    if (other !== undefined) return;
    this.#listen(now);
    before?.handOn();
    this.#toldUntil = undefined;
  }

  /** The other one has taken what was told until now; nothing where it does not listen here. */
  heard(told: Destroyed | undefined, now: number): void {
    const from = this.#toldUntil ?? this.#heardUntil;
    const isWhole = told?.isWhole === true;
    if (told !== undefined) this.#pass(told.rows, told.lost, from, now);
    // The thread died, or is to listen elsewhere: nobody knows what it had not told yet.
    if (!isWhole && this.#toldUntil !== undefined && this.#listen(now))
      this.#pass(NO_ROWS, undefined, from, now);
    this.#toldUntil = isWhole ? now : undefined;
    if (!isWhole || this.#other === undefined || this.#ears.length === 0) return;
    this.#drain(now);
    this.#stopListening();
  }

  /** A pass kept the thread from listening for so many milliseconds. */
  wasBusy(milliseconds: number): void {
    this.#busy += milliseconds;
  }

  /**
   * Takes what was told until now.
   * @param now milliseconds since 1970
   * @returns milliseconds after which it is to be called again
   */
  hear(now: number): number {
    this.#other?.handOn();
    return this.#ears.length === 0 ? HAND_ON : this.#drain(now);
  }

  close(): void {
    this.#stopListening();
    this.#other = undefined;
  }

  /** @returns whether it did not before, and does now */
  #listen(now: number): boolean {
    if (this.#ears.length > 0) return false;
    this.#ears = this.#open();
    this.#heardUntil = now;
    this.#capacity = this.#ears.reduce((sum, ear) => sum + ear.capacity, 0);
    return this.#ears.length > 0;
  }

  #stopListening(): void {
    for (const ear of this.#ears) ear.close();
    this.#ears = [];
  }

  #drain(now: number): number {
    let messages = 0;
    let lost = 0;
    let isWhole = true;
    const tables: DestroyedColumns[] = [];
    for (const ear of this.#ears) {
      const came = ear.drain(now, MOST_ROWS);
      messages += came;
      if (came >= MOST_AT_ONCE) isWhole = false;
      const heard = ear.take();
      if (heard === undefined) continue;
      tables.push(heard.rows);
      lost += heard.lost;
    }
    const from = this.#heardUntil;
    const elapsed = now - from;
    this.#heardUntil = now;
    const rows = tables.length > 1 ? inOrder(joinDestroyed(tables)) : (tables[0] ?? NO_ROWS);
    this.#pass(rows, lost, from, now, this.#busy * 2 > elapsed);
    this.#busy = 0;
    const wait = this.#pace.next(messages, elapsed, this.#capacity, lost > 0);
    return isWhole ? wait : 0;
  }

  #pass(rows: DestroyedColumns, lost: number | undefined, from: number, to: number, wasBusy = false): void {
    this.#tell({ rows, lost, wasBusy: wasBusy && lost !== 0, from, to });
  }
}

/** Several sockets share the messages: by their cookies, which the kernel counts up as it tells, they are in its order again. */
function inOrder(rows: DestroyedColumns): DestroyedColumns {
  const { cookie } = rows;
  return sliceDestroyed(
    rows,
    Uint32Array.from(cookie.keys()).sort((a, b) => (cookie[a] ?? 0) - (cookie[b] ?? 0)),
  );
}
