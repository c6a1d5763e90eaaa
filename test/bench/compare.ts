import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Snapshot, ownersOf, unixOwnersOf } from '../../src/core/model/snapshot';

const PIECE_SIZE = 1 << 20;

/**
 * Holds owners against `ss`: every process that it names for an inode must be named by us.
 * @returns how many pairs of inode and process were compared
 */
export function compareWithSs(snapshot: Snapshot): number {
  const ours = new Map<number, Set<number>>();
  for (const [row, inode] of snapshot.inet.inode.entries()) {
    ours.set(inode, new Set(ownersOf(snapshot, row).map(({ pid }) => pid)));
  }
  for (const [row, inode] of snapshot.unix.inode.entries()) {
    ours.set(inode, new Set(unixOwnersOf(snapshot, row).map(({ pid }) => pid)));
  }
  let compared = 0;
  for (const line of linesOfSs()) {
    const inode = Number((/ ino:(\d+)/.exec(line) ?? / (\d+)\s+\S+ \d+\s+users:/.exec(line))?.[1] ?? 0);
    if (inode === 0) continue;
    for (const [, pid] of line.matchAll(/pid=(\d+)/g)) {
      compared++;
      if (ours.get(inode)?.has(Number(pid)) !== true) {
        throw new Error(`ss names process ${pid} for inode ${inode}, the engine does not: ${line}`);
      }
    }
  }
  return compared;
}

/** Through a file: a pipe would be one more pair of sockets, made after the snapshot. */
function* linesOfSs(): Generator<string, void, undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'netstat-bench-'));
  const path = join(folder, 'ss');
  try {
    const { status } = spawnSync('ss', ['-tuxanpeH'], { stdio: ['ignore', openSync(path, 'w'), 'ignore'] });
    if (status !== 0) throw new Error(`ss ended with exit code ${status}`);
    const file = openSync(path, 'r');
    const buffer = Buffer.alloc(PIECE_SIZE);
    let rest = '';
    for (let length; (length = readSync(file, buffer)) > 0;) {
      const lines = (rest + buffer.toString('latin1', 0, length)).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    closeSync(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
