import type { ProcReader } from '../../reader';
import type { SystemCalls } from '../../system/systemCalls';
import { enter, NETWORK, READ_ONLY } from './enter';
import { networkOf } from './networkOf';

/** That of the calling thread; /proc/self is that of the main one. */
const OWN = '/proc/thread-self/ns/net';

/** A network namespace that can be entered. */
export interface EnteredPlace {
  /** The file that stands for it: /proc/PID/ns/net, or a name in /run/netns. */
  readonly path: string;
  /** The inode of its tables, where that is known: nothing is done in another one. */
  readonly inode?: number;
}

/**
 * Has the calling thread do something in another network namespace, and brings it back. It is for a thread of the engine's
 * own: what is done meanwhile is done at once, and who is not let back must not go on.
 */
export class NamespaceEntry {
  readonly #calls: SystemCalls;
  readonly #reader: Pick<ProcReader, 'stat'>;
  readonly #onLost: () => never;

  /**
   * @param reader reads this machine's /proc
   * @param onLost ends the calling thread, which is left in a foreign namespace: whatever it asked, others would answer
   */
  constructor(calls: SystemCalls, reader: Pick<ProcReader, 'stat'>, onLost: () => never) {
    this.#calls = calls;
    this.#reader = reader;
    this.#onLost = onLost;
  }

  /** Whether this thread may go there now. */
  mayEnter(place: EnteredPlace): boolean {
    return this.within(place, () => true) === true;
  }

  /** @returns what `act` does there; nothing where this thread may not enter, or the place is another one by now */
  within<T>({ path, inode }: EnteredPlace, act: () => T): T | undefined {
    const calls = this.#calls;
    const { setNamespace } = calls;
    if (setNamespace === undefined) return undefined;
    const own = calls.open(OWN, READ_ONLY);
    if (own < 0) return undefined;
    try {
      // It takes the same rights to stay as to come back, which root of a user namespace may lack in the network outside it.
      if (setNamespace(own, NETWORK) !== 0 || enter(path, calls) !== 'entered') return undefined;
      try {
        const isThere = inode === undefined || networkOf(this.#reader, 'thread-self') === inode;
        return isThere ? act() : undefined;
      } finally {
        if (setNamespace(own, NETWORK) !== 0) this.#onLost();
      }
    } finally {
      calls.close(own);
    }
  }

  /**
   * The same calls with sockets of another namespace: one that is made there answers for it from here. Who makes one closes
   * it, for it would keep the namespace alive.
   * @param place where it is made each time; nothing where there is no such
   */
  callsIn(place: () => EnteredPlace | undefined): SystemCalls {
    const calls = this.#calls;
    return {
      ...calls,
      errno: () => calls.errno(),
      socket: (family, type, protocol) => {
        const there = place();
        return (there && this.within(there, () => calls.socket(family, type, protocol))) ?? -1;
      },
    };
  }
}
