import { sliceInet } from '../model/inetTable';
import { type LikelyOwners, NO_LIKELY_OWNERS, NONE_LIKELY } from '../model/likelyOwner';
import type { ProcessOwner } from '../model/process';
import { NO_UNIX_DOUBTS, type Scope, type Snapshot } from '../model/snapshot';
import { sliceUnix } from '../model/unixTable';
import { isListening } from './socketState';

/** A copy of the snapshot with the sockets of a narrower scope alone, and their owners; it shares no memory with it. */
export function narrow(snapshot: Snapshot, scope: Scope): Snapshot {
  const { inet, unix } = snapshot;
  const inetRows = scope === 'listening' ? listeningRows(snapshot) : allRows(inet.inode.length);
  const unixRows = scope === 'all' ? allRows(unix.inode.length) : new Uint32Array(0);
  const pids: number[] = [];
  const ownerStart = pick(snapshot.ownerStart, snapshot.ownerPids, inetRows, pids);
  const others = scope === 'listening' ? [] : snapshot.others;
  const unixOwnerStart = pick(snapshot.unixOwnerStart, snapshot.ownerPids, unixRows, pids);
  const otherRows = allRows(others.length);
  const otherOwnerStart = pick(snapshot.otherOwnerStart, snapshot.ownerPids, otherRows, pids);
  return {
    ...snapshot,
    scope,
    inet: sliceInet(inet, inetRows),
    unix: sliceUnix(unix, unixRows),
    unixDoubts: scope === 'all' ? snapshot.unixDoubts : NO_UNIX_DOUBTS,
    associations: scope === 'listening' ? [] : snapshot.associations,
    others,
    ownerStart,
    unixOwnerStart,
    otherOwnerStart,
    ownerPids: Uint32Array.from(pids),
    processes: processesOf(snapshot, pids),
    likely: likelyOf(snapshot.likely, inetRows),
  };
}

function listeningRows({ inet }: Snapshot): Uint32Array {
  return allRows(inet.inode.length).filter((row) => isListening(inet, row));
}

function allRows(length: number): Uint32Array {
  return Uint32Array.from({ length }, (_, row) => row);
}

/** The starts of the rows' owners in `pids`, where they are added. */
function pick(starts: Uint32Array, all: Uint32Array, rows: Uint32Array, pids: number[]): Uint32Array {
  const picked = new Uint32Array(rows.length + 1);
  rows.forEach((row, index) => {
    picked[index] = pids.length;
    for (let i = starts[row] ?? 0; i < (starts[row + 1] ?? 0); i++) pids.push(all[i] ?? 0);
  });
  picked[rows.length] = pids.length;
  return picked;
}

/** What is likely of these rows alone. */
function likelyOf({ index, owners }: LikelyOwners, rows: Uint32Array): LikelyOwners {
  if (index.length === 0) return NO_LIKELY_OWNERS;
  const places = new Map<number, number>();
  const picked = Int32Array.from(rows, (row) => {
    const owner = index[row] ?? NONE_LIKELY;
    if (owner < 0) return owner;
    if (!places.has(owner)) places.set(owner, places.size);
    return places.get(owner) ?? NONE_LIKELY;
  });
  return { index: picked, owners: [...places.keys()].flatMap((owner) => owners[owner] ?? []) };
}

/** In the snapshot's order. */
function processesOf(snapshot: Snapshot, pids: readonly number[]): Map<number, ProcessOwner> {
  const kept = new Set(pids);
  return new Map([...snapshot.processes].filter(([pid]) => kept.has(pid)));
}
