import { unmapped } from '../../text/address';
import type { Connection, End, Ends } from './connection';

/** Finds ends of connections again: by the kernel's number of the socket, by their ends, by those of the other one. */
export class ConnectionIndex {
  readonly #byEnds = new Map<number, End>();
  readonly #byCookie = new Map<number, End>();
  /** Ends within this machine whose other end is not known, by what an aborted socket still knows: see {@link partial}. */
  readonly #single = new Map<string, Set<End>>();

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
    if (end.connection.isWithin && end.connection.ends.length === 1) {
      const known = this.#single.get(partial(end));
      if (known === undefined) this.#single.set(partial(end), new Set([end]));
      else known.add(end);
    }
  }

  /** Its cookie is known now. */
  learn(end: End): void {
    if (end.cookie !== 0) this.#byCookie.set(end.cookie, end);
  }

  /** Its other end is known now. */
  paired(end: End): void {
    const known = this.#single.get(partial(end));
    known?.delete(end);
    if (known?.size === 0) this.#single.delete(partial(end));
  }

  /** All of it is forgotten. */
  remove({ ends }: Connection): void {
    for (const end of ends) {
      if (this.#byEnds.get(end.identity) === end) this.#byEnds.delete(end.identity);
      if (this.#byCookie.get(end.cookie) === end) this.#byCookie.delete(end.cookie);
      this.paired(end);
    }
  }

  byCookie(cookie: number): End | undefined {
    return cookie === 0 ? undefined : this.#byCookie.get(cookie);
  }

  byEnds(identity: number): End | undefined {
    return this.#byEnds.get(identity);
  }

  /** The other end of one that has forgotten its foreign port, or of which that one may be the other. */
  single(ends: Ends): End | undefined {
    const [first] = this.#single.get(otherPartial(ends)) ?? [];
    return first;
  }
}

/**
 * What an end knows of the other one, and still knows itself once it was aborted: its port, and the foreign address. Whole ends
 * are found by what their other end would know then. Both may be of different families.
 */
function partial(end: Ends): string {
  return end.foreignPort === 0 ? `${end.port} ${unmapped(end.foreignAddress)}` : `of ${otherOf(end)}`;
}

function otherPartial(end: Ends): string {
  return end.foreignPort === 0 ? `of ${end.port} ${unmapped(end.foreignAddress)}` : otherOf(end);
}

function otherOf(end: Ends): string {
  return `${end.foreignPort} ${unmapped(end.address)}`;
}
