import { type Identified, isSame, type ProcessOwner } from '../model/process';
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
 * @param ports those of one snapshot, in their order: no two of its processes have the same pid
 */
export function heldPorts(ports: readonly ListeningPort[]): HeldPorts {
  const holders = new Map<
    number,
    { owner: ProcessOwner; held: (TransportPort & { sockets: ListeningSocket[] })[] }
  >();
  for (const { transport, port, sockets } of ports) {
    for (const socket of sockets) {
      for (const owner of socket.owners) {
        const holder = holders.get(owner.pid) ?? { owner, held: [] };
        holders.set(owner.pid, holder);
        const last = holder.held.at(-1);
        if (last?.port === port && last.transport === transport) last.sockets.push(socket);
        else holder.held.push({ transport, port, sockets: [socket] });
      }
    }
  }
  return (process) => {
    const holder = holders.get(process.pid);
    return holder !== undefined && isSame(holder.owner, process) ? holder.held : [];
  };
}
