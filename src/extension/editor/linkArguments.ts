import type { ListeningPort } from '../../core/ports/listeningPorts';

/** What a link says of its port: numbers and words of ours, and nothing that a process chose. */
export type LinkArguments<Action extends string = string> = readonly [
  action: Action,
  transport: string,
  port: number,
  pid: number,
  inode: number,
];

/** The arguments of a link that does something with a port. */
export function linkArguments<Action extends string>(
  action: Action,
  { transport, port, leader, sockets }: ListeningPort,
): LinkArguments<Action> {
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
