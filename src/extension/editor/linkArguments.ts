import type { ListeningPort } from '../../core/ports/listeningPorts';
import type { Action } from '../find/findActions';

/** What a link says of its port: numbers and words of ours, and nothing that a process chose. */
export type LinkArguments = readonly [
  action: Action['id'],
  transport: string,
  port: number,
  pid: number,
  inode: number,
];

/** The arguments of a link that does something with a port. */
export function linkArguments(
  action: Action['id'],
  { transport, port, leader, sockets }: ListeningPort,
): LinkArguments {
  return [action, transport, port, leader?.pid ?? 0, sockets[0]?.socket.inode ?? 0];
}

/** The row that a link means: that of its process, or where none was known, that of its socket. */
export function linkedPort(
  rows: readonly ListeningPort[],
  [, transport, , pid, inode]: readonly unknown[],
): ListeningPort | undefined {
  return rows.find(({ transport: own, leader, sockets }) => {
    if (own !== transport || (leader?.pid ?? 0) !== pid) return false;
    return leader !== undefined || sockets.some(({ socket }) => socket.inode === inode);
  });
}
