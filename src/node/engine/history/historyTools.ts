import type { Clocks } from '../../../core/history/clockWatch';
import type { HistorySource } from '../../../core/history/historyStore';
import type { HistoryRecorder } from '../../../core/history/recorder/historyRecorder';
import type { Knowledge } from '../../../core/history/recorder/programs';
import type { HistoryRecord, HistoryStatus } from '../../../core/model/history';
import type { Listeners } from '../../../core/model/listeners';
import type { Scope, Snapshot } from '../../../core/model/snapshot';
import type { OpenHistory } from '../../history/openHistory';
import type { Ear } from './hearing';
import type { NoticeSocket } from './noticeSocket';

/** What makes entries of what happens. */
export type Recorder = Pick<
  HistoryRecorder,
  'isWaiting' | 'pass' | 'still' | 'destroyed' | 'notice' | 'gap' | 'interrupted' | 'take'
>;

/** What the engine reads for the history, and knows. */
export interface HistoryReads extends Knowledge {
  /** Who waits on ports, from the tables alone. */
  listeners(): Listeners;
  /** A pass of the engine's own: see Scanner.scanAside. */
  pass(scope: Scope): Snapshot;
}

/** The machine as the history needs it. */
export interface HistoryTools {
  /** The calling process. */
  readonly pid: number;
  /** Opens what is written to; in memory where it cannot be a file. */
  openStore(): OpenHistory;
  /** Opens what is there already for questions alone; nothing where nothing is. It makes no files. */
  openSource(): (HistorySource & { close(): void }) | undefined;
  /** Whether some process records here at this moment. */
  isRecorded(): boolean;
  newRecorder(record: HistoryRecord, knowledge: Knowledge): Recorder;
  /** Makes sockets that are told of TCP sockets that close; none where the kernel does not tell. */
  openEars(): readonly Ear[];
  openNotices(): Pick<NoticeSocket, 'take' | 'close'> | undefined;
  /** Whether the kernel's counters of sockets are as they were when this was asked last. */
  areSocketsStill(): boolean;
  /** Inodes of the UNIX sockets that accept connections, as the kernel lists them; undefined where it does not. */
  unixListeners(): readonly number[] | undefined;
  clocks(): Clocks;
  /** Does something once after so many milliseconds. @returns what keeps it from that */
  after(milliseconds: number, act: () => void): () => void;
  /** Gives memory back that is free and was kept for later. */
  returnMemory(): void;
  /** Something was written, or who records has changed. */
  tell(status: HistoryStatus): void;
  log(line: string): void;
}
