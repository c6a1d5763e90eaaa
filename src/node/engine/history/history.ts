import { setImmediate } from 'node:timers/promises';
import { asItWas } from '../../../core/history/asItWas';
import type { SocketStates } from '../../../core/model/comparison';
import type { HistorySource } from '../../../core/history/historyStore';
import { Programs } from '../../../core/history/recorder/programs';
import { historyText } from '../../../core/history/historyText';
import { wholeAnswer } from '../../../core/history/wholeAnswer';
import type {
  HistoryAnswer,
  HistoryQuestion,
  HistoryStatus,
  HistoryTextQuestion,
  HistoryWish,
} from '../../../core/model/history';
import type { Snapshot } from '../../../core/model/snapshot';
import type { Destroyed } from '../../../core/traffic/destroyedSockets';
import type { Deed } from './deeds';
import type { OtherReader } from './hearing';
import type { OpenHistory } from '../../history/openHistory';
import type { HistoryReads, HistoryTools } from './historyTools';
import { Recording } from './recording';

/** Calls of the store that one question is worth: some seconds. An export goes on to the end. */
const MOST_CALLS = 10;

const NOTHING: Pick<HistoryStatus, 'bytes' | 'entries' | 'revision'> = { bytes: 0, entries: 0, revision: 0 };

/** The history: recorded by this engine where no other process does so, and what is asked of it. */
export class History {
  readonly #tools: HistoryTools | undefined;
  readonly #reads: HistoryReads;
  #wish: HistoryWish | undefined;
  /** Open since it was needed first. */
  #store: OpenHistory | undefined;
  /** Open for questions alone, while nothing is to be recorded. */
  #source: ReturnType<HistoryTools['openSource']>;
  #recording: Recording | undefined;
  /** Whether the last try to record found that another process does. */
  #isOther = false;
  #reader: OtherReader | undefined;

  /** What is kept of programs. */
  readonly programs: Programs;

  /** @param tools without them nothing is recorded, and nothing is there */
  constructor(reads: HistoryReads, tools?: HistoryTools) {
    this.#reads = reads;
    this.programs = new Programs(reads);
    this.#tools = tools;
  }

  get status(): HistoryStatus {
    const record = this.#wish?.record ?? 'off';
    const recorder = this.#recording !== undefined ? 'this' : this.#isOther ? 'other' : 'none';
    return { record, recorder, ...(this.#opened?.status() ?? NOTHING) };
  }

  /**
   * Records from now on as is wished, unless another process does; the same wish again tries once more. An agent's wish is that
   * what it does is noted where somebody records, and no more. Without one, or where it says so, all ends, in order.
   */
  record(wish: HistoryWish | undefined): void {
    const before = this.#wish;
    if (!isRecording(wish)) {
      this.close();
      this.#wish = wish;
      if (before !== undefined) this.#tell();
      return;
    }
    this.#wish = wish;
    if (wish.by === 'agent') return;
    if (this.#recording !== undefined && before?.record === wish.record) this.#recording.change(wish);
    else this.#begin(wish);
  }

  /** Ends recording, so that another process may begin: all that happened until now is written. */
  close(): void {
    this.#endRecording();
    this.#isOther = false;
    const store = this.#store;
    if (store === undefined || this.#tools === undefined) return;
    this.#store = undefined;
    store.endRecording(this.#tools.clocks().wall);
    store.close();
  }

  /** Somebody did something with this product. It is written at once, unless nothing is to be recorded. */
  note(deed: Deed | undefined): void {
    if (deed === undefined || !this.isNoting || this.#wish === undefined || this.#tools === undefined) return;
    const { wall } = this.#tools.clocks();
    const at = { after: wall, by: wall };
    const { pid } = this.#tools;
    this.#openStore(this.#tools).write([
      { kind: 'add', entry: { kind: 'action', at, by: this.#wish.by, pid, ...deed } },
    ]);
    this.#tell();
  }

  /**
   * Whether what is done is noted. An agent's server does not know the setting: whether anything is to be kept tells that a
   * window records.
   */
  get isNoting(): boolean {
    const tools = this.#tools;
    if (tools === undefined || !isRecording(this.#wish)) return false;
    return this.#wish.by !== 'agent' || tools.isRecorded();
  }

  /** A pass that somebody asked the engine for. @param isUnchanged whether the snapshot is the last one again */
  took(snapshot: Snapshot, isUnchanged: boolean): void {
    this.#recording?.took(snapshot, isUnchanged);
  }

  /** Another one reads what the kernel tells of sockets that close, or is to end: see Hearing. */
  shareWith(reader: OtherReader | undefined): void {
    this.#reader = reader;
    this.#recording?.shareWith(reader);
  }

  /** What that one took. */
  heard(own: Destroyed | undefined): void {
    this.#recording?.heard(own);
  }

  /** What answers a question, as far as so many calls of the store find it: see wholeAnswer(). */
  answer(question: HistoryQuestion, calls = MOST_CALLS): Promise<HistoryAnswer> {
    return wholeAnswer(question, (part) => this.#part(part), setImmediate, calls);
  }

  /** All that answers a question, as a text. */
  async text({ question, format }: HistoryTextQuestion): Promise<string> {
    const { entries } = await this.answer(question, Number.POSITIVE_INFINITY);
    const { from, to } = question;
    const span = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    return historyText({ entries, ...span }, format, this.#tools?.clocks().wall ?? 0);
  }

  #part(question: HistoryQuestion): HistoryAnswer {
    const { entries = [], next } = this.#opened?.entries(question) ?? {};
    return { entries, ...(next && { next }), status: this.status };
  }

  states(at: number): SocketStates {
    return asItWas(this.#opened?.standing(at) ?? [], at);
  }

  /** Forgets everything, of all windows. What is open is recorded as if it was seen for the first time. */
  clear(): HistoryStatus {
    const tools = this.#tools;
    if (tools === undefined) return this.status;
    const isRecordingHere = this.#recording !== undefined;
    this.#endRecording();
    const store = this.#openStore(tools);
    store.clear();
    if (isRecordingHere && this.#wish !== undefined) this.#start(tools, store, this.#wish, undefined);
    else if (!isRecording(this.#wish)) this.close();
    this.#tell();
    return this.status;
  }

  #begin(wish: HistoryWish): void {
    const tools = this.#tools;
    if (tools === undefined) return;
    const wasThis = this.#recording !== undefined;
    this.#endRecording();
    const store = this.#openStore(tools);
    // A recorder that goes on in another way leaves no time unrecorded.
    const taking = wasThis ? { isTaken: true as const } : store.takeRecording(tools.clocks().wall);
    const isOurs = taking.isTaken;
    const since = isOurs ? taking.until : undefined;
    const wasOther = this.#isOther;
    this.#isOther = !isOurs;
    if (isOurs) this.#start(tools, store, wish, since);
    if (isOurs !== wasThis || this.#isOther !== wasOther) this.#tell();
  }

  #start(tools: HistoryTools, store: OpenHistory, wish: HistoryWish, since: number | undefined): void {
    const parts = {
      ...{ tools, store, reads: this.#reads },
      written: () => this.#tell(),
      ended: (failure?: Error) => {
        this.#recording = undefined;
        this.#isOther = failure === undefined;
        if (failure !== undefined) {
          tools.log(`recording failed: ${failure.message}`);
          store.endRecording(tools.clocks().wall);
        }
        this.#tell();
      },
    };
    this.#recording = new Recording(parts, wish, since);
    if (this.#reader !== undefined) this.#recording.shareWith(this.#reader);
    this.#recording.start();
  }

  #endRecording(): void {
    this.#recording?.end();
    this.#recording = undefined;
  }

  /** What can be asked. */
  get #opened(): HistorySource | undefined {
    if (this.#store !== undefined || this.#tools === undefined) return this.#store;
    if (isRecording(this.#wish)) return this.#openStore(this.#tools);
    return (this.#source ??= this.#tools.openSource());
  }

  #openStore(tools: HistoryTools): OpenHistory {
    this.#source?.close();
    this.#source = undefined;
    return (this.#store ??= tools.openStore());
  }

  #tell(): void {
    this.#tools?.tell(this.status);
  }
}

function isRecording(wish: HistoryWish | undefined): wish is HistoryWish {
  return wish !== undefined && wish.record !== 'off';
}
