import type { PassMemory } from './passMemory';
import type { Holder } from './socketFiles';
import type { SocketIndex } from './socketIndex';

/** Which processes hold which sockets of an index: number `n` is held by `pids[first[n]]` up to `pids[first[n + 1]]`. */
export interface Join {
  readonly first: Uint32Array;
  /** Ascending for each socket, as the holders were. */
  readonly pids: Uint32Array;
}

/**
 * Joins sockets with the processes that hold them, and notes with each process how many of those it holds.
 * @returns what holds until the next join with the same memory
 */
export function join(holders: readonly Holder[], sockets: SocketIndex, memory: PassMemory): Join {
  let links = 0;
  for (const { inodes } of holders) links += inodes.length;
  const numbers = memory.zeros(Uint32Array, 'numbers', links);
  const counts = memory.zeros(Uint32Array, 'counts', sockets.count + 1);
  let found = 0;
  for (const holder of holders) {
    const { inodes } = holder;
    const before = found;
    for (let i = 0; i < inodes.length; i++) {
      const number = sockets.numbers.get(inodes[i] ?? 0);
      if (number === -1) continue;
      numbers[found++] = number;
      counts[number] = (counts[number] ?? 0) + 1;
    }
    holder.hits = found - before;
  }
  const first = memory.zeros(Uint32Array, 'first', sockets.count + 1);
  const next = counts;
  for (let n = 0; n < sockets.count; n++) {
    const start = first[n] ?? 0;
    first[n + 1] = start + (counts[n] ?? 0);
    next[n] = start;
  }
  const pids = memory.zeros(Uint32Array, 'pids', found);
  let at = 0;
  for (const { pid, hits } of holders) {
    for (const end = at + hits; at < end; at++) {
      const number = numbers[at] ?? 0;
      const place = next[number] ?? 0;
      pids[place] = pid;
      next[number] = place + 1;
    }
  }
  return { first, pids };
}

/** The numbers of the sockets that nobody holds. */
export function missingFrom({ first }: Join, sockets: SocketIndex): number[] {
  const missing: number[] = [];
  for (let n = 0; n < sockets.count; n++) if (first[n] === first[n + 1]) missing.push(n);
  return missing;
}

/** Owners as lists: those of row `r` of table `t` are `pids[starts[t][r]]` up to `pids[starts[t][r + 1]]`. */
export interface Attribution {
  readonly starts: readonly Uint32Array[];
  readonly pids: Uint32Array;
}

/**
 * The owners of all rows.
 * @param tables for each table the numbers of its rows' inodes, -1 where a row has none
 */
export function attribute({ first, pids }: Join, tables: readonly Int32Array[]): Attribution {
  let total = 0;
  const starts = tables.map((numbers) => {
    const start = new Uint32Array(numbers.length + 1);
    for (let row = 0; row < numbers.length; row++) {
      start[row] = total;
      const number = numbers[row] ?? -1;
      if (number !== -1) total += (first[number + 1] ?? 0) - (first[number] ?? 0);
    }
    start[numbers.length] = total;
    return start;
  });
  const listed = new Uint32Array(total);
  let at = 0;
  for (const numbers of tables) {
    for (let row = 0; row < numbers.length; row++) {
      const number = numbers[row] ?? -1;
      if (number === -1) continue;
      for (let i = first[number] ?? 0; i < (first[number + 1] ?? 0); i++) listed[at++] = pids[i] ?? 0;
    }
  }
  return { starts, pids: listed };
}
