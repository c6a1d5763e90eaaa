import { unmapped } from '../../text/address';
import type { Connection, End, Ends } from './connection';

/** Finds ends of connections again: by the kernel's number of the socket, by their ends, by those of the other one. */
export class ConnectionIndex {
  readonly #byEnds = new Map<number, End>();
  readonly #byCookie = new Map<number, End>();
  /** Aborted ends of connections within this machine, by what they still know of their other end: see {@link cutKey}. */
  readonly #cut = new Map<string, Set<End>>();

  /** All ends that are known. */
  all(): Iterable<End> {
    return this.#byEnds.values();
  }

  get size(): number {
    return this.#byEnds.size;
  }

  add(end: End): void {
    if (end.identity !== 0) this.#byEnds.set(end.identity, end);
    this.learn(end);
    if (end.identity !== 0 || !end.connection.isWithin || end.connection.ends.length > 1) return;
    const known = this.#cut.get(cutKey(end));
    if (known === undefined) this.#cut.set(cutKey(end), new Set([end]));
    else known.add(end);
  }

  /** Its cookie is known now. */
  learn(end: End): void {
    if (end.cookie !== 0) this.#byCookie.set(end.cookie, end);
  }

  /** All of it is forgotten. */
  remove({ ends }: Connection): void {
    for (const end of ends) {
      if (this.#byEnds.get(end.identity) === end) this.#byEnds.delete(end.identity);
      if (this.#byCookie.get(end.cookie) === end) this.#byCookie.delete(end.cookie);
      if (end.identity !== 0) continue;
      const known = this.#cut.get(cutKey(end));
      known?.delete(end);
      if (known?.size === 0) this.#cut.delete(cutKey(end));
    }
  }

  byCookie(cookie: number): End | undefined {
    return cookie === 0 ? undefined : this.#byCookie.get(cookie);
  }

  byEnds(identity: number): End | undefined {
    return this.#byEnds.get(identity);
  }

  /** An aborted end that knows no more than this: see {@link cutKey}. */
  cutOff(key: string): End | undefined {
    const [first] = this.#cut.get(key) ?? [];
    return first;
  }
}

/** What an aborted end still knows: its port, and the foreign address. IPv4 may be in IPv6. */
export function cutKey({ port, foreignAddress }: Ends): string {
  return `${port} ${unmapped(foreignAddress)}`;
}

/** What the other end of one would know then. */
export function otherCutKey({ foreignPort, address }: Ends): string {
  return `${foreignPort} ${unmapped(address)}`;
}
