import type { Acceptors } from './acceptors';
import { acceptedOf, type Connection, isWhole, sideOf } from './connection';
import { partOf } from './coverage';
import type { TakenPass } from './takenPass';

/** Connections that are over and wait at most; the oldest are told of as they are known. */
export const MOST_OVER = 20_000;

/** Milliseconds that one waits at most, where no pass comes. */
const LONGEST = 60_000;

/**
 * Connections that are over, and of which more may be known soon: their other end may be told of next, and whose the listener was
 * that accepted them says the next pass alone.
 */
export class OverConnections {
  readonly #acceptors: Acceptors;
  readonly #tell: (connection: Connection) => void;
  /** Those that no pass was taken since, the oldest first. */
  readonly #waiting = new Set<Connection>();
  /** Those of which only the kernel's word of the other end is awaited. */
  readonly #judged = new Set<Connection>();
  /** Those of which an aborted end alone is known: its other end knows the rest, which its program may close late. */
  readonly #cut = new Set<Connection>();

  constructor(acceptors: Acceptors, tell: (connection: Connection) => void) {
    this.#acceptors = acceptors;
    this.#tell = tell;
  }

  get size(): number {
    return this.#waiting.size + this.#judged.size;
  }

  /** All ends of it that are known are over. */
  add(connection: Connection): void {
    const isSeen = connection.ends.every(({ holding }) => holding !== undefined);
    const isInferred = connection.inferred.some((owners) => owners !== undefined);
    if (isWhole(connection) && (isSeen || isInferred)) this.#done(connection);
    else this.#waiting.add(connection);
    const [oldest] = this.#waiting;
    if (this.#waiting.size > MOST_OVER && oldest !== undefined) this.#done(oldest);
  }

  /** It goes on: its other end is known, too. */
  delete(connection: Connection): void {
    this.#waiting.delete(connection);
    this.#judged.delete(connection);
    this.#cut.delete(connection);
  }

  /** Those of which one end alone is known, and no pass was taken since. */
  single(): readonly Connection[] {
    return [...this.#waiting].filter((connection) => !isWhole(connection));
  }

  /** A pass was taken: whose listeners are is known as of now. */
  judge(pass: TakenPass): void {
    for (const connection of this.#judged) this.#done(connection);
    const isRead = [0, 1].every((code) => pass.coverage.has(partOf(code, true)));
    if (!isRead) return;
    for (const connection of this.#waiting) {
      if (connection.toldBy > pass.start) continue;
      this.#infer(connection);
      if (isWhole(connection) || !pass.isHearing) {
        this.#done(connection);
        continue;
      }
      this.#waiting.delete(connection);
      (connection.ends[0]?.foreignPort === 0 ? this.#cut : this.#judged).add(connection);
    }
  }

  /** All that was told until then was taken. */
  heard(to: number): void {
    for (const connection of this.#judged) this.#done(connection);
    for (const waiting of [this.#waiting, this.#cut])
      for (const connection of waiting) {
        if (connection.toldBy >= to - LONGEST) break;
        this.#done(connection);
      }
    const [oldest] = this.#cut;
    if (this.#cut.size > MOST_OVER && oldest !== undefined) this.#done(oldest);
  }

  /** Times say nothing of the order of things before. */
  forgetTimes(now: number): void {
    for (const connection of [...this.#waiting, ...this.#cut]) {
      connection.after = undefined;
      connection.toldBy = Math.min(connection.toldBy, now);
    }
  }

  /** Nothing more will be known. */
  all(): void {
    for (const connection of [...this.#judged, ...this.#cut, ...this.#waiting]) this.#done(connection);
  }

  #done(connection: Connection): void {
    this.delete(connection);
    this.#tell(connection);
  }

  #infer(connection: Connection): void {
    const { after, toldBy, inferred, isWithin } = connection;
    if (after === undefined) return;
    const sides = isWithin ? ([0, 1] as const) : ([0] as const);
    if (acceptedOf(connection) === undefined) {
      const listened = sides.filter((index) => {
        const { addresses, port } = sideOf(connection, index);
        return addresses.some((each) => this.#acceptors.listened(each, port, after, toldBy));
      });
      if (listened.length === 1) [connection.accepted] = listened;
    }
    const accepted = acceptedOf(connection);
    if (accepted === undefined || accepted >= sides.length) return;
    const { addresses, port } = sideOf(connection, accepted);
    inferred[accepted] = this.#acceptors.of(addresses, port, after, toldBy);
  }
}
