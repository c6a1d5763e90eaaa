import type { InetColumns } from '../../../core/model/inetTable';
import type { LikelyOwners } from '../../../core/model/likelyOwner';

/** Rows of a pass that had a control group and no owner, and what came of them: most passes find the same ones. */
export class LastRows {
  readonly likely: LikelyOwners;
  readonly #rows: readonly number[];
  readonly #inodes: readonly number[];
  readonly #groups: readonly number[];
  readonly #length: number;

  constructor(rows: readonly number[], { inode, cgroup }: InetColumns, likely: LikelyOwners) {
    this.likely = likely;
    this.#rows = rows;
    this.#inodes = rows.map((row) => inode[row] ?? 0);
    this.#groups = rows.map((row) => cgroup[row] ?? 0);
    this.#length = inode.length;
  }

  /** Whether these are the same sockets at the same places. One without an inode may be another than before. */
  areStill(rows: readonly number[], { inode, cgroup }: InetColumns): boolean {
    if (inode.length !== this.#length || rows.length !== this.#rows.length) return false;
    return rows.every((row, i) => {
      const id = inode[row] ?? 0;
      return id !== 0 && row === this.#rows[i] && id === this.#inodes[i] && cgroup[row] === this.#groups[i];
    });
  }
}
