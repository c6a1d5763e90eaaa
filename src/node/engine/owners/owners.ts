import { type Join, join, missingFrom, Scratch } from './attribute';
import { Ownerless } from './ownerless';
import { Rereading } from './revalidator';
import type { Holder, SocketFiles } from './socketFiles';
import type { Wanted } from './socketIndex';

/** Searches for the sockets of a user that found nothing, one after the other, and the pass of the next one. */
interface Patience {
  readonly fruitless: number;
  readonly searchFrom: number;
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
  readonly #rereading: Rereading;
  readonly #scratch = new Scratch();
  readonly #ownerless = new Ownerless();
  #isWaiting = false;
  readonly #patience = new Map<number | undefined, Patience>();

  constructor(files: SocketFiles) {
    this.#files = files;
    this.#rereading = new Rereading(files);
  }

  /** Whether some socket waits for its owner to be found in the next pass. */
  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  /**
   * Brings the picture up to date for the wanted sockets.
   * @param fresh read all processes, and look again for owners that were not to be found
   * @param comparable whether the same kinds of sockets were wanted in the last pass
   */
  refresh(wanted: Wanted, fresh: boolean, comparable: boolean): Join {
    const files = this.#files;
    files.look(fresh);
    this.#ownerless.begin(4 * wanted.count + 4096);
    if (fresh) this.#ownerless.forget();
    else this.#rereading.verifySome();
    const hits = files.holders.map((holder) => holder.hits);
    let joined = join(files.holders, wanted, this.#scratch);
    let missing = this.#unknown(joined, wanted);
    if (missing.length > 0 && comparable) {
      const losers = files.holders.filter((holder, i) => holder.hits < (hits[i] ?? 0));
      if (this.#rereading.read(losers).length > 0) joined = join(files.holders, wanted, this.#scratch);
      missing = this.#unknown(joined, wanted);
    }
    if (missing.some((number) => this.#ownerless.wasMissedBefore(wanted.inodes[number] ?? 0))) {
      joined = this.#search(wanted, joined, missing);
      missing = this.#unknown(joined, wanted);
    }
    this.#remember(wanted, missing, fresh);
    return joined;
  }

  /** Reads processes again, the likely ones first, until every socket has an owner or all were read. */
  #search(wanted: Wanted, before: Join, missing: readonly number[]): Join {
    const { holders, pass } = this.#files;
    const uids = new Set(missing.map((number) => wanted.uidOf(number)));
    const due = new Set([...uids].filter((uid) => pass >= this.#searchFrom(uid)));
    let joined = before;
    let left = missing;
    const groups = [
      (holder: Holder) => this.#rereading.isActive(holder),
      (holder: Holder) => due.has(holder.uid),
      () => due.size > 0,
    ].map((isLikely) => () => holders.filter(isLikely));
    this.#rereading.search(groups, () => {
      joined = join(holders, wanted, this.#scratch);
      left = this.#unknown(joined, wanted);
      return left.length === 0;
    });
    const inVain = new Set(left.map((number) => wanted.uidOf(number)));
    for (const uid of uids) {
      if (!inVain.has(uid)) this.#patience.delete(uid);
      else if (due.has(uid)) this.#wait(uid);
    }
    return joined;
  }

  #searchFrom(uid: number | undefined): number {
    return this.#patience.get(uid)?.searchFrom ?? 0;
  }

  /**
   * Sockets that no process here can be seen to hold may come and go without end; the first few are searched at once.
   * Only those of the same user wait with them.
   */
  #wait(uid: number | undefined): void {
    const fruitless = (this.#patience.get(uid)?.fruitless ?? 0) + 1;
    const passes = Math.min(LONGEST_WAIT, 2 ** Math.max(0, fruitless - 3));
    this.#patience.set(uid, { fruitless, searchFrom: this.#files.pass + passes });
  }

  /** The sockets that nobody holds, without those that are known to have no owner. */
  #unknown(joined: Join, wanted: Wanted): number[] {
    return missingFrom(joined, wanted).filter((number) => !this.#ownerless.has(wanted.inodes[number] ?? 0));
  }

  /** A socket that was in no process' hands twice, with all of them read, has no owner here. */
  #remember(wanted: Wanted, missing: readonly number[], fresh: boolean): void {
    const files = this.#files;
    const allRead = missing.length > 0 && files.holders.every((holder) => files.isSettled(holder));
    for (const number of missing) {
      const inode = wanted.inodes[number] ?? 0;
      this.#ownerless.note(inode, allRead && (fresh || this.#ownerless.wasMissedBefore(inode)));
    }
    const next = files.pass + 1;
    this.#isWaiting = missing.some(
      (number) =>
        this.#ownerless.wasMissed(wanted.inodes[number] ?? 0) &&
        next >= this.#searchFrom(wanted.uidOf(number)),
    );
  }
}
