import type { HistoryPlace } from '../../core/model/history';
import { ENDINGS } from './codes';
import {
  isFresh,
  mayLive,
  type RecorderProcess,
  removeRecorder,
  touchRecorder,
  writeRecorder,
} from './recorderFile';
import type { Database, SqlRow, Statement } from './sqlite';

/** What became of asking to record. */
export type Taking =
  /** `until`: when the recorder before this one ended, or was last heard of; absent where there was none. */
  | { readonly isTaken: true; readonly until?: number }
  /** `pid`: who records; absent where that could not be asked right now. */
  | { readonly isTaken: false; readonly pid?: number };

/**
 * Who records: one process a boot and network namespace. It is a row, written in a transaction of its own: nothing is locked any
 * longer than that takes, and who died holds nothing.
 */
export class RecorderLock {
  readonly #database: Database;
  readonly #folder: string;
  readonly #place: HistoryPlace;
  readonly #recorder: RecorderProcess;
  readonly #find: Statement;
  /** The id of the place, while this process records there. */
  #taken: number | undefined;

  constructor(database: Database, folder: string, place: HistoryPlace, recorder: RecorderProcess) {
    this.#database = database;
    this.#folder = folder;
    this.#place = place;
    this.#recorder = recorder;
    this.#find = database.prepare('SELECT * FROM recorders WHERE place = ?');
  }

  /** Within a transaction. @param placeId of the place that is meant */
  take(placeId: number, now: number): Taking {
    const before = this.#find.get(placeId);
    if (before && !this.#isOurs(before) && isAlive(before, now))
      return { isTaken: false, pid: Number(before['pid']) };
    this.#endOpen(placeId, now);
    const { pid, startTime, pidNamespace } = this.#recorder;
    this.#database
      .prepare('INSERT OR REPLACE INTO recorders VALUES (?, ?, ?, ?, ?)')
      .run(placeId, pid, startTime, pidNamespace, now);
    this.#taken = placeId;
    writeRecorder(this.#folder, this.#place, this.#recorder);
    touchRecorder(this.#folder, this.#place, now);
    return { isTaken: true, ...(before && { until: Number(before['at']) }) };
  }

  /**
   * Whether another process records, though this one did: it was held up so long that it counted as gone. To be asked within the
   * transaction that writes, so that nothing is recorded twice.
   */
  isLost(): boolean {
    if (this.#taken === undefined) return false;
    const row = this.#find.get(this.#taken);
    return !row || !this.#isOurs(row);
  }

  /** The heartbeat. @returns whether this process still records */
  beat(now: number): boolean {
    if (this.#taken === undefined) return false;
    const { pid, startTime, pidNamespace } = this.#recorder;
    const { changes } = this.#database
      .prepare(
        'UPDATE recorders SET at = ? WHERE place = ? AND pid = ? AND start_time = ? AND pid_namespace = ?',
      )
      .run(now, this.#taken, pid, startTime, pidNamespace);
    if (changes === 0) this.#taken = undefined;
    else touchRecorder(this.#folder, this.#place, now);
    return changes !== 0;
  }

  /** Hands over to whoever comes. */
  release(now: number): void {
    if (this.#taken === undefined || !this.beat(now)) return;
    this.#database.prepare('UPDATE recorders SET pid = 0 WHERE place = ?').run(this.#taken);
    this.#taken = undefined;
    removeRecorder(this.#folder, this.#place);
  }

  #isOurs(row: SqlRow): boolean {
    const { pid, startTime, pidNamespace } = this.#recorder;
    // Another thread of this process was it, and has ended.
    return row['pid'] === pid && row['start_time'] === startTime && row['pid_namespace'] === pidNamespace;
  }

  /** Ends what recorders that are gone left open, here and in places that are no more, when each was last heard of. */
  #endOpen(placeId: number, now: number): void {
    const places = this.#database.prepare(
      'SELECT DISTINCT place FROM listeners WHERE ending IS NULL UNION SELECT DISTINCT place FROM connections WHERE ending IS NULL',
    );
    const find = this.#database.prepare(
      'SELECT recorders.*, boot FROM recorders JOIN places ON id = place WHERE place = ?',
    );
    for (const { place } of places.all()) {
      const row = find.get(place ?? null);
      const lives = row?.['boot'] === this.#place.boot && isAlive(row, now);
      if (place !== placeId && lives) continue;
      for (const table of ['listeners', 'connections']) {
        // What began later, by a clock that was set back, ends when it began.
        this.#database
          .prepare(
            `UPDATE ${table} SET ending = ${ENDINGS.indexOf('unwatched')}, closed_within = 0, lasted = lasted + max(at, ?1) - at,
             at = max(at, ?1) WHERE ending IS NULL AND place = ?2`,
          )
          .run(row ? Number(row['at']) : 0, place ?? null);
      }
    }
  }
}

function isAlive(row: SqlRow, now: number): boolean {
  const recorder = {
    pid: Number(row['pid']),
    startTime: Number(row['start_time']),
    pidNamespace: Number(row['pid_namespace']),
  };
  return isFresh(Number(row['at']), now) && mayLive(recorder);
}
