import { InodeMap } from '../../../core/model/inodeMap';

/**
 * Sockets that no process can be seen to hold. One that was missed in a pass may have come between the reading of the
 * tables and that of the processes, or have changed hands meanwhile; what a search of all was in vain for in the pass
 * after it, too, has no owner here, and is not searched for again.
 */
export class Ownerless {
  #decided = new InodeMap();
  #missedBefore = new InodeMap(0);
  #missed = new InodeMap(0);

  /** Begins a pass. @param most so many without an owner are remembered; beyond that all are searched for again */
  begin(most: number): void {
    if (this.#decided.size > most) this.forget();
    this.#missedBefore = this.#missed;
    this.#missed = new InodeMap(0);
  }

  /** Searches for all of them again. */
  forget(): void {
    this.#decided = new InodeMap();
  }

  /** Whether the socket is known to have no owner. */
  has(inode: number): boolean {
    return this.#decided.has(inode);
  }

  wasMissed(inode: number): boolean {
    return this.#missed.has(inode);
  }

  wasMissedBefore(inode: number): boolean {
    return this.#missedBefore.has(inode);
  }

  /** Notes that nobody is seen to hold the socket. @param isDecided whether that is not to be looked at again */
  note(inode: number, isDecided: boolean): void {
    (isDecided ? this.#decided : this.#missed).set(inode, 1);
  }
}
