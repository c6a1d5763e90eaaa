import { type ProcessStat, parseProcessStat } from '../../../core/procfs/processStat';
import type { ProcReader, ReadResult } from '../../reader';

/** The pids that /proc names, ascending. */
export function listPids(reader: ProcReader): ReadResult<Uint32Array> {
  const list = reader.list('.');
  if (list.status !== 'ok') return list;
  const pids = new Uint32Array(list.value.length);
  let count = 0;
  for (const name of list.value) {
    const first = name.charCodeAt(0);
    if (first < 0x31 || first > 0x39) continue;
    const pid = Number(name);
    if (Number.isInteger(pid)) pids[count++] = pid;
  }
  return { status: 'ok', value: pids.subarray(0, count).sort() };
}

/** Identity and state of a process as they are now, or nothing where it is gone; its name lies in the reader's buffer. */
export function readProcessStat(reader: ProcReader, pid: number): ProcessStat | undefined {
  const file = reader.readOnce(`${pid}/stat`);
  return file.status === 'ok' ? parseProcessStat(file.value) : undefined;
}
