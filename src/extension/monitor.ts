import { timerDelay } from '../core/model/bounds';
import type { ContainerFacts } from '../core/model/container';
import { choiceKey, type NamespaceChoice, type NamespaceWish, OWN_NAMESPACE } from '../core/model/namespace';
import type { TableName } from '../core/tables/tables';
import type { Scope, Snapshot } from '../core/model/snapshot';
import type { ListeningPort } from '../core/ports/listeningPorts';
import { PortsCache } from '../core/ports/portsCache';
import { namespacesIn, shownFacts, shownNamespace } from '../core/query/shownNamespace';
import { type Disposable, Emitter, type Event } from './lifetime';
import { readTableOf, type ShownNamespaces, type TableReading } from './namespaces/tableReading';
import { pause } from './pace';
import { type SharedEngine, using } from './sharedEngine';

/** Passes that follow at once for what people call the owners; of very many, the rest comes as passes come. */
const MOST_HURRIED = 4;

const SCOPES: readonly Scope[] = ['listening', 'inet', 'all'];

/** What one can watch: sockets of some scope, their traffic, or one of the machine's other tables. */
export type Subject = Scope | TableName | 'traffic';

/** The tables that were read last. */
type Tables = { [Name in TableName]?: TableReading<Name> };

/** What the Monitor must be told; read anew before each use. */
export interface MonitorOptions {
  /** Milliseconds between two passes. */
  interval(): number;
  /** The filter expression of tables that have something to filter by. */
  filter?(): string;
  /**
   * Which other network namespaces passes read.
   * @param watched what somebody watches
   */
  wish?(watched: ReadonlySet<Subject>): NamespaceWish | undefined;
  /** A pass is over, for the log. */
  onPass(result: { readonly snapshot: Snapshot } | { readonly error: string }): void;
}

/**
 * Keeps one current snapshot for all that show something: one timer, one event, never two passes at once.
 *
 * The snapshot holds the listening sockets alone; what wider scopes are watched for stays with the engine, whose
 * pages the views ask for after each pass. It looks again by itself only while somebody watches. A pass that fails leaves the last snapshot as it is.
 */
export class Monitor implements Disposable {
  readonly #engine: SharedEngine;
  readonly #options: MonitorOptions;
  readonly #changed = new Emitter<void>();
  readonly #watchers = new Map<symbol, Subject>();
  readonly #tables: Tables = {};
  readonly #ports = new PortsCache();
  #containers: readonly ContainerFacts[] | undefined;
  /** What the last pass read. */
  #covered: ReadonlySet<Subject> = new Set();
  /** What it was to read of other network namespaces. */
  #coveredWish: NamespaceWish | undefined;
  #snapshot: Snapshot | undefined;
  #error: string | undefined;
  #failures = 0;
  /** Passes in a row that left owners without a description. */
  #undescribed = 0;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #timer: HostTimer | undefined;
  #lastPassEnded = 0;
  /** Milliseconds that the engine worked for the last pass and what was made of it; its start does not count. */
  #cost = 0;
  #paused = false;
  #disposed = false;

  constructor(engine: SharedEngine, options: MonitorOptions) {
    this.#engine = engine;
    this.#options = options;
  }

  /** A pass is over, or continuous refresh was paused or resumed. */
  readonly onDidChange: Event<void> = this.#changed.event;

  /** The last snapshot that was taken. */
  get snapshot(): Snapshot | undefined {
    return this.#snapshot;
  }

  /** Every listening port of the snapshot, made when asked for; the same list for as long as nothing in it changed. */
  get ports(): readonly ListeningPort[] {
    return this.#snapshot === undefined ? [] : this.#ports.portsOf(this.#snapshot);
  }

  /** The port of this id in the last snapshot, which others that look for themselves may know by another one. */
  port(id: string): ListeningPort | undefined {
    return this.ports.length === 0 ? undefined : this.#ports.find(id);
  }

  /**
   * Containers are known, or others than before: the snapshot has them from now on, as if a pass had read them. Those that are gone
   * keep the names of their sockets until these are read again: else a port would be docker-proxy's for a moment.
   */
  nameContainers(containers: readonly ContainerFacts[]): void {
    if (containers === this.#containers) return;
    this.#containers = containers;
    if (this.#snapshot === undefined) return;
    const known = new Set(containers.map(({ id }) => id));
    const gone = (this.#snapshot.containers ?? []).filter(({ id }) => !known.has(id));
    this.#snapshot = {
      ...this.#snapshot,
      containers: gone.length === 0 ? containers : [...containers, ...gone],
    };
    this.#changed.fire();
  }

  /** The table as it was last read, while somebody watches it. */
  table<Name extends TableName>(name: Name): TableReading<Name> | undefined {
    return this.#tables[name];
  }

  /** What passes read of other network namespaces, for who has the engine read sockets as the views have them. */
  get wish(): NamespaceWish | undefined {
    return this.#options.wish?.(new Set(this.#watchers.values()));
  }

  /** Of which network namespaces tables are read: this machine's own where the one that is wanted was found to have ended. */
  get namespaces(): ShownNamespaces {
    const shown = this.#shown;
    const read = this.#snapshot?.namespaces?.wish.shown ?? OWN_NAMESPACE;
    const isRead = shown.kind !== 'own' && choiceKey(read) === choiceKey(shown);
    if (!isRead || this.#snapshot === undefined) return { shown, facts: [] };
    const [one, all] = [shownFacts(this.#snapshot), namespacesIn(this.#snapshot)];
    const facts = one === undefined || shown.kind === 'all' ? all : [one];
    return { shown: shownNamespace(this.#snapshot), facts };
  }

  /** Why the last pass failed, if it did. */
  get error(): string | undefined {
    return this.#error;
  }

  get isPaused(): boolean {
    return this.#paused;
  }

  /** Whether another pass will come by itself, or runs already. */
  get isActive(): boolean {
    return this.#timer !== undefined || this.#running !== undefined;
  }

  /** Refreshes from now on, and as often as the interval says, until disposed. */
  watch(subject: Subject): Disposable {
    const key = Symbol(subject);
    this.#watchers.set(key, subject);
    this.#engine.retain();
    this.#schedule();
    return {
      dispose: () => {
        if (!this.#watchers.delete(key)) return;
        this.#engine.release();
        this.#forgetUnwatched();
        this.#schedule();
      },
    };
  }

  /** Looks now, paused or not, and resolves when the pass is over. Calls during a pass share the one after it. */
  refresh(): Promise<void> {
    if (this.#running === undefined) return this.#start(true);
    this.#next ??= this.#running.then(() => {
      this.#next = undefined;
      return this.#start(true);
    });
    return this.#next;
  }

  /** Other network namespaces are wanted: looks at once, paused or not, or as soon as somebody watches. */
  async wishChanged(): Promise<void> {
    if (this.#watchers.size > 0) await this.refresh();
    else this.#changed.fire();
  }

  /** Reads one table again where somebody watches it, in between: what it is filtered by changed. */
  async readAgain(name: TableName): Promise<void> {
    if (![...this.#watchers.values()].includes(name)) return;
    await this.#running;
    try {
      await using(this.#engine, () => this.#readTable(name));
      this.#error = undefined;
    } catch (error) {
      this.#error = error instanceof Error ? error.message : String(error);
    }
    if (!this.#disposed) this.#changed.fire();
  }

  /** Stops continuous refresh; what was never read before is still read once. */
  pause(): void {
    this.#setPaused(true);
  }

  resume(): void {
    this.#setPaused(false);
  }

  /** Something made of the last pass took the engine so many milliseconds more: the next one may have to wait for it. */
  spent(milliseconds: number): void {
    this.#cost += milliseconds;
    this.#schedule();
  }

  /** The interval may have changed: reckons anew when to look again. */
  reschedule(): void {
    this.#schedule();
  }

  dispose(): void {
    this.#disposed = true;
    for (const _watcher of this.#watchers) this.#engine.release();
    this.#watchers.clear();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#changed.dispose();
  }

  #setPaused(paused: boolean): void {
    if (this.#paused === paused) return;
    this.#paused = paused;
    this.#changed.fire();
    this.#schedule();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const isCovered = this.#isCovered();
    const idle =
      (this.#paused && isCovered) || this.#watchers.size === 0 || this.#snapshot?.platform === 'unsupported';
    if (this.#disposed || idle || this.#running !== undefined) return;
    const wait = pause({
      interval: this.#options.interval(),
      cost: this.#cost,
      failures: this.#failures,
    });
    const due = isCovered ? this.#lastPassEnded + wait - Date.now() : 0;
    this.#timer = setTimeout(() => void this.#start(false), timerDelay(due, wait));
  }

  #start(fresh: boolean): Promise<void> {
    if (this.#disposed) return Promise.resolve();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#running = this.#pass(fresh).finally(() => {
      this.#running = undefined;
      this.#lastPassEnded = Date.now();
      this.#schedule();
    });
    return this.#running;
  }

  async #pass(fresh: boolean): Promise<void> {
    const { scope, names, traffic } = this.#wanted();
    const { wish } = this;
    this.#cost = 0;
    try {
      await using(this.#engine, async () => {
        if (scope !== undefined) await this.#scan(scope, fresh, traffic);
        for (const name of names) await this.#readTable(name);
      });
      if (this.#disposed) return;
      this.#covered = new Set([
        ...names,
        ...(traffic ? (['traffic'] as const) : []),
        ...SCOPES.slice(0, scope === undefined ? 0 : SCOPES.indexOf(scope) + 1),
      ]);
      this.#coveredWish = wish;
      this.#error = undefined;
      this.#failures = 0;
    } catch (error) {
      if (this.#disposed) return;
      this.#error = error instanceof Error ? error.message : String(error);
      this.#failures++;
      this.#options.onPass({ error: this.#error });
    }
    this.#changed.fire();
  }

  async #scan(scope: Scope, fresh: boolean, traffic: boolean): Promise<void> {
    const snapshot = await this.#engine.scan(scope, fresh, 'listening', this.wish, traffic);
    if (this.#disposed) return;
    this.#snapshot =
      this.#containers === undefined ? snapshot : { ...snapshot, containers: this.#containers };
    this.#cost += snapshot.duration;
    this.#undescribed = snapshot.ownerScan.areDescriptionsMissing ? this.#undescribed + 1 : 0;
    this.#options.onPass({ snapshot });
  }

  async #readTable(name: TableName): Promise<void> {
    const table = await readTableOf(this.#engine, name, this.#options.filter?.(), this.namespaces);
    if (this.#disposed) return;
    const tables: Partial<Record<TableName, TableReading<TableName>>> = this.#tables;
    tables[name] = table;
    this.#cost += table.duration;
  }

  get #shown(): NamespaceChoice {
    return this.wish?.shown ?? OWN_NAMESPACE;
  }

  /**
   * The widest scope and all tables that are watched, and whether traffic is, which is that of all Internet sockets; listening
   * sockets where nothing is, or where others than the own network namespace are shown: a pass over sockets tells which there are.
   */
  #wanted(): { scope: Scope | undefined; names: TableName[]; traffic: boolean } {
    const subjects = new Set(this.#watchers.values());
    const traffic = subjects.has('traffic');
    if (traffic) subjects.add('inet');
    const scope = SCOPES.findLast((candidate) => subjects.has(candidate));
    const names = [...subjects].filter(
      (subject): subject is TableName => !isScope(subject) && subject !== 'traffic',
    );
    const needsScope = names.length === 0 || this.#shown.kind !== 'own';
    return { scope: needsScope ? (scope ?? 'listening') : scope, names, traffic };
  }

  /** Whether the last pass, or attempt at one, read everything that is watched, and what people call the owners. */
  #isCovered(): boolean {
    if (this.#failures > 0) return true;
    if (this.#undescribed > 0 && this.#undescribed <= MOST_HURRIED) return false;
    const isRead = [...this.#watchers.values()].every((subject) => this.#covered.has(subject));
    return isRead && covers(this.#coveredWish, this.wish);
  }

  #forgetUnwatched(): void {
    const watched = new Set(this.#watchers.values());
    for (const name of Object.keys(this.#tables) as TableName[])
      if (!watched.has(name)) delete this.#tables[name];
  }
}

/** What is wanted where nothing is asked for. */
const NO_WISH: NamespaceWish = { shown: OWN_NAMESPACE };

/** Whether a pass that read the first has all of the second. */
function covers(read = NO_WISH, wanted = NO_WISH): boolean {
  const hasMore = (wanted.inside && !read.inside) || (wanted.ends && !read.ends);
  return hasMore !== true && choiceKey(read.shown) === choiceKey(wanted.shown);
}

/** Whether it is sockets of some scope, and no other table. */
export function isScope(subject: Subject | undefined): subject is Scope {
  return subject !== undefined && (SCOPES as readonly Subject[]).includes(subject);
}
