import type { Clocks } from '../../../core/history/clockWatch';
import type { HistorySource, HistoryStore } from '../../../core/history/historyStore';
import type { ContainerFacts } from '../../../core/model/container';
import type {
  HistoryChange,
  HistoryProgram,
  HistoryRecord,
  HistoryStatus,
  NewHistoryEntry,
} from '../../../core/model/history';
import type { Listeners } from '../../../core/model/listeners';
import type { ProcessOwner } from '../../../core/model/process';
import type { Scope, Snapshot } from '../../../core/model/snapshot';
import type { NewNotice } from '../../../core/netlink/networkNotices';
import type { DestroyedColumns } from '../../../core/traffic/destroyedSockets';
import type { Ear } from './hearing';
import type { NoticeSocket } from './noticeSocket';

/** Decides which of all processes records what happens in a network namespace. */
export interface RecorderLock {
  /**
   * Records from now on, unless another process does.
   * @returns whether it does; and since when nobody did, where somebody had: its end, or its last sign of life
   */
  take(now: number): { readonly isOurs: boolean; readonly since?: number };
  /** A sign of life. @returns whether it still is this process that records */
  beat(now: number): boolean;
  /** Records no more: the next one may. */
  release(now: number): void;
}

/** A history that is written to, and who records it. */
export interface RecordedStore extends HistoryStore {
  readonly lock: RecorderLock;
}

export type NewGap = Extract<NewHistoryEntry, { readonly kind: 'gap' }>;

/** What the recorder knows of processes beside what a snapshot has. */
export interface RecorderFacts {
  containers(): readonly ContainerFacts[];
  originOf(owner: ProcessOwner): HistoryProgram['origin'];
}

/** A pass, as it is recorded. */
export interface RecordedPass {
  /** Milliseconds since 1970. */
  readonly takenAt: number;
  readonly scope: Scope;
  readonly snapshot: Snapshot;
  /** The kernel's numbers of the sockets of `snapshot.inet`, 0 where they are not known. */
  readonly cookies?: Float64Array;
}

/** What makes entries of what happens. */
export interface Recorder {
  pass(pass: RecordedPass): void;
  /** All that such a pass reads is as it was in the last one. */
  still(takenAt: number, scope: Scope): void;
  /** What the kernel told of sockets that closed, with how many messages were lost, between two moments. */
  destroyed(
    rows: DestroyedColumns,
    lost: number,
    from: number,
    to: number,
  ): {
    /** Whether a listener is gone: who has its port now is to be looked for at once. */
    readonly needsPass: boolean;
  };
  notice(notice: NewNotice): void;
  gap(gap: NewGap): void;
  /** What is open is not watched from now on. */
  interrupted(at: number): void;
  /** What is to be written since this was asked last. */
  take(): readonly HistoryChange[];
}

/** What the engine reads for the history, and knows. */
export interface HistoryReads extends RecorderFacts {
  /** Who waits on ports, from the tables alone. */
  listeners(): Listeners;
  /** A pass of the engine's own: see Scanner.scanAside. */
  pass(scope: Scope): Snapshot;
}

/** The machine as the history needs it. */
export interface HistoryTools {
  /** Opens what is written to; in memory where it cannot be a file. */
  openStore(): RecordedStore;
  /** Opens what is there already for questions alone; nothing where nothing is. It makes no files. */
  openSource(): (HistorySource & { close(): void }) | undefined;
  newRecorder(record: HistoryRecord, facts: RecorderFacts): Recorder;
  /** Makes sockets that are told of TCP sockets that close; none where the kernel does not tell. */
  openEars(): readonly Ear[];
  openNotices(): Pick<NoticeSocket, 'take' | 'close'> | undefined;
  /** Whether the kernel's counters of sockets are as they were when this was asked last. */
  areSocketsStill(): boolean;
  clocks(): Clocks;
  /** Does something once after so many milliseconds. @returns what keeps it from that */
  after(milliseconds: number, act: () => void): () => void;
  /** Something was written, or who records has changed. */
  tell(status: HistoryStatus): void;
  log(line: string): void;
}
