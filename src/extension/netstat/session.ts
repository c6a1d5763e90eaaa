import type { NetstatRun, Round } from '../../node/netstat/netstatRun';
import { type Disposable, Emitter, type Event } from '../lifetime';

/** What a session needs from outside. */
export interface SessionHost {
  /** Starts netstat. */
  start(args: readonly string[]): NetstatRun;
  /** Resolves once the text is in sight: nobody needs it refreshed before. */
  whenVisible(): Promise<void>;
  /** The round's text as it is to be shown. */
  textOf(round: Round): string;
}

/** A command line whose result is shown: its text, and the run that keeps it live. */
export class Session implements Disposable {
  readonly args: readonly string[];
  readonly #host: SessionHost;
  readonly #changed = new Emitter<void>();
  #run: NetstatRun | undefined;
  #isLive = false;
  #text: string | undefined;

  constructor(args: readonly string[], host: SessionHost) {
    this.args = args;
    this.#host = host;
  }

  /** The text is another one, or the session went live or ended being so. */
  readonly onDidChange: Event<void> = this.#changed.event;

  /** Whether netstat has printed something yet. */
  get hasText(): boolean {
    return this.#text !== undefined;
  }

  get text(): string {
    return this.#text ?? '';
  }

  /** Whether the text is replaced again and again. */
  get isLive(): boolean {
    return this.#isLive;
  }

  /**
   * Runs netstat anew and resolves when its first text is there; `false` where it was stopped before. With -c it goes
   * on until it is stopped.
   */
  async run(args = this.args): Promise<boolean> {
    this.stop();
    const run = this.#host.start(args);
    this.#run = run;
    try {
      const first = await run.next();
      if (this.#run !== run || first.kind === 'stopped') return false;
      this.#isLive = first.kind === 'more';
      this.#show(first);
      if (this.#isLive) void this.#follow(run);
      return true;
    } finally {
      if (this.#run === run && !this.#isLive) this.stop();
    }
  }

  /** Ends what runs. The text stays. */
  stop(): void {
    this.#run?.dispose();
    this.#run = undefined;
    if (!this.#isLive) return;
    this.#isLive = false;
    this.#changed.fire();
  }

  dispose(): void {
    this.stop();
    this.#changed.dispose();
  }

  async #follow(run: NetstatRun): Promise<void> {
    try {
      for (let goesOn = true; goesOn;) {
        await this.#host.whenVisible();
        if (this.#run !== run) return;
        const round = await run.next();
        if (this.#run !== run || round.kind === 'stopped') return;
        this.#show(round);
        goesOn = round.kind === 'more';
      }
    } finally {
      if (this.#run === run) this.stop();
    }
  }

  #show(round: Round): void {
    this.#text = this.#host.textOf(round);
    this.#changed.fire();
  }
}
