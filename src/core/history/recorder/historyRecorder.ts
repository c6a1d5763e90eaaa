import type { HistoryChange, HistoryGap, HistoryRecord } from '../../model/history';
import { DESTROYED_KINDS, type DestroyedColumns } from '../../traffic/destroyedSockets';
import { Acceptors } from './acceptors';
import { Changes } from './changes';
import { CountedGap } from './countedGap';
import { Coverage, type StillScope, TCP_CONNECTIONS } from './coverage';
import { HeardTwice } from './heardTwice';
import { KnownConnections } from './knownConnections';
import { KnownListeners } from './knownListeners';
import { type NewNotice, Notices } from './notices';
import { type Knowledge, Programs } from './programs';
import { Refusals } from './refusals';
import type { RecordedPass, TakenPass } from './takenPass';

export type { RecordedPass } from './takenPass';

/** A gap that has not got its id and place yet. */
export type NewGap = Omit<HistoryGap, 'id' | 'place'>;

/** Milliseconds by which what is told may be later than what is told next, where threads tell it. */
const IN_ORDER = 2000;

/**
 * Makes a history of what is seen of a machine's sockets: of passes, and of what the kernel tells of those that close. It has no
 * clock, and says nothing that it does not know.
 */
export class HistoryRecorder {
  readonly #record: HistoryRecord;
  readonly #changes = new Changes();
  readonly #coverage = new Coverage();
  readonly #listeners: KnownListeners;
  readonly #acceptors: Acceptors;
  /** Unless listeners alone are recorded. */
  readonly #connections: KnownConnections | undefined;
  readonly #refusals: Refusals;
  readonly #heardTwice = new HeardTwice();
  readonly #notices: Notices;
  readonly #lost: CountedGap;
  readonly #beyond: CountedGap;
  #sequence = 0;
  #isHearing = false;
  /** The latest time that was told. */
  #now = Number.NEGATIVE_INFINITY;
  /** When the last pass began. */
  #passed = Number.NEGATIVE_INFINITY;

  constructor(record: HistoryRecord, knowledge: Knowledge) {
    this.#record = record;
    const programs = new Programs(knowledge);
    const changes = this.#changes;
    this.#listeners = new KnownListeners(changes, programs);
    this.#acceptors = new Acceptors(this.#listeners);
    if (record === 'connections')
      this.#connections = new KnownConnections(changes, programs, this.#acceptors);
    this.#refusals = new Refusals(changes, this.#acceptors);
    this.#notices = new Notices(changes);
    this.#lost = new CountedGap(changes, 'lost', (a, b) => a + b);
    this.#beyond = new CountedGap(changes, 'slow', Math.max);
  }

  /** Whether another pass would say more of something that is known by half: one within the usual interval will do. */
  get isWaiting(): boolean {
    return this.#listeners.isWaiting || this.#connections?.isWaiting === true;
  }

  /** Takes a pass over the own network namespace. What it did not read, or could not, it says nothing of. */
  pass({ takenAt, scope, snapshot, cookies }: RecordedPass): void {
    if (this.#record === 'off') return;
    const end = takenAt + Math.ceil(snapshot.duration);
    this.#clock(takenAt, end);
    const coverage = this.#coverage;
    coverage.begin(scope, snapshot);
    const pass: TakenPass = {
      inet: snapshot.inet,
      snapshot,
      cookies: cookies ?? snapshot.traffic?.cookie ?? snapshot.inet.cookie,
      sequence: ++this.#sequence,
      start: takenAt,
      end,
      coverage,
      isHearing: this.#isHearing,
    };
    this.#listeners.pass(pass);
    this.#connections?.pass(pass);
    const beyond: number = this.#listeners.beyond + (this.#connections?.beyond ?? 0);
    if (beyond > 0)
      this.#beyond.add(this.#passed === Number.NEGATIVE_INFINITY ? takenAt : this.#passed, end, beyond);
    else this.#beyond.end();
    if (this.#connections === undefined) this.#listeners.forgetNews(end);
    else if (TCP_CONNECTIONS.every((part) => coverage.has(part))) this.#acceptors.passed(takenAt, end);
    coverage.end(takenAt);
    this.#passed = takenAt;
  }

  /** All that a pass of this scope reads was as in the last one at that time: what comes to be or ends does so later. */
  still(takenAt: number, scope: StillScope): void {
    this.#coverage.still(takenAt, scope);
    this.#listeners.still(takenAt, scope);
    this.#passed = takenAt;
    // Who accepted what was told of meanwhile a pass alone can say, which looked for owners.
    if (scope !== 'listening' && scope !== 'unix') this.#connections?.still(takenAt);
  }

  /**
   * Takes what the kernel told of sockets of TCP that were destroyed. It is to be called each time that somebody listened, with
   * no rows, too: what was not told until then will not be told.
   * @param lost messages that could not be delivered
   * @param from when it was listened to before, and `to`, when it was now; in milliseconds since 1970
   * @returns whether a pass is wanted at once: a listener ended. After losses the next one tells, in its time
   */
  destroyed(rows: DestroyedColumns, lost: number, from: number, to: number): { readonly needsPass: boolean } {
    if (this.#record === 'off') return { needsPass: false };
    this.#clock(from, to);
    this.#isHearing = true;
    this.#acceptors.heard(from);
    let needsPass = false;
    if (lost > 0) this.#missed(from, to, lost);
    for (let at = 0; at < rows.at.length; at++) {
      const kind = rows.kind[at];
      if (this.#heardTwice.note(rows.cookie[at] ?? 0, to)) continue;
      if (kind === DESTROYED_KINDS.listenerOrBound) {
        if (this.#listeners.told(rows, at)) needsPass = true;
      } else if (this.#connections !== undefined) {
        if (kind === DESTROYED_KINDS.connection) this.#connections.told(rows, at, from);
        else this.#refusals.told(rows, at);
      }
    }
    this.#connections?.heard(to);
    this.#refusals.flush();
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
    this.#acceptors.lost(gap.why === 'unheard' ? Number.POSITIVE_INFINITY : gap.to);
    this.#changes.add(gap);
  }

  /** Nobody watches from then on: what is open may end unseen. The next pass is as a first one. The gap is told by who ends it. */
  interrupted(at: number, _why: HistoryGap['why']): void {
    this.#connections?.interrupted(at);
    this.#listeners.interrupted(at);
    this.#coverage.forget();
    this.#acceptors.forget();
    this.#isHearing = false;
    this.#passed = Number.NEGATIVE_INFINITY;
  }

  /** What is to be written since the last call. */
  take(): readonly HistoryChange[] {
    this.#notices.flush();
    this.#lost.end();
    return this.#changes.take();
  }

  /** Words were lost. Of listeners nothing is missed for that: passes tell of their ends, if less exactly. */
  #missed(from: number, to: number, lost: number): void {
    this.#listeners.lost();
    this.#acceptors.lost(to);
    if (this.#connections === undefined) return;
    this.#lost.add(from, to, lost);
  }

  /** Where the clock was set back, times say nothing of the order of what is known. */
  #clock(from: number, to: number): void {
    if (to < from || to < this.#now - IN_ORDER) {
      this.#acceptors.forget();
      this.#connections?.forgetTimes(from);
    }
    this.#now = to;
  }
}
