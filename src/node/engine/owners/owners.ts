import { type Join, join, missingFrom } from './attribute';
import { Ownerless } from './ownerless';
import type { PassMemory } from './passMemory';
import { Revalidator } from './revalidator';
import type { Holder, SocketFiles } from './socketFiles';
import type { SocketIndex } from './socketIndex';

/** Searches for the sockets of a user that found nothing, one after the other, and the pass of the next one. */
interface Backoff {
  readonly fruitless: number;
  readonly retryAt: number;
}

/** Passes to wait at most before all processes are searched again, after searches that found nothing. */
const LONGEST_WAIT = 32;

/**
 * Finds the owners of sockets, and reads no more than it must.
 *
 * A process is read again when its count of open files changed. That does not tell of a socket that took a closed
 * file's place, nor of anything on kernels that give no count. So: while some socket is without an owner, those
 * processes are read again that lost one; a socket without owner in two passes makes a {@link Owners.#search}; and
 * each pass verifies some processes in turn, which also corrects what was passed on without a trace (SCM_RIGHTS).
 */
export class Owners {
  readonly #files: SocketFiles;
  readonly #revalidator: Revalidator;
  readonly #memory: PassMemory;
  readonly #ownerless = new Ownerless();
  #isWaiting = false;
  readonly #backoff = new Map<number | undefined, Backoff>();

  constructor(files: SocketFiles, memory: PassMemory) {
    this.#files = files;
    this.#memory = memory;
    this.#revalidator = new Revalidator(files);
  }

  /** Whether some socket waits for its owner to be found in the next pass. */
  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  /**
   * Brings the picture up to date for these sockets.
   * @param fresh read all processes, and look again for owners that were not to be found
   * @param comparable whether the same kinds of sockets were asked for in the last pass
   */
  refresh(sockets: SocketIndex, fresh: boolean, comparable: boolean): Join {
    const files = this.#files;
    files.look(fresh);
    this.#ownerless.begin(4 * sockets.count + 4096);
    if (fresh) this.#ownerless.forget();
    else this.#revalidator.verifySome();
    const hits = files.holders.map((holder) => holder.hits);
    let joined = join(files.holders, sockets, this.#memory);
    let missing = this.#unknown(joined, sockets);
    if (missing.length > 0 && comparable) {
      const losers = files.holders.filter((holder, i) => holder.hits < (hits[i] ?? 0));
      if (this.#revalidator.read(losers).length > 0) joined = join(files.holders, sockets, this.#memory);
      missing = this.#unknown(joined, sockets);
    }
    if (missing.some((number) => this.#ownerless.wasMissedBefore(sockets.inodes[number] ?? 0))) {
      joined = this.#search(sockets, joined, missing);
      missing = this.#unknown(joined, sockets);
    }
    this.#remember(sockets, missing, fresh);
    return joined;
  }

  /** Reads processes again, the likely ones first, until every socket has an owner or all were read. */
  #search(sockets: SocketIndex, before: Join, missing: readonly number[]): Join {
    const { holders, pass } = this.#files;
    const uids = new Set(missing.map((number) => sockets.uidOf(number)));
    const due = new Set([...uids].filter((uid) => pass >= this.#retryAt(uid)));
    let joined = before;
    let left = missing;
    const groups = [
      (holder: Holder) => this.#revalidator.isActive(holder),
      (holder: Holder) => due.has(holder.uid),
      () => due.size > 0,
    ].map((isLikely) => () => holders.filter(isLikely));
    this.#revalidator.search(groups, () => {
      joined = join(holders, sockets, this.#memory);
      left = this.#unknown(joined, sockets);
      return left.length === 0;
    });
    const inVain = new Set(left.map((number) => sockets.uidOf(number)));
    for (const uid of uids) {
      if (!inVain.has(uid)) this.#backoff.delete(uid);
      else if (due.has(uid)) this.#backOff(uid);
    }
    return joined;
  }

  #retryAt(uid: number | undefined): number {
    return this.#backoff.get(uid)?.retryAt ?? 0;
  }

  /**
   * Sockets that no process here can be seen to hold may come and go without end; the first few are searched at once.
   * Only those of the same user wait with them.
   */
  #backOff(uid: number | undefined): void {
    const fruitless = (this.#backoff.get(uid)?.fruitless ?? 0) + 1;
    const passes = Math.min(LONGEST_WAIT, 2 ** Math.max(0, fruitless - 3));
    this.#backoff.set(uid, { fruitless, retryAt: this.#files.pass + passes });
  }

  /** The sockets that nobody holds, without those that are known to have no owner. */
  #unknown(joined: Join, sockets: SocketIndex): number[] {
    return missingFrom(joined, sockets).filter((number) => !this.#ownerless.has(sockets.inodes[number] ?? 0));
  }

  /** A socket that was in no process' hands twice, with all of them read, has no owner here. */
  #remember(sockets: SocketIndex, missing: readonly number[], fresh: boolean): void {
    const files = this.#files;
    const allRead = missing.length > 0 && files.holders.every((holder) => files.isSettled(holder));
    for (const number of missing) {
      const inode = sockets.inodes[number] ?? 0;
      this.#ownerless.note(inode, allRead && (fresh || this.#ownerless.wasMissedBefore(inode)));
    }
    const next = files.pass + 1;
    this.#isWaiting = missing.some(
      (number) =>
        this.#ownerless.wasMissed(sockets.inodes[number] ?? 0) &&
        next >= this.#retryAt(sockets.uidOf(number)),
    );
  }
}
