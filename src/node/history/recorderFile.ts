/**
 * The small file beside the database whose time is the recorder's heartbeat: other windows look at it without SQLite, and
 * without a worker. There is one a network namespace; whether one may record says the database (recorderLock.ts).
 */
import { readFileSync, readlinkSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { HistoryPlace } from '../../core/model/history';
import { parseProcessStat } from '../../core/procfs/processStat';

/** A process that records, as it is known by. */
export interface RecorderProcess {
  readonly pid: number;
  /** Ticks since boot. */
  readonly startTime: number;
  /** The inode of its pid namespace: elsewhere its pid says nothing. 0 where that cannot be read. */
  readonly pidNamespace: number;
}

/** Milliseconds between two heartbeats. */
export const HEARTBEAT = 15_000;

/** After how many milliseconds without a heartbeat a recorder counts as gone. */
const STALE = 45_000;

/** This process. @throws where /proc cannot be read */
export function thisRecorder(): RecorderProcess {
  const startTime = parseProcessStat(readFileSync('/proc/self/stat'))?.startTime;
  if (startTime === undefined) throw new Error('/proc/self/stat is not as proc_pid_stat(5) has it.');
  return { pid: process.pid, startTime, pidNamespace: pidNamespace() };
}

/** Where this process is. @throws where /proc cannot be read */
export function thisPlace(): HistoryPlace {
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return { boot, namespace: inodeOf(readlinkSync('/proc/self/ns/net')) };
}

/** Whether a heartbeat is of now. One of later is none: the clock was set back since, and the next one would say so. */
export function isFresh(heartbeat: number, now: number): boolean {
  return Math.abs(now - heartbeat) <= STALE;
}

/**
 * Whether a process may still be there. What cannot be said, since its pid is of another namespace or /proc hides it, is left to
 * the heartbeat.
 */
export function mayLive(recorder: RecorderProcess): boolean {
  if (recorder.pid === 0) return false;
  if (recorder.pidNamespace !== pidNamespace()) return true;
  try {
    return isOf(recorder, readFileSync(`/proc/${recorder.pid}/stat`));
  } catch (error) {
    return !isGone(error);
  }
}

/**
 * Whether somebody records in this place: what windows ask that do not.
 * @param now milliseconds since 1970
 */
export async function isRecorded(folder: string, place: HistoryPlace, now: number): Promise<boolean> {
  const path = recorderPath(folder, place);
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    const recorder = recorderIn(text, mtimeMs, place, now);
    if (recorder === undefined) return false;
    if (recorder.pidNamespace !== pidNamespace()) return true;
    return isOf(recorder, await readFile(`/proc/${recorder.pid}/stat`));
  } catch (error) {
    return !isGone(error);
  }
}

/** The same at once: what is asked before something rare is written. */
export function isRecordedNow(folder: string, place: HistoryPlace, now: number): boolean {
  const path = recorderPath(folder, place);
  try {
    const recorder = recorderIn(readFileSync(path, 'utf8'), statSync(path).mtimeMs, place, now);
    return recorder !== undefined && mayLive(recorder);
  } catch (error) {
    return !isGone(error);
  }
}

/** Who records as the file says, if its time is of now. @throws SyntaxError where it is being written: whoever does that records */
function recorderIn(
  text: string,
  heartbeat: number,
  { boot }: HistoryPlace,
  now: number,
): RecorderProcess | undefined {
  if (!isFresh(Math.round(heartbeat), now)) return undefined;
  const recorder = JSON.parse(text) as RecorderProcess & { readonly boot: string };
  return recorder.boot === boot ? recorder : undefined;
}

/** Says that this process records. @throws where the file cannot be written */
export function writeRecorder(folder: string, place: HistoryPlace, recorder: RecorderProcess): void {
  const path = recorderPath(folder, place);
  // A file of its own in any case: what is there may be a link, or another user's.
  rmSync(path, { force: true });
  writeFileSync(path, JSON.stringify({ ...recorder, boot: place.boot }), { mode: 0o600, flag: 'wx' });
}

/** The heartbeat. @throws where the file is gone */
export function touchRecorder(folder: string, place: HistoryPlace, now: number): void {
  utimesSync(recorderPath(folder, place), now / 1000, now / 1000);
}

export function removeRecorder(folder: string, place: HistoryPlace): void {
  rmSync(recorderPath(folder, place), { force: true });
}

function recorderPath(folder: string, { namespace }: HistoryPlace): string {
  return join(folder, `recorder-${namespace}`);
}

function isOf({ pid, startTime }: RecorderProcess, bytes: Uint8Array): boolean {
  const stat = parseProcessStat(bytes);
  // A zombie has ended: only its parent does not know.
  return stat?.pid === pid && stat.startTime === startTime && stat.state !== 'Z' && stat.state !== 'X';
}

function isGone(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  // ESRCH: it ended while its file was read.
  return code === 'ENOENT' || code === 'ESRCH';
}

let namespace: number | undefined;

function pidNamespace(): number {
  try {
    namespace ??= inodeOf(readlinkSync('/proc/self/ns/pid'));
  } catch {
    namespace = 0;
  }
  return namespace;
}

/** Of a link like "pid:[4026531836]": see namespaces(7). */
function inodeOf(link: string): number {
  return Number(/\[(\d+)\]/.exec(link)?.[1] ?? 0);
}
