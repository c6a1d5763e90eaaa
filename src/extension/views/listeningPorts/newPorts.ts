import type { Snapshot } from '../../../core/model/snapshot';
import { isUdp, type ListeningPort } from '../../../core/ports/listeningPorts';
import { startedAt } from '../../started';

/** Milliseconds by which the start of a process may be wrong: the machine's is known in whole seconds (btime, see proc(5)). */
const CLOCK = 1000;

/**
 * Which ports are new since the window opened. A server that is started again on its port is none; neither is one that was
 * there when the list was first read, unless its process began after the window.
 */
export class NewPorts {
  readonly #openedAt: number;
  #before: ReadonlySet<string> | undefined;

  /** @param openedAt when the window opened, in milliseconds since 1970 */
  constructor(openedAt: number) {
    this.#openedAt = openedAt;
  }

  /** Takes what is listed: the first time it is what there was before, as far as nothing says otherwise. */
  take(snapshot: Snapshot, ports: readonly ListeningPort[]): void {
    this.#before ??= new Set(ports.filter((port) => !this.#beganLater(snapshot, port)).map(({ id }) => id));
  }

  /**
   * Whether it came since. Sockets of UDP come and go with every question that a program asks; what is in other networks, and
   * what packet rules have, is there once somebody looks for it: neither is news.
   */
  has({ id, transport, namespace, rules }: ListeningPort): boolean {
    if (this.#before === undefined || isUdp(transport)) return false;
    return namespace === undefined && rules === undefined && !this.#before.has(id);
  }

  #beganLater(snapshot: Snapshot, { owners }: ListeningPort): boolean {
    const began = owners.map(({ startTime }) => startedAt(snapshot, startTime));
    return began.length > 0 && began.every((time) => time !== undefined && time > this.#openedAt + CLOCK);
  }
}
