import type { ProcReader } from '../../reader';
import { folderOf, livingThread } from '../owners/threads';

/**
 * A network namespace: the inode of the tables in a process' folder, which stands for it as long as it lives, and is given
 * away at once when it has ended. Unlike the link in /proc/PID/ns, anyone may ask for it.
 * @param folder in /proc: a pid, "self", or "12/task/13"
 * @returns nothing where the process has ended or is hidden
 */
export function networkOf(reader: Pick<ProcReader, 'stat'>, folder: string | number): number | undefined {
  const stat = reader.stat(`${folder}/net/tcp`);
  return stat.status === 'ok' ? stat.value.inode : undefined;
}

/** The network namespace of a process, and the folder that tells of it: where the main thread has ended, another one's. */
export function networkOfProcess(
  reader: Pick<ProcReader, 'stat' | 'list'>,
  pid: number,
): { readonly inode: number; readonly folder: string } | undefined {
  for (const thread of [() => undefined, () => livingThread(reader, pid)]) {
    const folder = folderOf(pid, thread());
    const inode = networkOf(reader, folder);
    if (inode !== undefined) return { inode, folder };
  }
  return undefined;
}
