import type { Containers } from '../../core/model/container';
import { timerDelay } from '../../core/model/bounds';
import { EngineClient } from './engineClient';
import { KEPT_FOR, type MachineContainers, type OpenEngine } from './machineContainers';

/** Milliseconds between two questions, however much happens. */
const LEAST_BETWEEN = 1_000;

/** Milliseconds until engines are looked for again, which may have been started since. */
const REDISCOVERY = 30_000;

/** How long an engine has to begin with its events, before it is asked without knowing that it has. */
const BEGIN_WITHIN = 1_000;

/** What the watch goes by. */
export interface WatchOptions {
  /** Milliseconds, so that tests need not wait. */
  readonly leastBetween?: number;
  readonly rediscovery?: number;
  /** Whether something looks like a container's; where it does not, nothing is looked for but where an engine has a socket. */
  readonly isLikely?: boolean;
}

/**
 * Keeps what is known of containers up to date: the events of each engine are listened to first, then all are asked once; each
 * change has them asked once more, at most one a second. Where no engine tells, /proc is read every five seconds, or more
 * rarely where nothing looks like a container's.
 */
export class ContainersWatch {
  readonly #machine: MachineContainers;
  readonly #changed: (containers: Containers) => void;
  readonly #clientOf: (socket: string) => EngineClient;
  readonly #leastBetween: number;
  readonly #rediscovery: number;
  readonly #isLikely: boolean;
  readonly #abort = new AbortController();
  /** The engines whose events are listened to, by socket. */
  readonly #streams = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  /** When the timer is to ring, by the clock that only goes on. */
  #due = Number.POSITIVE_INFINITY;
  #askedAt = Number.NEGATIVE_INFINITY;
  #isAsking = false;
  #isAskedMeanwhile = false;
  #said: string | undefined;

  /**
   * @param changed is told what is known when it is known first, and when it has changed
   * @param clientOf makes clients of sockets
   */
  constructor(
    machine: MachineContainers,
    changed: (containers: Containers) => void,
    clientOf: (socket: string) => EngineClient = (socket) => new EngineClient(socket),
    { leastBetween = LEAST_BETWEEN, rediscovery = REDISCOVERY, isLikely = true }: WatchOptions = {},
  ) {
    this.#machine = machine;
    this.#changed = changed;
    this.#clientOf = clientOf;
    this.#leastBetween = leastBetween;
    this.#rediscovery = rediscovery;
    this.#isLikely = isLikely;
    void this.#ask();
  }

  /** Ends it: no connection and no timer is left. */
  stop(): void {
    this.#abort.abort();
    clearTimeout(this.#timer);
  }

  /** Something has changed: one question more, not too soon after the last. */
  ask(): void {
    if (this.#isAsking) this.#isAskedMeanwhile = true;
    else this.#askIn(this.#askedAt + this.#leastBetween - performance.now());
  }

  async #ask(): Promise<void> {
    if (!this.#isLikely && !this.#machine.hasSockets()) return this.#askIn(this.#rediscovery);
    this.#isAsking = true;
    this.#isAskedMeanwhile = false;
    this.#askedAt = performance.now();
    const containers = await this.#machine.fresh(async (open) => {
      await Promise.all(open.map((engine) => this.#listen(engine)));
    });
    this.#isAsking = false;
    if (this.#abort.signal.aborted) return;
    // Without the time: an answer that says the same is no news.
    const said = JSON.stringify([containers.containers, containers.engines]);
    if (said !== this.#said) this.#changed(containers);
    this.#said = said;
    const isQuiet = this.#streams.size > 0 || (!this.#isLikely && containers.containers.length === 0);
    const next = isQuiet ? this.#rediscovery : Math.min(KEPT_FOR, this.#rediscovery);
    this.#askIn(next);
    if (this.#isAskedMeanwhile) this.ask();
  }

  /** Settles when the engine tells of events, or is not going to soon. */
  async #listen({ socket }: OpenEngine): Promise<void> {
    if (this.#streams.has(socket) || this.#abort.signal.aborted) return;
    const { began, ended } = this.#clientOf(socket).events(() => this.ask(), this.#abort.signal);
    this.#streams.add(socket);
    void this.#outlive(socket, ended);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, BEGIN_WITHIN)));
    await Promise.race([began, late]);
    clearTimeout(timer);
  }

  /** An engine that was there for a while has ended; one that broke off at once is not asked all the time. */
  async #outlive(socket: string, ended: Promise<unknown>): Promise<void> {
    const since = performance.now();
    await ended;
    this.#streams.delete(socket);
    if (performance.now() - since >= KEPT_FOR) this.ask();
    else this.#askIn(Math.min(KEPT_FOR, this.#rediscovery));
  }

  /** Has it asked in so many milliseconds, unless it is sooner already. */
  #askIn(milliseconds: number): void {
    if (this.#abort.signal.aborted) return;
    const due = performance.now() + milliseconds;
    if (due >= this.#due) return;
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => {
      this.#due = Number.POSITIVE_INFINITY;
      void this.#ask();
    }, timerDelay(milliseconds));
  }
}
