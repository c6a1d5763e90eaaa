import type { SocketLinks } from '../engine/socketLinks';
import { noteWork } from './optimizer';

/** From so many links on it pays to load the native code that reads them. */
const MANY = 3_000;

/** Reads links by Node, and once they were many by what is cheaper from then on. */
export class ManyLinks implements SocketLinks {
  readonly absentCost = 1;
  #links: SocketLinks;
  #cheaper: (() => SocketLinks | undefined) | undefined;
  /** Links of the process that were read, and of all before it. */
  #read = 0;
  #before = 0;

  /** @param cheaper makes it, once; undefined where it cannot be had */
  constructor(links: SocketLinks, cheaper: () => SocketLinks | undefined) {
    this.#links = links;
    this.#cheaper = cheaper;
  }

  open(pid: number): number {
    if (this.#before >= MANY && this.#cheaper !== undefined) {
      this.#links = this.#cheaper() ?? this.#links;
      this.#cheaper = undefined;
    }
    return this.#links.open(pid);
  }

  inodeOf(descriptor: number): number {
    this.#read++;
    return this.#links.inodeOf(descriptor);
  }

  close(): void {
    this.#links.close();
    noteWork(this.#read);
    this.#before += this.#read;
    this.#read = 0;
  }
}
