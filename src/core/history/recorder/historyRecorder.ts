import type { HistoryChange, HistoryGap, HistoryRecord } from '../../model/history';
import type { Scope } from '../../model/snapshot';
import { DESTROYED_KINDS, type DestroyedColumns } from '../../traffic/destroyedSockets';
import { Changes } from './changes';
import { Coverage } from './coverage';
import { KnownListeners } from './knownListeners';
import { type NewNotice, Notices } from './notices';
import { type Knowledge, Programs } from './programs';
import type { RecordedPass, TakenPass } from './takenPass';

export type { RecordedPass } from './takenPass';

/** A gap that has not got its id and place yet. */
export type NewGap = Omit<HistoryGap, 'id' | 'place'>;

/**
 * Makes a history of what is seen of a machine's sockets: of passes, and of what the kernel tells of those that close. It has no
 * clock, and says nothing that it does not know.
 */
export class HistoryRecorder {
  readonly #record: HistoryRecord;
  readonly #changes = new Changes();
  readonly #coverage = new Coverage();
  readonly #listeners: KnownListeners;
  readonly #notices: Notices;
  #sequence = 0;
  #isHearing = false;

  constructor(record: HistoryRecord, knowledge: Knowledge) {
    this.#record = record;
    this.#listeners = new KnownListeners(this.#changes, new Programs(knowledge));
    this.#notices = new Notices(this.#changes);
  }

  /** Whether another pass would say more of something that is known by half: one within the usual interval will do. */
  get isWaiting(): boolean {
    return this.#listeners.isWaiting;
  }

  /** Takes a pass over the own network namespace. What it did not read, or could not, it says nothing of. */
  pass({ takenAt, scope, snapshot, cookies }: RecordedPass): void {
    if (this.#record === 'off') return;
    const coverage = this.#coverage;
    coverage.begin(scope, snapshot);
    const pass: TakenPass = {
      inet: snapshot.inet,
      snapshot,
      cookies: cookies ?? snapshot.traffic?.cookie,
      sequence: ++this.#sequence,
      start: takenAt,
      end: takenAt + Math.ceil(snapshot.duration),
      coverage,
      isHearing: this.#isHearing,
    };
    this.#listeners.pass(pass);
    coverage.end(takenAt);
  }

  /** All that a pass of this scope reads was as in the last one at that time: what comes to be or ends does so later. */
  still(takenAt: number, scope: Scope): void {
    this.#coverage.still(takenAt, scope);
    this.#listeners.still(takenAt, scope);
  }

  /**
   * Takes what the kernel told of sockets of TCP that were destroyed. It is to be called each time that somebody listened, with
   * no rows, too: what was not told until then will not be told.
   * @param lost messages that could not be delivered
   * @param from when it was listened to before, and `to`, when it was now; in milliseconds since 1970
   * @returns whether a pass is wanted at once
   */
  destroyed(
    rows: DestroyedColumns,
    lost: number,
    _from: number,
    _to: number,
  ): { readonly needsPass: boolean } {
    if (this.#record === 'off') return { needsPass: false };
    this.#isHearing = true;
    let needsPass = false;
    for (let at = 0; at < rows.at.length; at++) {
      if (rows.kind[at] === DESTROYED_KINDS.listenerOrBound && this.#listeners.told(rows, at))
        needsPass = true;
    }
    if (lost > 0) {
      this.#listeners.lost();
      needsPass = true;
    }
    return { needsPass };
  }

  notice(notice: NewNotice): void {
    if (this.#record !== 'off') this.#notices.add(notice);
  }

  /** Nobody knows all that happened meanwhile. What passes still see goes on. */
  gap(gap: NewGap): void {
    if (this.#record === 'off') return;
    if (gap.why === 'unheard') this.#isHearing = false;
    this.#listeners.lost();
    this.#changes.add(gap);
  }

  /** Nobody watches from then on: what is open may end unseen. The next pass is as a first one. The gap is told by who ends it. */
  interrupted(at: number, _why: HistoryGap['why']): void {
    this.#listeners.interrupted(at);
    this.#notices.flush();
    this.#coverage.forget();
    this.#isHearing = false;
  }

  /** What is to be written since the last call. */
  take(): readonly HistoryChange[] {
    this.#notices.flush();
    return this.#changes.take();
  }
}
