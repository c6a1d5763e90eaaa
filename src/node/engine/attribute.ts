import type { InodeMap } from '../../core/model/inodeMap';
import type { SocketFiles } from './socketFiles';

/** Owners as lists: those of row `r` of table `t` are `pids[starts[t][r]]` up to `pids[starts[t][r + 1]]`. */
export interface Attribution {
  readonly starts: readonly Uint32Array[];
  readonly pids: Uint32Array;
}

/**
 * Joins sockets with the processes that hold them.
 * @param wanted inode to its number below `count`
 * @param tables the inode columns of the tables, whose lists of pids lie one behind another
 */
export function attribute(
  files: SocketFiles,
  wanted: InodeMap,
  count: number,
  tables: readonly Uint32Array[],
): Attribution {
  const first = new Uint32Array(count + 1);
  files.forEach((_pid, inodes) => {
    for (const inode of inodes) {
      const index = wanted.get(inode);
      if (index !== -1) first[index + 1] = (first[index + 1] ?? 0) + 1;
    }
  });
  for (let i = 0; i < count; i++) first[i + 1] = (first[i + 1] ?? 0) + (first[i] ?? 0);
  const holders = new Uint32Array(first[count] ?? 0);
  const next = first.slice();
  files.forEach((pid, inodes) => {
    for (const inode of inodes) {
      const index = wanted.get(inode);
      if (index === -1) continue;
      const at = next[index] ?? 0;
      holders[at] = pid;
      next[index] = at + 1;
    }
  });

  const pids: number[] = [];
  const starts = tables.map((column) => {
    const start = new Uint32Array(column.length + 1);
    start[0] = pids.length;
    for (const [row, inode] of column.entries()) {
      const index = wanted.get(inode);
      if (index !== -1) {
        for (let i = first[index] ?? 0; i < (first[index + 1] ?? 0); i++) pids.push(holders[i] ?? 0);
      }
      start[row + 1] = pids.length;
    }
    return start;
  });
  return { starts, pids: Uint32Array.from(pids) };
}
