import { sliceInet } from '../model/inetTable';
import { type LikelyOwners, NO_LIKELY_OWNERS, NONE_LIKELY } from '../model/likelyOwner';
import type { ProcessOwner } from '../model/process';
import {
  type NamespacePart,
  NO_UNIX_DOUBTS,
  type Scope,
  type Snapshot,
  type SocketRows,
  withoutTraffic,
} from '../model/snapshot';
import { sliceUnix } from '../model/unixTable';
import { isListening } from './socketState';

/**
 * A copy of the snapshot with the sockets of a narrower scope alone, and their owners; it shares no memory with it. What is
 * counted of them is left out: it stays with the engine.
 * @param part makes the copy of another namespace's sockets
 */
export function narrow(snapshot: Snapshot, scope: Scope, part = narrowPart): Snapshot {
  const own = narrowRows(snapshot, scope);
  const { namespaces } = snapshot;
  const parts = namespaces?.parts.map((each) => part(each, scope)) ?? [];
  return {
    ...withoutTraffic(snapshot),
    scope,
    ...own,
    processes: processesOf(
      snapshot,
      [own, ...parts].map(({ ownerPids }) => ownerPids),
    ),
    ...(namespaces && { namespaces: { ...namespaces, parts } }),
  };
}

/** The same of the sockets of another namespace. */
export function narrowPart(part: NamespacePart, scope: Scope): NamespacePart {
  return { ...withoutTraffic(part), ...narrowRows(part, scope) };
}

type Narrowed = Omit<SocketRows, 'sources' | 'issues' | 'traffic'>;

function narrowRows(rows: SocketRows, scope: Scope): Narrowed {
  const { inet, unix } = rows;
  const inetRows = scope === 'listening' ? listeningRows(rows) : allRows(inet.inode.length);
  const unixRows = scope === 'all' ? allRows(unix.inode.length) : new Uint32Array(0);
  const pids: number[] = [];
  const ownerStart = pick(rows.ownerStart, rows.ownerPids, inetRows, pids);
  const others = scope === 'listening' ? [] : rows.others;
  const unixOwnerStart = pick(rows.unixOwnerStart, rows.ownerPids, unixRows, pids);
  const otherOwnerStart = pick(rows.otherOwnerStart, rows.ownerPids, allRows(others.length), pids);
  return {
    inet: sliceInet(inet, inetRows),
    unix: sliceUnix(unix, unixRows),
    unixDoubts: scope === 'all' ? rows.unixDoubts : NO_UNIX_DOUBTS,
    associations: scope === 'listening' ? [] : rows.associations,
    others,
    ownerStart,
    unixOwnerStart,
    otherOwnerStart,
    ownerPids: Uint32Array.from(pids),
    likely: likelyOf(rows.likely, inetRows),
  };
}

function listeningRows({ inet }: SocketRows): Uint32Array {
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
function processesOf(snapshot: Snapshot, pids: readonly Uint32Array[]): Map<number, ProcessOwner> {
  const kept = new Set<number>();
  for (const some of pids) for (const pid of some) kept.add(pid);
  return new Map([...snapshot.processes].filter(([pid]) => kept.has(pid)));
}
