import { parseHomes, parsePasswd } from '../../../core/etc/passwd';
import type { ProcReader } from '../../reader';

/** Milliseconds after which /etc/passwd is read again. */
const LIFETIME = 60_000;

/** Names and homes of users, from /etc/passwd. */
export class UserNames {
  readonly #etc: ProcReader;
  #names = new Map<number, string>();
  #homes = new Map<number, string>();
  #readAt = Number.NEGATIVE_INFINITY;

  /** @param etc reads /etc */
  constructor(etc: ProcReader) {
    this.#etc = etc;
  }

  /** The names of those of the uids that have one; the last known ones where the file cannot be read. */
  namesOf(uids: Iterable<number>): Map<number, string> {
    const all = this.all();
    const found = new Map<number, string>();
    for (const uid of uids) {
      const name = all.get(uid);
      // A name may be empty, which tells nobody anything.
      if (name) found.set(uid, name);
    }
    return found;
  }

  /** All that there are. */
  all(): ReadonlyMap<number, string> {
    this.#read();
    return this.#names;
  }

  /** The home folder of a user, where it is known. */
  homeOf(uid: number): string | undefined {
    this.#read();
    return this.#homes.get(uid);
  }

  #read(): void {
    if (performance.now() - this.#readAt <= LIFETIME) return;
    this.#readAt = performance.now();
    const file = this.#etc.read('passwd');
    if (file.status !== 'ok') return;
    this.#names = parsePasswd(file.value);
    this.#homes = parseHomes(file.value);
  }
}
