import type { ListeningPort } from './listeningPorts';

/** What became of the rows between two lists. */
export interface PortsDiff {
  readonly appeared: readonly ListeningPort[];
  readonly vanished: readonly ListeningPort[];
  /** Rows of the second list that say something else than in the first. */
  readonly changed: readonly ListeningPort[];
}

/** Compares two lists of ports by what a row shows; queues, which change all the time, are left out. */
export function diffPorts(before: readonly ListeningPort[], after: readonly ListeningPort[]): PortsDiff {
  const old = new Map(before.map((port) => [port.id, port]));
  const kept = new Set(after.map(({ id }) => id));
  const appeared: ListeningPort[] = [];
  const changed: ListeningPort[] = [];
  for (const port of after) {
    const previous = old.get(port.id);
    if (previous === undefined) appeared.push(port);
    else if (signature(previous) !== signature(port)) changed.push(port);
  }
  return { appeared, changed, vanished: before.filter(({ id }) => !kept.has(id)) };
}

function signature(port: ListeningPort): string {
  return JSON.stringify([
    port.sockets.map(({ id, owners, reasons }) => [id, owners.map(({ pid }) => pid), reasons]),
    port.owners.map(({ pid, startTime, parentPid, commandLine }) => [pid, startTime, parentPid, commandLine]),
  ]);
}
