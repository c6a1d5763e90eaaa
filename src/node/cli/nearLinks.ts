import { readlinkSync } from 'node:fs';
import { FileLinks, type SocketLinks, socketInode } from '../engine/socketLinks';
import type { ProcReader } from '../reader';

/** The names of descriptors, made once. */
const NAMES = Array.from({ length: 1024 }, (_, descriptor) => String(descriptor));

/**
 * Reads them from within their directory, so that the kernel looks up one name for each, and not the way from the root.
 * The process' working directory goes along: this is for a process that needs none, and threads cannot do it.
 */
export class NearLinks implements SocketLinks {
  readonly absentCost = 8;
  readonly #root: string;
  readonly #far: FileLinks;
  #isNear = false;

  /**
   * @param root absolute
   * @param reader reads below the same root, and has the last word on what is wrong
   */
  constructor(root: string, reader: ProcReader) {
    this.#root = root;
    this.#far = new FileLinks(reader);
  }

  open(pid: number): number {
    this.#far.open(pid);
    try {
      process.chdir(`${this.#root}/${pid}/fd`);
      this.#isNear = true;
    } catch {
      this.#isNear = false;
    }
    return 0;
  }

  inodeOf(descriptor: number): number {
    if (!this.#isNear) return this.#far.inodeOf(descriptor);
    try {
      return socketInode(readlinkSync(NAMES[descriptor] ?? String(descriptor)));
    } catch {
      return this.#far.inodeOf(descriptor);
    }
  }

  close(): void {
    this.#far.close();
  }
}
