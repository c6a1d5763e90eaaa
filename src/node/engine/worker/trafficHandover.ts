import type { Worker } from 'node:worker_threads';
import { timerDelay } from '../../../core/model/bounds';
import { HOUR } from '../../../core/traffic/trafficHistory';
import type { KeptTraffic } from '../traffic/traffic';

/** Milliseconds that a worker that is to end has for what it hands over. */
const PATIENCE = 1_000;

/** A worker that was asked for its samples, to end then. */
interface Ending {
  readonly worker: Worker;
  /** Whether it records: it then ends that, too, and is given its time in any case. */
  readonly isRecording: boolean;
  readonly timer: NodeJS.Timeout;
}

/**
 * Keeps the samples of traffic from the end of a worker to the start of the next, as blocks that are never looked into. A
 * worker that ends is asked once it is replaced already, so that nobody waits for it: only what is about traffic is held
 * back, for the time that the next worker takes to load.
 */
export class TrafficHandover {
  readonly #onLog: (line: string) => void;
  readonly #timeKept: number;
  #kept: KeptTraffic | undefined;
  #dropping: NodeJS.Timeout | undefined;
  #ending: Ending | undefined;
  #waiting: (() => void)[] = [];
  #isDisposed = false;

  /** @param keptFor milliseconds after which nobody shows what is kept */
  constructor(onLog: (line: string) => void, keptFor = HOUR) {
    this.#onLog = onLog;
    this.#timeKept = keptFor;
  }

  /**
   * Takes the samples of a worker, and ends it, after a second at the latest.
   * @param ask tells the worker to hand them over
   * @param isRecording whether it records, and is told to end that before
   */
  end(worker: Worker, ask: () => void, isRecording = false): void {
    const timer = setTimeout(() => this.#settle(worker, 'it did not answer'), PATIENCE);
    timer.unref();
    this.#ending = { worker, isRecording, timer };
    ask();
  }

  /** What a worker told at its end. */
  told(worker: Worker, kept: KeptTraffic | undefined): void {
    if (this.#ending?.worker !== worker) return;
    this.#kept = this.#isDisposed ? undefined : kept;
    if (this.#kept !== undefined) {
      this.#dropping = setTimeout(() => (this.#kept = undefined), timerDelay(this.#timeKept));
      this.#dropping.unref();
    }
    this.#settle(worker);
  }

  /** A worker is gone by itself. */
  died(worker: Worker, message: string): void {
    this.#settle(worker, message);
  }

  /** Does something at once, or when the worker that ends has handed over its samples, or has not. */
  whenDone(act: () => void): void {
    if (this.#ending === undefined) act();
    else this.#waiting.push(act);
  }

  /** Gives away what is kept. */
  take(): KeptTraffic | undefined {
    const kept = this.#kept;
    this.#kept = undefined;
    clearTimeout(this.#dropping);
    return kept;
  }

  /** Nobody wants the samples any more. A worker that ends its recording goes on with that. */
  dispose(): void {
    this.#isDisposed = true;
    this.take();
    if (this.#ending === undefined || this.#ending.isRecording) return;
    this.#waiting = [];
    this.#settle(this.#ending.worker);
  }

  #settle(worker: Worker, problem?: string): void {
    if (this.#ending?.worker !== worker) return;
    const { timer, isRecording } = this.#ending;
    clearTimeout(timer);
    this.#ending = undefined;
    if (problem !== undefined)
      this.#onLog(
        isRecording
          ? `recording did not end in order: ${problem}`
          : `samples of traffic are lost: ${problem}`,
      );
    void worker.terminate();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const act of waiting) act();
  }
}
