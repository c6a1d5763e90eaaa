import { timerDelay } from '../../core/model/bounds';
import { isTransport, listeningPorts, portKey, type TransportPort } from '../../core/ports/listeningPorts';
import {
  inodesOn,
  isSameSockets,
  type PortEvent,
  portEvent,
  type PortState,
  reopened,
  serversOn,
} from '../../core/ports/portWatch';
import { type Disposable, Emitter, type Event } from '../lifetime';
import { type SharedEngine, using } from '../sharedEngine';
import type { Look, Poller } from './poller';

/** Where watches are kept; VS Code's Memento has this shape. */
export interface Storage {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** Something became of a watched port. */
export interface WatchNews {
  readonly watched: TransportPort;
  readonly event: PortEvent;
}

const KEY = 'netstat.watches';

/** More than these nobody watches on purpose. */
const MOST_WATCHES = 100;

/** Milliseconds after its end in which a program that is started again counts as restarted. */
const RESTARTED_WITHIN = 4_000;

/** Watches ports, for as long as there is one to watch. Owners are looked for only once a port's sockets changed. */
export class Watches implements Disposable {
  readonly #engine: SharedEngine;
  readonly #poller: Poller;
  readonly #storage: Storage;
  readonly #news = new Emitter<WatchNews>();
  readonly #changed = new Emitter<void>();
  readonly #states = new Map<string, PortState>();
  /** Ports that one reading missed: it takes two to close one. */
  readonly #missed = new Set<string>();
  /** Ports whose end is not told yet, since it may be a restart: what was on them, and when that is over. */
  readonly #held = new Map<string, { readonly before: PortState; readonly timer: HostTimer }>();
  readonly #restartedWithin: number;
  readonly #listening: Disposable;
  #watched: readonly TransportPort[];
  #need: Disposable | undefined;
  #work: Promise<void> = Promise.resolve();
  #disposed = false;

  /** @param restartedWithin milliseconds that the news of an end waits for a new start */
  constructor(
    engine: SharedEngine,
    poller: Poller,
    storage: Storage,
    restartedWithin: number = RESTARTED_WITHIN,
  ) {
    this.#engine = engine;
    this.#restartedWithin = restartedWithin;
    this.#poller = poller;
    this.#storage = storage;
    this.#watched = readWatches(storage.get(KEY));
    this.#listening = poller.onDidLook((look) => void this.#follow(look));
    this.#followNeed();
  }

  readonly onDidNews: Event<WatchNews> = this.#news.event;

  /** The list changed. */
  readonly onDidChange: Event<void> = this.#changed.event;

  /** By port. */
  get list(): readonly TransportPort[] {
    return this.#watched;
  }

  /** What was found on a watched port last; nothing before the first look. */
  stateOf(watched: TransportPort): PortState | undefined {
    return this.#states.get(portKey(watched));
  }

  has(watched: TransportPort): boolean {
    return this.#watched.some((other) => portKey(other) === portKey(watched));
  }

  /** Watches the port from now on. What it is now is no news: where somebody looked lately, that is what was seen then. */
  async add(watched: TransportPort): Promise<void> {
    if (this.has(watched)) return;
    const { last } = this.#poller;
    await this.#set([...this.#watched, watched]);
    // Another look may have come meanwhile: what was seen before it is no news then.
    if (last !== undefined && this.stateOf(watched) === undefined) await this.#follow(last);
  }

  async remove(watched: TransportPort): Promise<void> {
    await this.#set(this.#watched.filter((other) => portKey(other) !== portKey(watched)));
  }

  dispose(): void {
    this.#disposed = true;
    for (const key of this.#held.keys()) this.#release(key);
    this.#listening.dispose();
    this.#need?.dispose();
    this.#news.dispose();
    this.#changed.dispose();
  }

  async #set(watched: readonly TransportPort[]): Promise<void> {
    this.#watched = watched
      .map(({ transport, port }) => ({ transport, port }))
      .sort((a, b) => a.port - b.port || (a.transport < b.transport ? -1 : 1))
      .slice(0, MOST_WATCHES);
    const kept = new Set(this.#watched.map(portKey));
    for (const key of this.#states.keys()) if (!kept.has(key)) this.#states.delete(key);
    for (const key of this.#held.keys()) if (!kept.has(key)) this.#release(key);
    this.#followNeed();
    this.#changed.fire();
    await this.#storage.update(KEY, this.#watched);
  }

  #followNeed(): void {
    if (this.#watched.length > 0) this.#need ??= this.#poller.need();
    else {
      this.#need?.dispose();
      this.#need = undefined;
    }
  }

  #follow(look: Look): Promise<void> {
    return (this.#work = this.#work.then(() => this.#take(look)).catch(() => undefined));
  }

  async #take(look: Look): Promise<void> {
    const isOther = (watched: TransportPort): boolean => {
      const known = this.#states.get(portKey(watched));
      return known === undefined || !isSameSockets(known.inodes, inodesOn(look, watched));
    };
    const changed = this.#watched.filter(isOther);
    for (const watched of this.#watched)
      if (!changed.includes(watched)) this.#missed.delete(portKey(watched));
    if (changed.length === 0 || this.#disposed) return;
    const seen = look.ports === undefined ? await this.#withOwners() : { inet: look.inet, ports: look.ports };
    if (this.#disposed) return;
    for (const watched of changed) {
      const after = { inodes: inodesOn(seen, watched), ...serversOn(seen.ports, watched) };
      this.#settle(watched, after, look.ports === undefined);
    }
  }

  /** @param isConfirmed whether two readings agree on `after` */
  #settle(watched: TransportPort, after: PortState, isConfirmed: boolean): void {
    const key = portKey(watched);
    if (!this.has(watched)) return;
    const before = this.#states.get(key);
    const isGone = before !== undefined && before.inodes.length > 0 && after.inodes.length === 0;
    if (isGone && !isConfirmed && !this.#missed.has(key)) {
      this.#missed.add(key);
      return;
    }
    this.#missed.delete(key);
    this.#states.set(key, after);
    const event = before && portEvent(before, after);
    if (before === undefined || event === undefined) return;
    if (event.kind === 'closed') {
      this.#hold(watched, before);
      return;
    }
    const ended = this.#release(key);
    this.#news.fire({ watched, event: ended === undefined ? event : reopened(ended, after) });
  }

  /** An end is told only once it is none of a restart. */
  #hold(watched: TransportPort, before: PortState): void {
    const end = (): void => void (this.#work = this.#work.then(() => this.#end(watched)));
    const timer = setTimeout(end, timerDelay(this.#restartedWithin));
    this.#held.set(portKey(watched), { before, timer });
  }

  /** What was on a port whose end is not told yet: from now on it is. */
  #release(key: string): PortState | undefined {
    const held = this.#held.get(key);
    clearTimeout(held?.timer);
    this.#held.delete(key);
    return held?.before;
  }

  /** Looks once more, whenever the next look is due, and tells the end where there is no new start. */
  async #end(watched: TransportPort): Promise<void> {
    const key = portKey(watched);
    if (!this.#held.has(key) || this.#disposed) return;
    const seen = await this.#withOwners().catch(() => undefined);
    if (!this.#held.has(key)) return;
    if (seen !== undefined && inodesOn(seen, watched).length > 0) {
      this.#settle(watched, { inodes: inodesOn(seen, watched), ...serversOn(seen.ports, watched) }, true);
      return;
    }
    const before = this.#release(key);
    if (before !== undefined) this.#news.fire({ watched, event: { kind: 'closed', before } });
  }

  async #withOwners(): Promise<Pick<Look, 'inet'> & { readonly ports: NonNullable<Look['ports']> }> {
    const snapshot = await using(this.#engine, () => this.#engine.scan('listening', false));
    return { inet: snapshot.inet, ports: listeningPorts(snapshot) };
  }
}

/** What was kept by this version or another; anything else counts as nothing. */
function readWatches(stored: unknown): TransportPort[] {
  if (!Array.isArray(stored)) return [];
  return stored.slice(0, MOST_WATCHES).flatMap((entry: unknown) => {
    const { transport, port } = Object(entry) as Record<string, unknown>;
    const isPort = typeof port === 'number' && Number.isInteger(port) && port >= 1 && port <= 65_535;
    return isPort && isTransport(transport) ? [{ transport, port }] : [];
  });
}
