import { isTransport, listeningPorts, portKey, type TransportPort } from '../../core/ports/listeningPorts';
import {
  inodesOn,
  isSameSockets,
  type PortEvent,
  portEvent,
  type PortState,
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
  readonly #listening: Disposable;
  #watched: readonly TransportPort[];
  #need: Disposable | undefined;
  #work: Promise<void> = Promise.resolve();
  #disposed = false;

  constructor(engine: SharedEngine, poller: Poller, storage: Storage) {
    this.#engine = engine;
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
    if (last !== undefined) await this.#follow(last);
  }

  async remove(watched: TransportPort): Promise<void> {
    await this.#set(this.#watched.filter((other) => portKey(other) !== portKey(watched)));
  }

  dispose(): void {
    this.#disposed = true;
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
    if (event !== undefined) this.#news.fire({ watched, event });
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
