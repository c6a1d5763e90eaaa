import { latin1 } from './scan';

/**
 * The users of a process, from /proc/PID/status (proc_pid_status(5)): real, effective, saved and that of file accesses,
 * which sockets belong to that it makes. Nothing where there is no such line.
 */
export function parseUsers(bytes: Uint8Array): number[] | undefined {
  const [, users] = /^Uid:((?:\t\d+)+)$/m.exec(latin1(bytes, 0, bytes.length)) ?? [];
  return users?.trim().split('\t').map(Number);
}
