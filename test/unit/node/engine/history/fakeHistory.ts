import type { StillScope } from '../../../../../src/core/history/recorder/coverage';
import type { RecordedPass } from '../../../../../src/core/history/recorder/historyRecorder';
import type { HistoryChange, HistoryStatus, NewHistoryEntry } from '../../../../../src/core/model/history';
import type { Scope, Snapshot } from '../../../../../src/core/model/snapshot';
import { type DestroyedColumns, DestroyedTable } from '../../../../../src/core/traffic/destroyedSockets';
import type { Ear } from '../../../../../src/node/engine/history/hearing';
import type { HeardNotices } from '../../../../../src/node/engine/history/noticeSocket';
import type {
  HistoryReads,
  HistoryTools,
  Recorder,
} from '../../../../../src/node/engine/history/historyTools';
import type { OpenHistory } from '../../../../../src/node/history/openHistory';
import { UnixTable } from '../../../../../src/core/model/unixTable';
import { type MadeSocket, snapshot } from '../../../snapshots';

export const START = 1_700_000_000_000;

/** Rows of sockets that closed, by their cookies. */
export function closings(...cookies: readonly number[]): DestroyedColumns {
  const table = new DestroyedTable();
  for (const cookie of cookies) table.columns.cookie[table.add()] = cookie;
  return table.take();
}

/** UNIX sockets that accept connections, by their inodes. */
function listening(inodes: readonly number[]): Snapshot['unix'] {
  const table = new UnixTable();
  for (const inode of inodes) {
    const row = table.add();
    table.columns.inode[row] = inode;
    table.columns.state[row] = 1;
    table.columns.flags[row] = 0x10000;
  }
  return table.take();
}

/** A socket that is told what a test says. */
export class FakeEar implements Ear {
  readonly capacity: number;
  told: DestroyedColumns[] = [];
  lost = 0;
  isOpen = true;

  constructor(capacity = 332) {
    this.capacity = capacity;
  }

  drain(): number {
    return this.told.reduce((sum, { at }) => sum + at.length, 0);
  }

  take(): { rows: DestroyedColumns; lost: number } | undefined {
    const { told, lost } = this;
    const cookies = told.flatMap(({ cookie }) => [...cookie]);
    this.told = [];
    this.lost = 0;
    return cookies.length === 0 && lost === 0 ? undefined : { rows: closings(...cookies), lost };
  }

  close(): void {
    this.isOpen = false;
  }
}

/** A recorder that notes what it was told, line by line, and has a change to write for each. */
export class FakeRecorder implements Recorder {
  readonly lines: string[];
  needsPass = false;
  isWaiting = false;
  /** Changes beside those that lines are made for. */
  more = 0;
  #changes: HistoryChange[] = [];

  constructor(lines: string[]) {
    this.lines = lines;
  }

  pass({ scope, snapshot: { inet } }: RecordedPass): void {
    this.#note(`pass ${scope} ${[...inet.localPort].join(' ')}`.trim());
  }

  still(_takenAt: number, scope: StillScope): void {
    this.lines.push(`still ${scope}`);
  }

  destroyed(rows: DestroyedColumns, lost: number): { readonly needsPass: boolean } {
    if (rows.at.length === 0 && lost === 0) return { needsPass: false };
    this.#note(`closed ${[...rows.cookie].join(' ')}${lost > 0 ? `, lost ${lost}` : ''}`);
    return { needsPass: this.needsPass };
  }

  notice({ subject, change }: { readonly subject: string; readonly change: string }): void {
    this.#note(`${subject} ${change}`);
  }

  gap({ why, from, to, lost }: { why: string; from: number; to: number; lost?: number }): void {
    this.#note(`gap ${why} ${from - START}..${to - START}${lost === undefined ? '' : ` ${lost}`}`);
  }

  interrupted(at: number): void {
    this.#note(`interrupted ${at - START}`);
  }

  take(): readonly HistoryChange[] {
    const entry = { kind: 'gap', why: 'lost', from: 0, to: 0 } as const satisfies NewHistoryEntry;
    const more = Array.from({ length: this.more }, () => ({ kind: 'add', entry }) as const);
    const taken = [...this.#changes, ...more];
    this.#changes = [];
    this.more = 0;
    return taken;
  }

  #note(line: string): void {
    this.lines.push(line);
    const entry = { kind: 'gap', why: 'lost', from: 0, to: 0 } as const satisfies NewHistoryEntry;
    this.#changes.push({ kind: 'add', entry });
  }
}

/** A machine on which time passes when a test says so. All that happens to the history is a line. */
export class FakeMachine implements HistoryTools, HistoryReads {
  readonly pid = 4000;
  readonly lines: string[] = [];
  /** Clocks beside the wall clock's start. */
  now = 0;
  slept = 0;
  set = 0;
  sockets: MadeSocket[] = [{ local: ['127.0.0.1', 3000], inode: 7 }];
  areStill = true;
  /** Of another process that records. */
  isTaken = false;
  since: number | undefined;
  /** Inodes of UNIX listeners, where that is told. */
  unix: number[] | undefined;
  isRecordedBySomebody = true;
  /** How often memory was given back. */
  returned = 0;
  isDeaf = false;
  /** Whether its sign of life is believed. */
  beats = true;
  readonly ears: FakeEar[] = [];
  notices: HeardNotices = { notices: [], lost: 0 };
  readonly statuses: HistoryStatus[] = [];
  recorder: FakeRecorder | undefined;
  /** Milliseconds that a pass takes. */
  passTakes = 0;
  duringPass: () => void = () => undefined;
  written: HistoryChange[] = [];
  #timer: { at: number; act: () => void } | undefined;
  #revision = 0;

  /** Lets so much time pass, and does what is due. */
  async wait(milliseconds: number): Promise<void> {
    const end = this.now + milliseconds;
    while (this.#timer !== undefined && this.#timer.at <= end) {
      const { at, act } = this.#timer;
      this.#timer = undefined;
      this.now = Math.max(this.now, at);
      act();
    }
    this.now = end;
  }

  get isIdle(): boolean {
    return this.#timer === undefined;
  }

  /** What happened since this was asked last. */
  told(): string[] {
    return this.lines.splice(0);
  }

  snapshot(): Snapshot {
    return { ...snapshot(this.sockets), unix: listening(this.unix ?? []), takenAt: START + this.now };
  }

  openStore(): OpenHistory {
    this.lines.push('open');
    return {
      takeRecording: () => {
        this.lines.push(this.isTaken ? 'taken by another' : 'lock');
        if (this.isTaken) return { isTaken: false };
        return { isTaken: true, ...(this.since !== undefined && { until: this.since }) };
      },
      beat: () => {
        this.lines.push('beat');
        return this.beats;
      },
      endRecording: () => this.lines.push('release'),
      entries: () => ({ entries: [] }),
      standing: () => [],
      status: () => ({
        folder: '/history',
        bytes: 1,
        entries: this.written.length,
        revision: this.#revision,
      }),
      write: (changes) => {
        this.#revision++;
        this.written.push(...changes);
        this.lines.push(`write ${changes.length}`);
      },
      trim: () => this.lines.push('trim'),
      clear: () => this.lines.push('clear'),
      close: () => this.lines.push('close'),
    };
  }

  readonly openSource = (): undefined => undefined;

  isRecorded(): boolean {
    return this.isRecordedBySomebody;
  }

  newRecorder(): FakeRecorder {
    this.recorder = new FakeRecorder(this.lines);
    return this.recorder;
  }

  openEars(): readonly FakeEar[] {
    if (this.isDeaf) return [];
    const ear = new FakeEar();
    this.ears.push(ear);
    return [ear];
  }

  openNotices(): { take(): HeardNotices; close(): void } {
    return {
      take: () => {
        const taken = this.notices;
        this.notices = { notices: [], lost: 0 };
        return taken;
      },
      close: () => undefined,
    };
  }

  areSocketsStill(): boolean {
    return this.areStill;
  }

  unixListeners(): readonly number[] | undefined {
    return this.unix;
  }

  clocks(): { wall: number; monotonic: number; boot: number } {
    const boot = this.now + this.slept;
    return { wall: START + boot + this.set, monotonic: this.now, boot };
  }

  after(milliseconds: number, act: () => void): () => void {
    const timer = { at: this.now + milliseconds, act };
    this.#timer = timer;
    return () => {
      if (this.#timer === timer) this.#timer = undefined;
    };
  }

  returnMemory(): void {
    this.returned++;
  }

  tell(status: HistoryStatus): void {
    this.statuses.push(status);
  }

  log(line: string): void {
    this.lines.push(`log ${line}`);
  }

  listeners(): Pick<Snapshot, 'takenAt' | 'inet'> {
    this.lines.push('look');
    return this.snapshot();
  }

  pass(scope: Scope): Snapshot {
    this.now += this.passTakes;
    this.duringPass();
    return { ...this.snapshot(), scope };
  }

  containers(): [] {
    return [];
  }

  originOf(): undefined {
    return undefined;
  }
}
