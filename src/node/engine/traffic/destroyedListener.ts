import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import {
  type Destroyed,
  type DestroyedColumns,
  DestroyedTable,
  joinDestroyed,
} from '../../../core/traffic/destroyedSockets';
import {
  type DestroyedCommand,
  type DestroyedNews,
  type DestroyedSettings,
  WORDS,
} from './destroyedMessages';
import type { DestroyedSource, ListenedNamespace } from './traffic';

/** Milliseconds that a sample waits for what closed just now. It takes less than one where a processor is free. */
const PATIENCE = 10;

/** Milliseconds that a thread must have lived for another one to be started as soon as it is gone. */
const SOUND = 5_000;

/** The thread needs little beside its rows, which are outside of this. */
const LIMITS = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32 };

export interface DestroyedListenerOptions {
  /** The bundled thread: `dist/destroyedThread.js`. */
  readonly path: string;
  /** Whether the C library may be called. */
  readonly systemCalls: boolean;
  /** Bytes of the kernel's queue of messages that are asked for; as many as are useful where left out. */
  readonly queueBytes?: number;
  onLog(line: string): void;
}

/** A namespace that is listened in. */
interface Ear {
  /** `begun` from the first asking on after which the thread listens without a break. */
  state: 'asked' | 'heard' | 'begun' | 'unable';
  rows: DestroyedColumns[];
  lost: number;
}

/** A thread, and the ways to it. */
interface Listening {
  readonly worker: Worker;
  readonly port: MessagePort;
  readonly words: Int32Array;
  readonly startedAt: number;
  /** Whether it has told anything: it can be started. */
  hasTold: boolean;
}

/**
 * What the kernel tells of TCP sockets that close, heard by a thread of its own: nothing is lost while the one that asks is
 * busy. Without system calls nobody listens.
 */
export class DestroyedListener implements DestroyedSource {
  readonly #options: DestroyedListenerOptions;
  readonly #ears = new Map<string, Ear>();
  #namespaces: readonly ListenedNamespace[] = [];
  #listening: Listening | undefined;
  #isUnable: boolean;

  constructor(options: DestroyedListenerOptions) {
    this.#options = options;
    this.#isUnable = !options.systemCalls;
  }

  /** Listens in these network namespaces from now on, and in no others. It is cheap where they are the same as before. */
  listen(namespaces: readonly ListenedNamespace[]): void {
    if (this.#isUnable || JSON.stringify(namespaces) === JSON.stringify(this.#namespaces)) return;
    this.#namespaces = [...namespaces];
    const keys = new Set(namespaces.map(({ key }) => key));
    for (const key of this.#ears.keys()) if (!keys.has(key)) this.#ears.delete(key);
    for (const key of keys) if (!this.#ears.has(key)) this.#ears.set(key, newEar());
    if (namespaces.length === 0) this.#end();
    else if (this.#listening === undefined) this.#start();
    else this.#ask({ kind: 'listen', namespaces });
  }

  /**
   * What closed since this was called last, up to now: the thread is given a few milliseconds to hand it over, and what it
   * does not comes with the next call. Of each namespace that is listened in, by its key.
   */
  take(): ReadonlyMap<string, Destroyed> {
    if (this.#listening === undefined && this.#namespaces.length > 0 && !this.#isUnable) this.#start();
    const listening = this.#listening;
    if (listening !== undefined) {
      // A thread that has not begun yet has nothing to hand over.
      if (Atomics.load(listening.words, WORDS.answered) > 0) flush(listening.words);
      this.#receive(listening);
    }
    const taken = new Map<string, Destroyed>();
    for (const [key, ear] of this.#ears) {
      if (ear.state === 'unable') continue;
      const rows = ear.rows.length === 0 ? new DestroyedTable().take() : joinDestroyed(ear.rows);
      taken.set(key, { rows, lost: ear.lost, isWhole: ear.state === 'begun' });
      ear.rows = [];
      ear.lost = 0;
      if (ear.state === 'heard') ear.state = 'begun';
    }
    return taken;
  }

  /** Listens no more, until it is told where to listen again. */
  stop(): void {
    this.listen([]);
  }

  /** For tests: has the thread read nothing for so long, or until it is asked again, as where the machine is too busy. */
  pause(milliseconds: number): void {
    this.#ask({ kind: 'pause', milliseconds });
  }

  #start(): void {
    const { path, queueBytes } = this.#options;
    const { port1: port, port2 } = new MessageChannel();
    const words = new Int32Array(new SharedArrayBuffer(Object.keys(WORDS).length * 4));
    const worker = new Worker(path, {
      name: 'netstat closings',
      resourceLimits: LIMITS,
      workerData: { port: port2, words, ...(queueBytes && { queueBytes }) } satisfies DestroyedSettings,
      transferList: [port2],
    });
    const listening: Listening = { worker, port, words, startedAt: performance.now(), hasTold: false };
    let reason: string | undefined;
    worker.on('error', (error: unknown) => (reason = error instanceof Error ? error.message : String(error)));
    worker.on('exit', (code) => this.#lost(listening, reason ?? `it exited with code ${code}`));
    worker.unref();
    this.#listening = listening;
    this.#ask({ kind: 'listen', namespaces: this.#namespaces });
  }

  #end(): void {
    if (this.#listening === undefined) return;
    this.#ask({ kind: 'end' });
    this.#listening = undefined;
  }

  /** It went away by itself: what it had not handed over is lost, and what closes until another one listens. */
  #lost(listening: Listening, reason: string): void {
    if (this.#listening !== listening) return;
    this.#receive(listening);
    this.#listening = undefined;
    if (this.#isUnable) return;
    if (!listening.hasTold) return this.#giveUp(reason);
    for (const ear of this.#ears.values()) ear.state = 'asked';
    this.#options.onLog(`the thread that listens to connections that close died: ${reason}`);
    if (performance.now() - listening.startedAt >= SOUND) this.#start();
  }

  #giveUp(reason: string): void {
    this.#isUnable = true;
    this.#ears.clear();
    this.#options.onLog(`nobody listens to connections that close: ${reason}`);
  }

  #ask(command: DestroyedCommand): void {
    if (this.#listening === undefined) return;
    const { port, words } = this.#listening;
    // It is counted before the thread can hear of it: what is counted then is a later asking.
    Atomics.add(words, WORDS.asked, 1);
    port.postMessage(command);
    Atomics.notify(words, WORDS.asked);
  }

  #receive(listening: Listening): void {
    const { port, words } = listening;
    for (;;) {
      const news = receiveMessageOnPort(port)?.message as DestroyedNews | undefined;
      if (news === undefined) return;
      listening.hasTold = true;
      if (news.kind === 'unable') {
        this.#giveUp(news.reason);
        continue;
      }
      const ear = this.#ears.get(news.key);
      if (news.kind === 'closed') {
        Atomics.sub(words, WORDS.unread, news.rows.at.length);
        ear?.rows.push(news.rows);
        if (ear !== undefined) ear.lost += news.lost;
        continue;
      }
      if (ear !== undefined) ear.state = news.whyNot === undefined ? 'heard' : 'unable';
      if (news.whyNot !== undefined)
        this.#options.onLog(`connections that close ${placeOf(news.key)} are not heard: ${news.whyNot}`);
    }
  }
}

function placeOf(key: string): string {
  return key === '' ? 'here' : `in the network namespace ${key}`;
}

function newEar(): Ear {
  return { state: 'asked', rows: [], lost: 0 };
}

/** Has the thread hand over what it has, and waits until it did, or a while. */
function flush(words: Int32Array): void {
  const asked = Atomics.add(words, WORDS.asked, 1) + 1;
  Atomics.notify(words, WORDS.asked);
  const end = performance.now() + PATIENCE;
  for (;;) {
    const answered = Atomics.load(words, WORDS.answered);
    const left = end - performance.now();
    if (answered >= asked || left <= 0) return;
    Atomics.wait(words, WORDS.answered, answered, left);
  }
}
