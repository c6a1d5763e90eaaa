import { Worker } from 'node:worker_threads';
import { timerDelay } from '../../../core/model/bounds';
import type { Containers } from '../../../core/model/container';
import type { ContainersWish } from '../../../core/model/containersWish';
import type { EditorWindow } from '../../../core/model/editorWindow';
import type { EngineCall } from '../../../core/model/engine';
import type { HistoryStatus, HistoryWish } from '../../../core/model/history';
import { EngineClient } from './engineClient';
import { type SnapshotUpdate, DeltaDecoder } from './snapshotDelta';
import { TrafficHandover } from './trafficHandover';
import type {
  EngineHistoryNews,
  EngineLegacy,
  EngineNews,
  EngineNote,
  EngineReply,
  EngineRequest,
  EngineSettings,
  NumberedRequest,
  WatchedTraffic,
} from './engineMessages';

/** Milliseconds that an unused worker lives on. */
const LINGER = 30_000;

/** What a pass leaves behind is small, and columns do not count: more room would only be kept from others. */
export const LIMITS = { maxYoungGenerationSizeMb: 4 };

export interface WorkerEngineOptions {
  /** The bundled worker: `dist/worker.js`. */
  readonly workerPath: string;
  /** Whether a worker may call the C library by itself; asked when one starts. */
  systemCalls?(): boolean;
  /** The worker died by itself; the next request starts another. */
  onDied(message: string): void;
  onLog(line: string): void;
  /** What is known of containers has changed, while they are watched. */
  onContainers?(containers: Containers): void;
  /** Something was recorded, or who records has changed. */
  onHistory?(status: HistoryStatus): void;
  /** Milliseconds that an unused worker lives on; 30 s where left out. */
  readonly linger?: number;
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The engine in a worker thread, so that reading a large machine's tables never holds up the extension host.
 *
 * A request starts the worker where none runs. It ends some time after its last consumer was released and its last
 * request was answered, and when disposed.
 */
export class WorkerEngine extends EngineClient {
  readonly #options: WorkerEngineOptions;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #lastNote: string | undefined;
  #window: EditorWindow | undefined;
  #containersWish: ContainersWish | undefined;
  #watchedTraffic: WatchedTraffic | undefined;
  #historyWish: HistoryWish | undefined;
  /** Whether this worker has samples of traffic. */
  #hasTraffic = false;
  /** Whether this worker records the history: then it has a moment to end that in order. */
  #isRecording = false;
  readonly #handover: TrafficHandover;
  /** What this worker handed over; another one begins anew, and nothing is kept once it ended. */
  #receiver = new DeltaDecoder();
  #lastId = 0;
  #consumers = 0;
  #lingering: NodeJS.Timeout | undefined;
  #isOutdated = false;
  #disposed = false;

  constructor(options: WorkerEngineOptions) {
    super();
    this.#options = options;
    this.#handover = new TrafficHandover((line) => options.onLog(line));
  }

  /** Whether a worker runs now. */
  get isRunning(): boolean {
    return this.#worker !== undefined;
  }

  /** A consumer begins: the worker is kept until it is released. */
  retain(): void {
    this.#consumers++;
    clearTimeout(this.#lingering);
  }

  /** A consumer is done. */
  release(): void {
    this.#consumers = Math.max(0, this.#consumers - 1);
    this.#lingerIfUnused();
  }

  /** Tells this worker and those after it what the window counts as its own. Starts none. */
  setWindow(window: EditorWindow): void {
    this.#window = window;
    if (this.#worker !== undefined) this.#tellOfWindow(this.#worker);
  }

  /**
   * Has this worker and those after it tell of containers when they change, by the events of their engines; no more without a
   * wish. Starts none.
   */
  watchContainers(wish: ContainersWish | undefined): void {
    this.#containersWish = wish;
    if (this.#worker !== undefined) this.#tellOfWish(this.#worker);
  }

  /**
   * Has this worker and those after it listen to connections that close, or no more. Starts none.
   * @param translations of what rows say in words
   */
  watchTraffic(...watched: WatchedTraffic): void {
    this.#watchedTraffic = watched;
    if (this.#worker !== undefined) this.#tellOfTraffic(this.#worker);
  }

  /** Has this worker and those after it record, as is wished, or no more. Starts none. */
  recordHistory(wish: HistoryWish | undefined): void {
    this.#historyWish = wish;
    if (this.#worker !== undefined) this.#tellOfHistory(this.#worker);
  }

  /**
   * The next request that comes while none is under way has a new worker, which asks again how to work, and which has no
   * snapshot yet.
   * @returns whether one runs now
   */
  renew(): boolean {
    this.#isOutdated = this.#worker !== undefined;
    return this.#isOutdated;
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#lingering);
    this.#hasTraffic = false;
    this.#stop();
    this.#handover.dispose();
    this.#rejectAll('The engine was shut down.');
  }

  /** Resolves once a worker that was to end has done so in order, or has had its time for it. */
  ended(): Promise<void> {
    return new Promise((resolve) => this.#handover.whenDone(resolve));
  }

  protected override call(request: EngineCall): Promise<unknown> {
    if (this.#disposed) return Promise.reject(new Error('The engine was shut down.'));
    clearTimeout(this.#lingering);
    if (this.#isOutdated && this.#pending.size === 0) this.#stop();
    const worker = this.#worker ?? this.#start();
    return new Promise((resolve, reject) => {
      // At once, so that snapshots are unpacked in their order.
      const unpacked = (value: unknown): void =>
        resolve(request.method === 'scan' ? this.#receiver.decode(value as SnapshotUpdate) : value);
      const id = ++this.#lastId;
      this.#pending.set(id, { resolve: unpacked, reject });
      if (!isAboutTraffic(request)) worker.postMessage({ id, request } satisfies NumberedRequest);
      // Behind what the worker before has of it.
      else this.#handover.whenDone(() => this.#ask(worker, id, request));
    });
  }

  #ask(worker: Worker, id: number, request: EngineCall): void {
    // It may have died meanwhile.
    if (!this.#pending.has(id)) return;
    this.#hasTraffic ||= request.method === 'scan';
    worker.postMessage({ id, request } satisfies NumberedRequest);
  }

  #post(worker: Worker, request: EngineRequest, transferred: readonly ArrayBuffer[] = []): void {
    worker.postMessage({ id: ++this.#lastId, request } satisfies NumberedRequest, transferred);
  }

  #start(): Worker {
    const settings: EngineSettings = { systemCalls: this.#options.systemCalls?.() ?? true };
    const worker = new Worker(this.#options.workerPath, {
      name: 'netstat',
      resourceLimits: LIMITS,
      workerData: settings,
    });
    this.#worker = worker;
    this.#isOutdated = false;
    this.#hasTraffic = false;
    this.#isRecording = false;
    this.#receiver = new DeltaDecoder();
    worker.on(
      'message',
      (message: EngineReply | EngineNote | EngineNews | EngineHistoryNews | EngineLegacy) => {
        if ('note' in message) this.#note(message.note);
        else if ('traffic' in message) this.#handover.told(worker, message.traffic);
        // What another one still had to say is older.
        else if ('containers' in message) {
          if (this.#worker === worker) this.#options.onContainers?.(message.containers);
        } else if ('history' in message) {
          if (this.#worker === worker) this.#historyTold(message.history);
        } else this.#settle(message);
      },
    );
    worker.on('error', (error: unknown) => {
      this.#lost(worker, error instanceof Error ? error.message : String(error));
    });
    worker.on('exit', (code) => this.#lost(worker, `it exited with code ${code}`));
    this.#tellOfWindow(worker);
    if (this.#containersWish !== undefined) this.#tellOfWish(worker);
    // The one before must have ended: both are one process to whoever else records.
    this.#handover.whenDone(() => this.#tellNewOfHistory(worker));
    this.#tellOfTraffic(worker);
    this.#handover.whenDone(() => this.#giveTraffic(worker));
    this.#options.onLog('worker started');
    return worker;
  }

  #historyTold(status: HistoryStatus): void {
    this.#isRecording = status.recorder === 'this';
    this.#options.onHistory?.(status);
  }

  /** What every worker says alike is said once. */
  #note(note: string): void {
    if (note === this.#lastNote) return;
    this.#lastNote = note;
    this.#options.onLog(note);
  }

  #tellOfWindow(worker: Worker): void {
    if (this.#window === undefined) return;
    this.#post(worker, { method: 'setWindow', args: [this.#window] });
  }

  #tellOfWish(worker: Worker): void {
    this.#post(worker, { method: 'watchContainers', args: [this.#containersWish] });
  }

  #tellOfHistory(worker: Worker): void {
    this.#post(worker, { method: 'recordHistory', args: [this.#historyWish] });
  }

  #tellNewOfHistory(worker: Worker): void {
    if (this.#worker === worker && this.#historyWish !== undefined) this.#tellOfHistory(worker);
  }

  #tellOfTraffic(worker: Worker): void {
    if (this.#watchedTraffic === undefined) return;
    this.#post(worker, { method: 'watchTraffic', args: this.#watchedTraffic });
  }

  /** Gives a worker the samples of the one before it, unless it is gone: then the next one has them. */
  #giveTraffic(worker: Worker): void {
    const kept = this.#worker === worker ? this.#handover.take() : undefined;
    if (kept === undefined) return;
    this.#hasTraffic = true;
    this.#post(worker, { method: 'restoreTraffic', args: [kept] }, [kept.recorder, kept.history]);
  }

  #settle(reply: EngineReply): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (reply.ok) pending?.resolve(reply.value);
    else pending?.reject(new Error(reply.message));
    this.#lingerIfUnused();
  }

  #lost(worker: Worker, message: string): void {
    this.#handover.died(worker, message);
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#options.onLog(`worker died: ${message}`);
    if (this.#hasTraffic) this.#options.onLog(`samples of traffic are lost: ${message}`);
    this.#rejectAll(`The worker that reads /proc died: ${message}.`);
    this.#options.onDied(message);
  }

  #lingerIfUnused(): void {
    if (this.#consumers > 0 || this.#pending.size > 0 || this.#worker === undefined) return;
    clearTimeout(this.#lingering);
    this.#lingering = setTimeout(() => this.#stop(), timerDelay(this.#options.linger ?? LINGER));
    this.#lingering.unref();
  }

  #stop(): void {
    const worker = this.#worker;
    if (worker === undefined) return;
    this.#worker = undefined;
    this.#receiver = new DeltaDecoder();
    this.#options.onLog('worker ended');
    const isRecording = this.#isRecording;
    this.#isRecording = false;
    if (!this.#hasTraffic && !isRecording) void worker.terminate();
    else
      this.#handover.end(
        worker,
        () => {
          if (isRecording) this.#post(worker, { method: 'recordHistory', args: [undefined] });
          this.#post(worker, { method: 'keepTraffic', args: [] });
        },
        isRecording,
      );
  }

  #rejectAll(message: string): void {
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const call of pending) call.reject(new Error(message));
  }
}

/** Whether an answer depends on samples of traffic. */
function isAboutTraffic({ method, args }: EngineCall): boolean {
  return method === 'scan' ? args[4] === true : method.startsWith('traffic');
}
