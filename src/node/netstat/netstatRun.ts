import { Worker } from 'node:worker_threads';
import type { GoOn, RunMessage, RunRequest } from './netstatMessages';
import { visibleText } from './visibleText';

/** Bytes of one round that are kept: a table of about 80,000 rows. More is no text to read in an editor. */
const MOST_BYTES = 8 * 1024 * 1024;

/** What one round came to. */
export interface Round {
  /**
   * `more`: another round of -c follows, when it is asked for. `end`: netstat ended by itself. `cut`: it was ended for
   * printing too much. `stopped`: by {@link NetstatRun.dispose}.
   */
  readonly kind: 'more' | 'end' | 'cut' | 'stopped';
  readonly text: string;
  /** The exit status, where there is one. */
  readonly status?: number;
}

export interface NetstatRunOptions {
  /** The bundled worker: `dist/netstatWorker.js`. */
  readonly workerPath: string;
  readonly args: readonly string[];
  /** Environment variables that it has beside those of this process. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly mostBytes?: number;
}

/** netstat in a thread of its own: no process is started, and it can be ended at any time. */
export class NetstatRun {
  readonly #worker: Worker;
  readonly #mostBytes: number;
  readonly #rounds: Round[] = [];
  #texts: string[] = [];
  #bytes = 0;
  #error: Error | undefined;
  #ended = false;
  #wake: () => void = () => undefined;
  #isPaused = false;

  constructor({ workerPath, args, variables, mostBytes = MOST_BYTES }: NetstatRunOptions) {
    this.#mostBytes = mostBytes;
    const request: RunRequest = { args };
    const env = { ...process.env, ...variables };
    this.#worker = new Worker(workerPath, { workerData: request, name: 'netstat command', env });
    this.#worker.on('message', (message: RunMessage) => this.#accept(message));
    this.#worker.on('error', (error: unknown) => this.#fail(error));
    this.#worker.on('exit', () => this.#finish({ kind: 'stopped', text: '' }));
  }

  /** The next round, once it is over. With -c it is begun only now, and never sooner than its pause allows. */
  async next(): Promise<Round> {
    if (this.#isPaused) this.#worker.postMessage({ kind: 'goOn' } satisfies GoOn);
    this.#isPaused = false;
    while (this.#rounds.length === 0 && this.#error === undefined) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    const round = this.#rounds[0];
    if (round === undefined) throw this.#error ?? new Error('netstat ended without a result.');
    if (round.kind === 'more') this.#rounds.shift();
    this.#isPaused = round.kind === 'more';
    return round;
  }

  /** Ends netstat, whatever it does. A round that is waited for comes back as `stopped`. */
  dispose(): void {
    this.#finish({ kind: 'stopped', text: '' });
  }

  #accept(message: RunMessage): void {
    if (this.#ended) return;
    switch (message.kind) {
      case 'text':
        this.#texts.push(message.text);
        this.#bytes += message.text.length;
        if (this.#bytes > this.#mostBytes) this.#finish({ kind: 'cut', text: this.#takeText() });
        break;
      case 'round':
        this.#rounds.push({ kind: 'more', text: this.#takeText() });
        this.#wake();
        break;
      case 'end':
        this.#finish({ kind: 'end', text: this.#takeText(), status: message.status });
    }
  }

  #fail(error: unknown): void {
    this.#error = error instanceof Error ? error : new Error(String(error));
    this.#wake();
  }

  #finish(round: Round): void {
    if (this.#ended) return;
    this.#ended = true;
    if (this.#error === undefined) this.#rounds.push(round);
    this.#wake();
    void this.#worker.terminate();
  }

  #takeText(): string {
    const text = this.#texts.join('').slice(0, this.#mostBytes);
    this.#texts = [];
    this.#bytes = 0;
    return visibleText(text);
  }
}
