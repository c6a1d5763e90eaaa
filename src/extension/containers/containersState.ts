import { mayHaveContainers } from '../../core/containers/portContainer';
import type { ContainerFacts, Containers, EngineSettings } from '../../core/model/container';
import type { Snapshot } from '../../core/model/snapshot';
import { namespacesIn } from '../../core/query/shownNamespace';
import { hasEngineSocket } from '../../node/containers/engineSockets';
import { socketSurroundings } from '../../node/containers/socketSurroundings';
import { type Disposable, Emitter, type Event } from '../lifetime';
import { type SharedEngine, using } from '../sharedEngine';
import { engineSettings } from './engineSettings';

/** Milliseconds that an answer serves. */
const FRESHNESS = 5_000;

/**
 * The containers that are known of. While they are watched, their engines tell of changes. Else they are asked for by questions,
 * and where a socket or a network namespace looks like a container's, or the socket of an engine is there, which has ports by
 * packet rules alone; at most every five seconds, and never twice at once: a machine without containers pays for a look at
 * where such sockets would be.
 */
export class ContainersState implements Disposable {
  readonly #engine: SharedEngine;
  readonly #settings: () => EngineSettings;
  readonly #now: () => number;
  readonly #hasEngine: () => boolean;
  readonly #changed = new Emitter<void>();
  readonly onDidChange: Event<void> = this.#changed.event;
  #last: Containers | undefined;
  /** The same as text, but for when it was. */
  #told = '';
  #askedAt = Number.NEGATIVE_INFINITY;
  #running: Promise<void> | undefined;
  /** The wish that the engine has, as text; and whether it has told of anything since. */
  #watched: { readonly wish: string; isTold: boolean } | undefined;
  /** What was looked at last, and whether it may have containers. */
  #seen: (Pick<Snapshot, 'processes' | 'likely'> & { readonly may: boolean }) | undefined;
  /** Whether the socket of an engine was there, and when that was. */
  #engineSeen: { readonly at: number; readonly isThere: boolean } | undefined;

  constructor(
    engine: SharedEngine,
    settings: () => EngineSettings = engineSettings,
    now: () => number = Date.now,
    hasEngine: () => boolean = () => hasEngineSocket(settings().engines, socketSurroundings()),
  ) {
    this.#engine = engine;
    this.#settings = settings;
    this.#now = now;
    this.#hasEngine = hasEngine;
  }

  /** What was answered last; nothing where nobody had to be asked. */
  get last(): Containers | undefined {
    return this.#last;
  }

  /** All that were told of last; the same list while it says the same. */
  get list(): readonly ContainerFacts[] {
    return this.#last?.containers ?? NONE;
  }

  /** A snapshot that is shown: asks where it may have containers and the last answer is old. */
  follow(snapshot: Snapshot): void {
    if (this.#mayHave(snapshot)) void this.#ask();
  }

  /**
   * The snapshot with the containers, for a question: the answer is waited for. Nothing that listens may tell of a container:
   * packet rules hand its port on.
   */
  async named(snapshot: Snapshot): Promise<Snapshot> {
    await this.#ask();
    return this.list.length === 0 ? snapshot : { ...snapshot, containers: this.list };
  }

  /** Has the engine tell of changes, for as long as something names them in sight; see {@link tell}. */
  watch(snapshot: Snapshot | undefined): void {
    const wish = { settings: this.#settings(), isLikely: snapshot !== undefined && this.#mayHave(snapshot) };
    const text = JSON.stringify(wish);
    if (text === this.#watched?.wish) return;
    this.#watched = { wish: text, isTold: false };
    this.#engine.watchContainers(wish);
  }

  /** Nothing names them in sight any more. */
  unwatch(): void {
    if (this.#watched === undefined) return;
    this.#watched = undefined;
    this.#engine.watchContainers(undefined);
  }

  /** What the engine told by itself. */
  tell(now: Containers): void {
    if (this.#watched !== undefined) this.#watched.isTold = true;
    this.#learn(now);
  }

  /** All that there are, for a question about containers themselves: the answer is waited for. */
  async asked(): Promise<readonly ContainerFacts[]> {
    await this.#ask();
    return this.list;
  }

  /** What was answered holds no more: settings are others. */
  forget(): void {
    this.#askedAt = Number.NEGATIVE_INFINITY;
    this.#engineSeen = undefined;
  }

  dispose(): void {
    this.unwatch();
    this.#changed.dispose();
  }

  #mayHave(snapshot: Snapshot): boolean {
    const isContainers = namespacesIn(snapshot).some(({ containers }) => containers.length > 0);
    return this.#looksLike(snapshot) || isContainers || this.#mayHaveEngine();
  }

  #mayHaveEngine(): boolean {
    const at = this.#now();
    if (this.#engineSeen === undefined || at - this.#engineSeen.at >= FRESHNESS) {
      this.#engineSeen = { at, isThere: this.#hasEngine() };
    }
    return this.#engineSeen.isThere;
  }

  #looksLike({ processes, likely }: Snapshot): boolean {
    if (this.#seen?.processes !== processes || this.#seen.likely !== likely) {
      this.#seen = { processes, likely, may: mayHaveContainers({ processes, likely }) };
    }
    return this.#seen.may;
  }

  #ask(): Promise<void> {
    if (this.#watched?.isTold === true) return Promise.resolve();
    if (this.#running !== undefined) return this.#running;
    if (this.#now() - this.#askedAt < FRESHNESS) return Promise.resolve();
    this.#askedAt = this.#now();
    this.#running = this.#read().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #read(): Promise<void> {
    // Names are a help: what goes wrong is told as the outcome of an engine, and all else goes on from /proc.
    const now = await using(this.#engine, () => this.#engine.containers(this.#settings())).catch(
      () => undefined,
    );
    if (now !== undefined) this.#learn(now);
  }

  #learn(now: Containers): void {
    const told = JSON.stringify([now.containers, now.engines]);
    if (told === this.#told) return;
    this.#told = told;
    this.#last = now;
    this.#changed.fire();
  }
}

const NONE: readonly ContainerFacts[] = [];
