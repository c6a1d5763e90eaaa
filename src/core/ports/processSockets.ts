import { type InetSocket, inetSocketAt } from '../model/inetTable';
import type { ProcessOwner } from '../model/process';
import type { Snapshot } from '../model/snapshot';
import { isListening } from '../query/socketState';

/** What a process holds. */
export interface ProcessSockets {
  readonly process: ProcessOwner;
  /** How many Internet sockets wait for others. */
  readonly listening: number;
  /** Its other Internet sockets. */
  readonly others: readonly InetSocket[];
  /** How many UNIX sockets. */
  readonly unix: number;
}

/** The sockets of a process, or nothing where it holds none of the snapshot's: it may have ended. */
export function socketsOf(snapshot: Snapshot, pid: number): ProcessSockets | undefined {
  const process = snapshot.processes.get(pid);
  if (process === undefined) return undefined;
  const { inet, ownerStart, unixOwnerStart, ownerPids } = snapshot;
  const rows = rowsOf(ownerStart, ownerPids, pid);
  const unix = rowsOf(unixOwnerStart, ownerPids, pid).length;
  if (rows.length + unix === 0) return undefined;
  const others = rows.filter((row) => !isListening(inet, row)).map((row) => inetSocketAt(inet, row));
  return { process, listening: rows.length - others.length, others, unix };
}

function rowsOf(starts: Uint32Array, pids: Uint32Array, pid: number): number[] {
  const rows: number[] = [];
  for (let row = 0; row + 1 < starts.length; row++) {
    const end = starts[row + 1] ?? 0;
    let at = starts[row] ?? 0;
    while (at < end && pids[at] !== pid) at++;
    if (at < end) rows.push(row);
  }
  return rows;
}
