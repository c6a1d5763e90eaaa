import type { ProcReader } from '../../reader';

/**
 * The network namespace of a process: the inode of its tables, which stands for it as long as the namespace lives, and is
 * given away at once when it has ended. Unlike the link in /proc/PID/ns, anyone may ask for it.
 * @param process a pid, or "self"
 * @returns nothing where the process has ended or is hidden
 */
export function networkOf(reader: Pick<ProcReader, 'stat'>, process: number | 'self'): number | undefined {
  const stat = reader.stat(`${process}/net/tcp`);
  return stat.status === 'ok' ? stat.value.inode : undefined;
}
