import { type Identified, processKey } from '../model/process';
import { groupBy } from '../query/groupBy';
import type { ListeningPort, ListeningSocket, TransportPort } from './listeningPorts';

/** A port that a process waits on, with those of its sockets that the process holds. */
export interface HeldPort extends TransportPort {
  readonly sockets: readonly ListeningSocket[];
}

/** Finds the ports that a process waits on, in the order of the list; none where it waits on none. */
export type HeldPorts = (process: Identified) => readonly HeldPort[];

/**
 * All ports by the processes that hold them. It takes time in proportion to sockets and their owners together, however
 * many processes are asked about afterwards.
 */
export function heldPorts(ports: readonly ListeningPort[]): HeldPorts {
  const holdings = ports.flatMap(({ transport, port, sockets }) => {
    const pairs = sockets.flatMap((socket) =>
      socket.owners.map((owner) => [processKey(owner), socket] as const),
    );
    return [...groupBy(pairs, ([key]) => key)].map(([key, own]) => {
      return { key, held: { transport, port, sockets: own.map(([, socket]) => socket) } };
    });
  });
  const byProcess = groupBy(holdings, ({ key }) => key);
  return (process) => byProcess.get(processKey(process))?.map(({ held }) => held) ?? [];
}
