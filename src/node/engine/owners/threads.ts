import type { ProcReader } from '../../reader';

/** Where /proc tells of a process, or of one of its threads where one is named: "12", "12/task/13". */
export function folderOf(pid: number, thread: number | undefined): string {
  return thread === undefined ? `${pid}` : `${pid}/task/${thread}`;
}

/**
 * A thread of a process whose main thread has ended: its files, command line and working directory are those of the
 * process, which /proc/PID itself no longer tells (fs/proc/base.c asks the main thread, whose exit let go of them).
 * Nothing where all have ended meanwhile.
 */
export function livingThread(reader: Pick<ProcReader, 'list'>, pid: number): number | undefined {
  const list = reader.list(`${pid}/task`);
  if (list.status !== 'ok') return undefined;
  // Threads other than the main one vanish as they end.
  return list.value.map(Number).find((thread) => thread !== pid && Number.isInteger(thread));
}
