import { Worker } from 'node:worker_threads';
import type {
  Engine,
  ProcessIdentity,
  ProcessState,
  SignalName,
  SignalOutcome,
} from '../../core/model/engine';
import type { Comparison, SocketStates } from '../../core/model/comparison';
import type { EditorWindow } from '../../core/model/editorWindow';
import type { Listeners } from '../../core/model/listeners';
import type { NetworkTable, TableName } from '../../core/model/networkTable';
import type { ProcessOrigin } from '../../core/model/origin';
import type { PageChanges, PageRequest } from '../../core/model/page';
import type { Suggestions } from '../../core/query/filter/suggest';
import type { PrintRequest } from '../../core/model/print';
import type { PortFacts, PortQuestion } from '../../core/model/portFacts';
import type { Ancestor, Descendant, ProcessOwner } from '../../core/model/process';
import type { Scope, Snapshot } from '../../core/model/snapshot';
import type { SocketFacts, SocketQuestion } from '../../core/model/socketFacts';
import { type Parcel, Receiver } from './handover';
import type { EngineCall, EngineNote, EngineReply, EngineRequest, EngineSettings } from './messages';

/** Milliseconds that an unused worker lives on. */
const LINGER = 30_000;

/** What a pass leaves behind is small, and columns do not count: more room would only be kept from others. */
const LIMITS = { maxYoungGenerationSizeMb: 4 };

export interface WorkerEngineOptions {
  /** The bundled worker: `dist/worker.js`. */
  readonly workerPath: string;
  /** Whether a worker may call the C library by itself; asked when one starts. */
  systemCalls?(): boolean;
  /** The worker died by itself; the next request starts another. */
  onDied(message: string): void;
  onLog(line: string): void;
  /** Milliseconds that an unused worker lives on; 30 s unless told. */
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
export class WorkerEngine implements Engine {
  readonly #options: WorkerEngineOptions;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #window: EditorWindow | undefined;
  /** What this worker handed over; another one begins anew, and nothing is kept once it ended. */
  #receiver = new Receiver();
  #lastId = 0;
  #consumers = 0;
  #lingering: NodeJS.Timeout | undefined;
  #isOutdated = false;
  #disposed = false;

  constructor(options: WorkerEngineOptions) {
    this.#options = options;
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
    this.#stop();
    this.#rejectAll('The engine was shut down.');
  }

  scan(scope: Scope, fresh: boolean, handOver = scope): Promise<Snapshot> {
    return this.#call({ kind: 'scan', scope, fresh, handOver }, (parcel) =>
      this.#receiver.unpack(parcel as Parcel),
    ) as Promise<Snapshot>;
  }

  page(page: PageRequest): Promise<PageChanges> {
    return this.#call({ kind: 'page', page }) as Promise<PageChanges>;
  }

  suggestions(): Promise<Suggestions | undefined> {
    return this.#call({ kind: 'suggestions' }) as Promise<Suggestions | undefined>;
  }

  print(print: PrintRequest): Promise<string> {
    return this.#call({ kind: 'print', print }) as Promise<string>;
  }

  hostNames(addresses: readonly string[]): Promise<readonly (string | undefined)[]> {
    return this.#call({ kind: 'hostNames', addresses }) as Promise<readonly (string | undefined)[]>;
  }

  states(): Promise<SocketStates> {
    return this.#call({ kind: 'states' }) as Promise<SocketStates>;
  }

  compare(before: string, after: string): Promise<Comparison> {
    return this.#call({ kind: 'compare', before, after }) as Promise<Comparison>;
  }

  listeners(): Promise<Listeners> {
    return this.#call({ kind: 'listeners' }) as Promise<Listeners>;
  }

  readTable<Name extends TableName>(name: Name, filter?: string): Promise<NetworkTable<Name>> {
    return this.#call({ kind: 'readTable', name, filter }) as Promise<NetworkTable<Name>>;
  }

  signal(
    process: ProcessIdentity,
    signal: SignalName,
    inodes: readonly number[] | undefined,
    ancestor?: ProcessIdentity,
  ): Promise<SignalOutcome> {
    return this.#call({ kind: 'signal', process, signal, inodes, ancestor }) as Promise<SignalOutcome>;
  }

  portFacts(question: PortQuestion): Promise<PortFacts> {
    return this.#call({ kind: 'portFacts', question }) as Promise<PortFacts>;
  }

  socketFacts(questions: readonly SocketQuestion[]): Promise<readonly (SocketFacts | undefined)[]> {
    return this.#call({ kind: 'socketFacts', questions }) as Promise<readonly (SocketFacts | undefined)[]>;
  }

  processes(): Promise<readonly ProcessOwner[]> {
    return this.#call({ kind: 'processes' }) as Promise<readonly ProcessOwner[]>;
  }

  stateOf(process: ProcessIdentity): Promise<ProcessState> {
    return this.#call({ kind: 'stateOf', process }) as Promise<ProcessState>;
  }

  origins(processes: readonly ProcessIdentity[]): Promise<readonly ProcessOrigin[]> {
    return this.#call({ kind: 'origins', processes }) as Promise<readonly ProcessOrigin[]>;
  }

  ancestors(pid: number): Promise<readonly Ancestor[]> {
    return this.#call({ kind: 'ancestors', pid }) as Promise<readonly Ancestor[]>;
  }

  descendants(root: ProcessIdentity): Promise<readonly Descendant[]> {
    return this.#call({ kind: 'descendants', root }) as Promise<readonly Descendant[]>;
  }

  /** @param unpack is applied to the answer at once, so that answers are unpacked in their order */
  #call(request: EngineRequest, unpack = (value: unknown): unknown => value): Promise<unknown> {
    if (this.#disposed) return Promise.reject(new Error('The engine was shut down.'));
    clearTimeout(this.#lingering);
    if (this.#isOutdated && this.#pending.size === 0) this.#stop();
    const worker = (this.#worker ??= this.#start());
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve: (value) => resolve(unpack(value)), reject });
      worker.postMessage({ id, request } satisfies EngineCall);
    });
  }

  #start(): Worker {
    const settings: EngineSettings = { systemCalls: this.#options.systemCalls?.() ?? true };
    const worker = new Worker(this.#options.workerPath, {
      name: 'netstat',
      resourceLimits: LIMITS,
      workerData: settings,
    });
    this.#isOutdated = false;
    this.#receiver = new Receiver();
    worker.on('message', (message: EngineReply | EngineNote) => {
      if ('note' in message) this.#options.onLog(message.note);
      else this.#settle(message);
    });
    worker.on('error', (error: unknown) => {
      this.#lost(worker, error instanceof Error ? error.message : String(error));
    });
    worker.on('exit', (code) => this.#lost(worker, `it exited with code ${code}`));
    this.#tellOfWindow(worker);
    this.#options.onLog('worker started');
    return worker;
  }

  #tellOfWindow(worker: Worker): void {
    if (this.#window === undefined) return;
    const request: EngineRequest = { kind: 'window', window: this.#window };
    worker.postMessage({ id: ++this.#lastId, request } satisfies EngineCall);
  }

  #settle(reply: EngineReply): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (reply.ok) pending?.resolve(reply.value);
    else pending?.reject(new Error(reply.message));
    this.#lingerIfUnused();
  }

  #lost(worker: Worker, message: string): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#options.onLog(`worker died: ${message}`);
    this.#rejectAll(`The worker that reads /proc died: ${message}.`);
    this.#options.onDied(message);
  }

  #lingerIfUnused(): void {
    if (this.#consumers > 0 || this.#pending.size > 0 || this.#worker === undefined) return;
    clearTimeout(this.#lingering);
    this.#lingering = setTimeout(() => this.#stop(), this.#options.linger ?? LINGER);
    this.#lingering.unref();
  }

  #stop(): void {
    const worker = this.#worker;
    if (worker === undefined) return;
    this.#worker = undefined;
    this.#receiver = new Receiver();
    this.#options.onLog('worker ended');
    void worker.terminate();
  }

  #rejectAll(message: string): void {
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const call of pending) call.reject(new Error(message));
  }
}
