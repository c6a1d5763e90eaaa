import type {
  Engine,
  ProcessIdentity,
  ProcessState,
  SignalName,
  SignalOutcome,
} from '../../core/model/engine';
import type {
  Answer,
  ContainerFacts,
  ContainerName,
  ContainerNow,
  Containers,
  EngineSettings,
  StopOutcome,
} from '../../core/model/container';
import type {
  CloseOutcome,
  FoundConnection,
  NamedConnection,
  SeenConnection,
} from '../../core/model/connection';
import type { ContainersWish } from '../../core/model/containersWish';
import type { Comparison, SocketStates } from '../../core/model/comparison';
import type { EditorWindow } from '../../core/model/editorWindow';
import type { Elsewhere, ElsewhereQuestion } from '../../core/model/elsewhere';
import type {
  HistoryAnswer,
  HistoryQuestion,
  HistoryStatus,
  HistoryTextQuestion,
  HistoryWish,
} from '../../core/model/history';
import type { IdentifyListener, IdentifyOutcome } from '../../core/model/identity';
import type { Listeners } from '../../core/model/listeners';
import {
  type NamespaceFacts,
  type SingleNamespace,
  type NamespaceWish,
  OWN_NAMESPACE,
} from '../../core/model/namespace';
import type { NetworkTable } from '../../core/model/networkTable';
import type { TableName } from '../../core/tables/tables';
import type { ProcessOrigin } from '../../core/model/origin';
import type { PageChanges, PageRequest } from '../../core/model/page';
import type { PrintRequest } from '../../core/model/print';
import type { PortFacts, PortQuestion } from '../../core/model/portFacts';
import type { Ancestor, Descendant, ProcessOwner } from '../../core/model/process';
import type { Scope, Snapshot } from '../../core/model/snapshot';
import type { SocketFacts, SocketQuestion } from '../../core/model/socketFacts';
import type {
  TrafficRow,
  TrafficRowsAnswer,
  TrafficRowsQuestion,
  TrafficSeriesAnswer,
  TrafficSeriesQuestion,
  TrafficTextQuestion,
} from '../../core/model/traffic';
import { type Suggestions, suggestionsOf } from '../../core/query/filter/suggest';
import { narrow } from '../../core/query/narrow';
import { MOST_ROWS } from '../../core/query/parts';
import { compareStates } from '../../core/compare/compare';
import { socketStates } from '../../core/compare/comparedStates';
import { Pages } from '../../core/query/page/pages';
import { allRows } from '../../core/query/page/selectedRows';
import { EngineContainers } from '../containers/engineContainers';
import { descendants, programs } from './owners/family';
import type { LocalEngineOptions } from './localEngineOptions';
import { NetworkTables, type NetworkTablesOptions } from './answers/networkTables';
import { printAnswer } from './answers/printAnswer';
import { originsOf } from './owners/origins';
import { readPortFacts } from './answers/portFactsAnswer';
import { ForeignNetwork } from './namespaces/foreignNetwork';
import { readForeignTables } from './namespaces/foreignTables';
import { Processes } from './owners/processes';
import { Scanner, type Unchanged, completed } from './scanner';
import { stateOf } from './answers/signal';
import { signalNoted } from './answers/notedSignal';
import { closeConnections, findConnections } from './answers/connectionCalls';
import { findElsewhere } from './answers/elsewhereAnswer';
import { Identifier } from './answers/identify/identifier';
import { socketsIn } from './answers/identify/socketIn';
import { readSocketFacts } from './answers/socketFactsAnswer';
import { ShownSnapshot } from './shownSnapshot';
import { Tables } from './sockets/tables';
import type { Translations } from '../../core/text/localizer';
import { stopDeed } from './history/deeds';
import { History } from './history/history';
import type { KeptTraffic, Traffic } from './traffic/traffic';
import type { Look } from './owners/unlistedHolders';

/** The engine in the calling thread: every call blocks while it reads. */
export class LocalEngine implements Engine {
  readonly #options: LocalEngineOptions;
  readonly #processes: Processes;
  readonly #scanner: Scanner;
  readonly #networkTables: NetworkTables;
  readonly #pages = new Pages();
  readonly #seen = new ShownSnapshot();
  #traffic: Traffic | undefined;
  readonly #history: History;
  #foreign: ForeignNetwork | undefined;
  #last: Snapshot | undefined;
  readonly #containers: EngineContainers;
  readonly #identifier: Identifier;

  constructor(options: LocalEngineOptions) {
    this.#options = options;
    const containers = (): readonly ContainerFacts[] => this.#containers.known;
    this.#processes = new Processes(options.reader, { projectOf: options.projectOf, containers });
    this.#networkTables = new NetworkTables(options);
    const tables = new Tables(options.reader, options.littleEndian, options.netlink);
    this.#scanner = new Scanner(options, tables, this.#processes);
    this.#containers = new EngineContainers(options.reader, options.socketSurroundings);
    this.#history = new History(
      {
        containers,
        originOf: (owner) => this.#processes.originOf(owner),
        listeners: () => this.#scanner.listeners(),
        pass: (scope) => this.#scanner.scanAside(scope),
      },
      options.history,
    );
    const machine = () => this.#scanner.machineNamespaces(false);
    this.#identifier = new Identifier(socketsIn({ machine, entry: options.namespaceEntry }));
  }

  /** How often processes denied their descriptors since the start. */
  get denials(): number {
    return this.#scanner.denials;
  }

  /**
   * From the next pass on processes are told apart by what they are to that window. Where /proc has the pids of another
   * namespace, the window's own pids are strangers' there, and nothing is its.
   */
  setWindow(window: EditorWindow): void {
    const isOwn = this.#scanner.surroundings.procPids === 'own';
    this.#processes.setWindow(isOwn ? window : { ...window, roots: [], folders: [] });
    this.#scanner.expectNews();
  }

  scan(
    scope: Scope,
    fresh: boolean,
    handOver = scope,
    wish?: NamespaceWish,
    traffic = false,
  ): Promise<Snapshot> {
    return settle(() => {
      const { snapshot } = this.scanForChanges(scope, fresh, wish, traffic);
      return handOver === scope ? snapshot : narrow(snapshot, handOver);
    });
  }

  namespaces(): Promise<readonly NamespaceFacts[]> {
    return settle(() => this.#scanner.machineNamespaces(true).all.map(({ facts }) => facts));
  }

  /** The same for who wants to know whether anything was read at all. */
  scanForChanges(
    scope: Scope,
    fresh: boolean,
    wish?: NamespaceWish,
    traffic = false,
  ): { scanned: Snapshot | Unchanged; snapshot: Snapshot } {
    const scanned = this.#scanner.scan(scope, fresh, wish, traffic);
    const snapshot = (this.#last = completed(scanned, this.#last));
    this.#seen.note(snapshot, wish);
    this.#history.took(snapshot, !('inet' in scanned));
    if (traffic && this.#options.newTraffic !== undefined)
      this.#trafficSeen.take(this.#seen.shown(this.#containers.known) ?? snapshot);
    return { scanned, snapshot };
  }

  trafficRows(question: TrafficRowsQuestion): Promise<TrafficRowsAnswer> {
    return settle(() => this.#trafficSeen.rows(question));
  }

  trafficSeries(question: TrafficSeriesQuestion): Promise<TrafficSeriesAnswer> {
    return settle(() => this.#trafficSeen.series(question));
  }

  trafficRow(ids: readonly number[]): Promise<readonly (TrafficRow | undefined)[]> {
    return settle(() => this.#trafficSeen.row(ids));
  }

  trafficText(question: TrafficTextQuestion): Promise<string> {
    return settle(() => this.#trafficSeen.text(question));
  }

  history(question: HistoryQuestion): Promise<HistoryAnswer> {
    return this.#history.answer(question);
  }

  historyStatus(): Promise<HistoryStatus> {
    return settle(() => this.#history.status);
  }

  historyText(question: HistoryTextQuestion): Promise<string> {
    return this.#history.text(question);
  }

  historyStates(at: number): Promise<SocketStates> {
    return settle(() => this.#history.states(at));
  }

  clearHistory(): Promise<HistoryStatus> {
    return settle(() => this.#history.clear());
  }

  /** Records from now on as is wished, or no more. */
  recordHistory(wish: HistoryWish | undefined): void {
    this.#history.record(wish);
  }

  page(request: PageRequest): Promise<PageChanges> {
    return settle(() => this.#pages.changes(this.#seen.shown(this.#containers.known), request));
  }

  suggestions(): Promise<Suggestions | undefined> {
    return settle(() => {
      const snapshot = this.#seen.shown(this.#containers.known);
      return snapshot && suggestionsOf(snapshot);
    });
  }

  print(request: PrintRequest): Promise<string> {
    return printAnswer(request, {
      netstat: this.#options.netstat,
      last: this.#last,
      shown: this.#seen.shown(this.#containers.known),
      containers: this.#containers.known,
      table: ({ table, filter, namespace = OWN_NAMESPACE }) =>
        this.#ofNamespace(namespace, (of) => this.#networkTables.rows(table, filter, of)),
      history: (question) => this.history(question),
    });
  }

  hostNames(addresses: readonly string[]): Promise<readonly (string | undefined)[]> {
    return this.#options.hostNames.namesOf(addresses);
  }

  states(): Promise<SocketStates> {
    return settle(() => {
      const { snapshot } = this.scanForChanges('all', true);
      return socketStates(snapshot.takenAt, allRows(snapshot), this.#containers.known);
    });
  }

  compare(before: string, after: string): Promise<Comparison> {
    return settle(() => compareStates(before, after));
  }

  listeners(withUnclosed = false): Promise<Listeners> {
    return settle(() => this.#scanner.listeners(withUnclosed));
  }

  readTable<Name extends TableName>(
    name: Name,
    filter = '',
    namespace: SingleNamespace = OWN_NAMESPACE,
  ): Promise<NetworkTable<Name>> {
    return settle(() =>
      this.#ofNamespace(namespace, (of) => this.#networkTables.read(name, filter, MOST_ROWS, of)),
    );
  }

  signal(
    process: ProcessIdentity,
    signal: SignalName,
    inodes: readonly number[] | undefined,
    ancestor?: ProcessIdentity,
  ): Promise<SignalOutcome> {
    const dependencies = { ...this.#options, processes: this.#processes };
    return settle(() => signalNoted(dependencies, this.#history, process, signal, inodes, ancestor));
  }

  portFacts(question: PortQuestion): Promise<PortFacts> {
    const look = (fresh: boolean): Look => {
      const { snapshot } = this.scanForChanges('all', fresh);
      return { snapshot, holders: this.#scanner.holders };
    };
    return readPortFacts(question, { ...this.#options, look });
  }

  socketFacts(questions: readonly SocketQuestion[]): Promise<readonly (SocketFacts | undefined)[]> {
    const { netlink } = this.#options;
    const dependencies = { netlink, processes: this.#processes, holders: this.#scanner.holders };
    return settle(() => questions.map((question) => readSocketFacts(question, dependencies)));
  }

  findConnections(seen: readonly SeenConnection[]): Promise<readonly FoundConnection[]> {
    return settle(() => findConnections(seen, this.#options.netlink));
  }

  closeConnections(connections: readonly NamedConnection[]): Promise<readonly CloseOutcome[]> {
    return settle(() => closeConnections(connections, this.#options.netlink, this.#history));
  }

  identify(run: number, listeners: readonly IdentifyListener[]): Promise<readonly IdentifyOutcome[]> {
    return this.#identifier.identify(run, listeners);
  }

  stopIdentifying(run: number): Promise<void> {
    return settle(() => this.#identifier.stop(run));
  }

  elsewhere(question: ElsewhereQuestion): Promise<Elsewhere> {
    const { hidepid } = this.#scanner.surroundings;
    return settle(() => findElsewhere(question, { ...this.#options, processes: this.#processes, hidepid }));
  }

  processes(): Promise<readonly ProcessOwner[]> {
    return settle(() => programs(this.#options.reader, this.#processes));
  }

  stateOf(process: ProcessIdentity): Promise<ProcessState> {
    return settle(() => stateOf(this.#processes, process));
  }

  origins(processes: readonly ProcessIdentity[]): Promise<readonly ProcessOrigin[]> {
    const { known: containers } = this.#containers;
    return settle(() => originsOf(processes, { ...this.#options, processes: this.#processes, containers }));
  }

  containers(settings: EngineSettings, fresh = false): Promise<Containers> {
    return this.#containers.all(settings, fresh);
  }

  /** Tells of containers whenever they change, by the events of their engines; no more without a wish. */
  watchContainers(wish: ContainersWish | undefined, changed?: (now: Containers) => void): void {
    this.#containers.watch(wish, (now) => changed?.(now));
  }

  /** While traffic is watched, listens to what the kernel tells of connections that close. */
  watchTraffic(isWatched: boolean, translations?: Translations): void {
    // Who hears what closes hands over to the other, so that nothing is missed.
    if (!isWatched) this.#history.shareWith(undefined);
    this.#trafficSeen.watch(isWatched, translations);
    if (isWatched) this.#history.shareWith(this.#trafficSeen);
  }

  /** The samples of traffic, for the engine that comes after this one; nothing where none were taken. */
  keepTraffic(): KeptTraffic | undefined {
    return this.#traffic?.keep();
  }

  /** Goes on with the samples of the engine before this one. */
  restoreTraffic(kept: KeptTraffic): void {
    this.#trafficSeen.restore(kept);
  }

  containerNow(container: ContainerName, settings: EngineSettings): Promise<Answer<ContainerNow>> {
    return this.#containers.now(container, settings);
  }

  async stopContainer(container: ContainerName, settings: EngineSettings): Promise<Answer<StopOutcome>> {
    const outcome = await this.#containers.stop(container, settings);
    this.#history.note(stopDeed(container, this.#containers.known, outcome));
    return outcome;
  }

  ancestors(pid: number): Promise<readonly Ancestor[]> {
    return settle(() => this.#processes.ancestors(pid));
  }

  descendants(root: ProcessIdentity): Promise<readonly Descendant[]> {
    return settle(() => descendants(this.#options.reader, this.#processes, root));
  }

  /** @throws where this engine keeps none */
  get #trafficSeen(): Traffic {
    const { newTraffic, hostNames, networkDevices } = this.#options;
    if (newTraffic === undefined) throw new Error('This engine keeps no samples of traffic.');
    return (this.#traffic ??= newTraffic({
      inside: (namespace, read) => this.#ofNamespace(namespace, read),
      devices: networkDevices,
      placeOf: (key) => this.#scanner.placeOf(key),
      onClosed: (own) => this.#history.heard(own),
      hostNames,
    }));
  }

  /** Reads tables of one network namespace. */
  #ofNamespace<T>(namespace: SingleNamespace, read: (of: NetworkTablesOptions) => T): T {
    const own = (): T => read(this.#options);
    if (namespace.kind === 'own') return own();
    const { reader, littleEndian, namespaceEntry } = this.#options;
    const network = (this.#foreign ??= new ForeignNetwork(reader, littleEndian, namespaceEntry));
    const machine = this.#scanner.machineNamespaces(false);
    return readForeignTables(namespace, { machine, network, littleEndian }, read, own);
  }
}

function settle<T>(action: () => T): Promise<T> {
  return new Promise((resolve) => resolve(action()));
}
