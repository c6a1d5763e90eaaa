import { ClockWatch } from '../../../core/history/clockWatch';
import type { NewGap } from '../../../core/history/recorder/historyRecorder';
import type { HistoryChange, HistoryWish } from '../../../core/model/history';
import type { Snapshot } from '../../../core/model/snapshot';
import type { Destroyed } from '../../../core/traffic/destroyedSockets';
import type { OpenHistory } from '../../history/openHistory';
import { HEARTBEAT } from '../../history/recorderFile';
import { Hearing, type HeardClosings, type OtherReader } from './hearing';
import type { HistoryReads, HistoryTools, Recorder } from './historyTools';
import { OwnPasses } from './ownPasses';

/** Milliseconds between two writes at least. */
const COMMIT = 1_000;

/** Changes that are written in one go, which takes some 50 ms, and milliseconds between two parts of more. */
const AT_ONCE = 1_000;
const PART = 50;

/** Milliseconds between two looks at whether too much is kept, while something is written. */
const TRIM = 60_000;

/** Milliseconds between two times that memory is given back at least, and changes that are written between them. */
const RETURN = 20_000;
const RETURN_AFTER = 1_000;

/** A time to come that has not been set. */
const NEVER = Infinity;

/** What recording is done with. */
export interface RecordingParts {
  readonly tools: HistoryTools;
  readonly reads: HistoryReads;
  readonly store: OpenHistory;
  /** Something was written. */
  written(): void;
  /** It has ended by itself: another process records now, having taken this one for dead, or it has failed. */
  ended(failure?: Error): void;
}

/**
 * Records, from its making to its end: hears what the kernel tells, takes in passes, makes its own where none come, and writes
 * what the recorder makes of it, in one go at most once a second.
 */
export class Recording {
  readonly #parts: RecordingParts;
  readonly #recorder: Recorder;
  readonly #clocks = new ClockWatch();
  readonly #passes: OwnPasses;
  readonly #hearing: Hearing;
  readonly #notices: ReturnType<HistoryTools['openNotices']>;
  #wish: HistoryWish;
  /** Times of the clock that stands still while the machine sleeps. */
  #hearAt = 0;
  #beatAt: number;
  #trimAt = 0;
  #returnAt: number;
  /** Changes that were written since then. */
  #writtenSince = RETURN_AFTER;
  #writtenAt = -COMMIT;
  #noticedAt: number;
  /** What is still to be written of what the recorder has given away. */
  #unwritten: readonly HistoryChange[] = [];
  /** When to write; never where there is no news. */
  #writeAt = NEVER;
  #cancel: (() => void) | undefined;
  #hasEnded = false;

  /** @param since when nobody recorded any more, where somebody had; milliseconds since 1970 */
  constructor(parts: RecordingParts, wish: HistoryWish, since: number | undefined) {
    const { tools, reads } = (this.#parts = parts);
    this.#wish = wish;
    const { wall, monotonic } = tools.clocks();
    this.#recorder = tools.newRecorder(wish.record, reads);
    this.#hearing = new Hearing(
      () => tools.openEars(),
      (heard) => this.#closed(heard),
      wall,
    );
    this.#notices = tools.openNotices();
    this.#noticedAt = wall;
    this.#passes = new OwnPasses({ tools, reads, recorder: this.#recorder, record: wish.record });
    this.#beatAt = monotonic + HEARTBEAT;
    // Beginning leaves much behind.
    this.#returnAt = monotonic + RETURN / 2;
    if (since !== undefined && since < wall) this.#gap({ why: 'ended', from: since, to: wall });
    if (this.#hearing.isDeaf) this.#gap({ why: 'unheard', from: wall, to: wall });
  }

  /** Does all that is due, the first pass to begin with, and goes on from there by itself. */
  start(): void {
    this.#try(() => this.#tick());
  }

  /** Goes on in another way, as far as that needs no new beginning. */
  change(wish: HistoryWish): void {
    this.#wish = wish;
    this.#trimAt = 0;
    this.#schedule();
  }

  /** Another one reads what the kernel tells of sockets that close, or does so no longer: see Hearing. */
  shareWith(other: OtherReader | undefined): void {
    this.#try(() => this.#hearing.shareWith(other, this.#parts.tools.clocks().wall));
    this.#schedule();
  }

  /** What that one has taken. */
  heard(own: Destroyed | undefined): void {
    this.#try(() => this.#hearing.heard(own, this.#parts.tools.clocks().wall));
  }

  /** A pass that somebody asked the engine for. @param isUnchanged whether the snapshot is the last one again */
  took(snapshot: Snapshot, isUnchanged: boolean): void {
    this.#try(() => {
      const { wall, monotonic } = this.#parts.tools.clocks();
      this.#hearing.wasBusy(snapshot.duration);
      this.#hear(wall, monotonic);
      this.#passes.took(snapshot, isUnchanged, monotonic);
      this.#hasNews();
    });
    this.#schedule();
  }

  /** Ends in order: what is open is not watched any more, and all of it is written. The lock stays as it is. */
  end(): void {
    this.#try(() => {
      const { wall, monotonic } = this.#parts.tools.clocks();
      this.#hear(wall, monotonic);
      this.#stop();
      this.#recorder.interrupted(wall, 'ended');
      // What is left, and what has just come to be.
      do this.#write(monotonic);
      while (this.#writeAt !== NEVER);
      this.#write(monotonic);
    });
  }

  /** Whatever fails here, the engine goes on without it. */
  #try(act: () => void): void {
    if (this.#hasEnded) return;
    try {
      act();
    } catch (error) {
      this.#stop();
      this.#parts.ended(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #stop(): void {
    this.#hasEnded = true;
    this.#cancel?.();
    this.#hearing.close();
    this.#notices?.close();
  }

  /** Does all that is due. */
  #tick(): void {
    const { tools, store } = this.#parts;
    const clocks = tools.clocks();
    const { wall, monotonic } = clocks;
    const gaps = this.#clocks.look(clocks);
    for (const gap of gaps) this.#gap(gap);
    // Others may take this one for dead by now.
    if (gaps.length > 0) this.#beatAt = monotonic;
    if (monotonic >= this.#beatAt) {
      this.#beatAt = monotonic + HEARTBEAT;
      if (!store.beat(wall)) {
        // What was not written yet is for who records now to tell.
        this.#stop();
        this.#parts.ended();
        return;
      }
    }
    // What the kernel told has its moment; a pass alone would know it less exactly.
    const isPassDue = monotonic >= this.#passes.dueAt(this.#wish.interval);
    if (isPassDue || monotonic >= this.#hearAt) this.#hear(wall, monotonic);
    const took = this.#passes.look(monotonic, this.#wish.interval);
    if (took !== undefined) {
      this.#hearing.wasBusy(took);
      this.#hasNews();
      // What came meanwhile is there before anything else may keep the thread.
      this.#hear(tools.clocks().wall, tools.clocks().monotonic);
    }
    if (monotonic >= this.#writeAt) this.#write(monotonic);
    this.#schedule();
  }

  #hear(wall: number, monotonic: number): void {
    this.#hearAt = monotonic + this.#hearing.hear(wall);
    const { notices, lost } = this.#notices?.take(wall) ?? { notices: [], lost: 0 };
    for (const notice of notices) this.#recorder.notice(notice);
    if (lost > 0) this.#gap({ why: 'lost', from: this.#noticedAt, to: wall, lost });
    if (notices.length > 0) this.#hasNews();
    this.#noticedAt = wall;
  }

  #closed({ rows, lost, wasBusy, from, to }: HeardClosings): void {
    const isCounted = lost !== undefined && !wasBusy;
    const { needsPass } = this.#recorder.destroyed(rows, isCounted ? lost : 0, from, to);
    if (!isCounted && lost !== 0)
      this.#gap({ why: wasBusy ? 'slow' : 'lost', from, to, ...(lost !== undefined && { lost }) });
    if (needsPass) this.#passes.hurry(this.#parts.tools.clocks().monotonic);
    if (rows.at.length > 0 || lost !== 0) this.#hasNews();
  }

  #gap(gap: Omit<NewGap, 'kind'>): void {
    this.#recorder.gap({ kind: 'gap', ...gap });
    this.#hasNews();
  }

  #hasNews(): void {
    if (this.#writeAt === NEVER) this.#writeAt = this.#writtenAt + COMMIT;
  }

  /** What comes in a burst is written bit by bit: meanwhile there is more to be heard. */
  #write(monotonic: number): void {
    this.#writeAt = NEVER;
    if (this.#unwritten.length === 0) this.#unwritten = this.#recorder.take();
    if (this.#unwritten.length === 0) return;
    this.#writtenAt = monotonic;
    const { store, tools } = this.#parts;
    this.#writtenSince += this.#unwritten.length;
    store.write(this.#unwritten.slice(0, AT_ONCE));
    this.#unwritten = this.#unwritten.slice(AT_ONCE);
    if (this.#unwritten.length > 0) {
      this.#writeAt = monotonic + PART;
      return;
    }
    if (monotonic >= this.#trimAt) {
      this.#trimAt = monotonic + TRIM;
      store.trim(tools.clocks().wall, this.#wish.keepHours, this.#wish.keepMegabytes);
    }
    if (monotonic >= this.#returnAt && this.#writtenSince >= RETURN_AFTER) {
      this.#returnAt = monotonic + RETURN;
      this.#writtenSince = 0;
      tools.returnMemory();
    }
    this.#parts.written();
  }

  #schedule(): void {
    if (this.#hasEnded) return;
    this.#cancel?.();
    const { tools } = this.#parts;
    const due = Math.min(this.#hearAt, this.#beatAt, this.#writeAt, this.#passes.dueAt(this.#wish.interval));
    this.#cancel = tools.after(Math.max(0, due - tools.clocks().monotonic), () => this.start());
  }
}
