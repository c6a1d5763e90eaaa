import { isIPv6, type Socket } from 'node:net';
import { Dialogue, type Heard, type PlannedConnection } from '../../../../core/identify/dialogue';
import type { IdentifyListener, IdentifyOutcome } from '../../../../core/model/identity';
import { converse } from './converse';

/** Listeners that are asked at a time. */
export const MOST_AT_A_TIME = 8;

/** Makes one connection; see `converse`. */
export type Converse = (
  socket: Socket,
  planned: PlannedConnection,
  listener: IdentifyListener,
  signal: AbortSignal,
) => Promise<Heard>;

/** What listeners are asked with. */
export interface IdentifierTools {
  /** A socket of TCP that is not connected, in the listener's network namespace; nothing where this thread may not make one. */
  readonly socketFor: (listener: IdentifyListener, isIPv6: boolean) => Socket | undefined;
  readonly converse?: Converse;
}

/** Asks those who listen who they are, some at a time whatever the number of calls, each in one connection after another. */
export class Identifier {
  readonly #tools: IdentifierTools;
  readonly #runs = new Map<number, AbortController>();
  /** Those that wait for another to be done. */
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  constructor(tools: IdentifierTools) {
    this.#tools = tools;
  }

  /**
   * @param run a number that no other call has that is under way, by which it can be stopped
   * @returns what came of each, in their order
   */
  async identify(run: number, listeners: readonly IdentifyListener[]): Promise<readonly IdentifyOutcome[]> {
    const controller = new AbortController();
    const { signal } = controller;
    this.#runs.set(run, controller);
    try {
      return await Promise.all(listeners.map((listener) => this.#inTurn(() => this.#ask(listener, signal))));
    } finally {
      this.#runs.delete(run);
    }
  }

  /** Closes the connections of a call that is under way, and has it make no more. */
  stop(run: number): void {
    this.#runs.get(run)?.abort();
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#busy === MOST_AT_A_TIME) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#busy++;
    try {
      return await work();
    } finally {
      // Whoever waits takes the place, which is never free meanwhile.
      const next = this.#waiting.shift();
      if (next === undefined) this.#busy--;
      else next();
    }
  }

  async #ask(listener: IdentifyListener, signal: AbortSignal): Promise<IdentifyOutcome> {
    const { socketFor, converse: talk = converse } = this.#tools;
    if (signal.aborted) return { kind: 'cancelled' };
    const dialogue = new Dialogue(listener);
    for (let planned = dialogue.next(); planned !== undefined; planned = dialogue.next()) {
      const socket = socketFor(listener, isIPv6(listener.address));
      dialogue.hear(
        socket === undefined ? { kind: 'closed' } : await talk(socket, planned, listener, signal),
      );
    }
    return dialogue.outcome;
  }
}
