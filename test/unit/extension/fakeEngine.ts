import assert from 'node:assert/strict';
import type {
  ProcessIdentity,
  ProcessState,
  SignalName,
  SignalOutcome,
} from '../../../src/core/model/engine';
import type {
  Answer,
  ContainerName,
  ContainerNow,
  Containers,
  EngineSettings,
  StopOutcome,
} from '../../../src/core/model/container';
import type {
  CloseOutcome,
  FoundConnection,
  NamedConnection,
  SeenConnection,
} from '../../../src/core/model/connection';
import type { ContainersWish } from '../../../src/core/model/containersWish';
import type { EditorWindow } from '../../../src/core/model/editorWindow';
import type { Elsewhere, ElsewhereQuestion } from '../../../src/core/model/elsewhere';
import type {
  HistoryAnswer,
  HistoryQuestion,
  HistoryStatus,
  HistoryTextQuestion,
  HistoryWish,
} from '../../../src/core/model/history';
import type { IdentifyListener, IdentifyOutcome } from '../../../src/core/model/identity';
import type { Listeners } from '../../../src/core/model/listeners';
import type { NamespaceChoice, NamespaceFacts, NamespaceWish } from '../../../src/core/model/namespace';
import type { NetworkTable } from '../../../src/core/model/networkTable';
import type { TableName } from '../../../src/core/tables/tables';
import type { ProcessOrigin } from '../../../src/core/model/origin';
import type { PageChanges, PageRequest } from '../../../src/core/model/page';
import type { PortFacts, PortQuestion } from '../../../src/core/model/portFacts';
import type { Ancestor, Descendant, ProcessOwner } from '../../../src/core/model/process';
import type { Scope, Snapshot } from '../../../src/core/model/snapshot';
import type { SocketFacts, SocketQuestion } from '../../../src/core/model/socketFacts';
import type {
  TrafficRow,
  TrafficRowsAnswer,
  TrafficRowsQuestion,
  TrafficSeriesAnswer,
  TrafficSeriesQuestion,
  TrafficTextQuestion,
} from '../../../src/core/model/traffic';
import type { Comparison, SocketStates } from '../../../src/core/model/comparison';
import type { PrintRequest } from '../../../src/core/model/print';
import type { Suggestions } from '../../../src/core/query/filter/suggest';
import type { SharedEngine } from '../../../src/extension/sharedEngine';
import { snapshot } from '../snapshots';

/** An engine of a made-up machine: tests say what it answers, and see what it was asked. */
export class FakeEngine implements SharedEngine {
  consumers = 0;
  readonly scans: {
    readonly scope: Scope;
    readonly fresh: boolean;
    readonly handOver?: Scope;
    readonly wish?: NamespaceWish;
    readonly traffic?: true;
  }[] = [];
  readonly signals: {
    readonly pid: number;
    readonly signal: SignalName;
    readonly inodes: unknown;
    readonly ancestor?: number;
  }[] = [];

  /** How often the tables alone were read. */
  looks = 0;
  readonly tables: TableName[] = [];
  readonly windows: EditorWindow[] = [];
  readonly trafficWatches: boolean[] = [];
  readonly historyWishes: (HistoryWish | undefined)[] = [];
  readonly containersWishes: (ContainersWish | undefined)[] = [];

  onScan: () => Snapshot | Promise<Snapshot> = () => snapshot([]);
  onNamespaces: () => readonly NamespaceFacts[] = () => [];
  onPage: (request: PageRequest) => PageChanges = () => assert.fail('no page was expected to be asked for');
  onHostNames: (addresses: readonly string[]) => readonly (string | undefined)[] = () =>
    assert.fail('no names were expected to be asked for');
  onPrint: (request: PrintRequest) => string = () => assert.fail('nothing was expected to be printed');
  onSuggestions: () => Suggestions | undefined = () => undefined;
  onReadTable: (name: TableName, filter?: string, namespace?: NamespaceChoice) => NetworkTable<TableName> =
    () => ({
      takenAt: 0,
      duration: 0,
      sources: [],
      issues: [],
      filter: '',
      matching: 0,
      total: 0,
      contents: { interfaces: [] },
    });
  onTrafficRows: (question: TrafficRowsQuestion) => TrafficRowsAnswer = () =>
    assert.fail('no rows of traffic were expected to be asked for');
  onTrafficSeries: (question: TrafficSeriesQuestion) => TrafficSeriesAnswer = () =>
    assert.fail('no series were expected to be asked for');
  onTrafficRow: (id: number) => TrafficRow | undefined = () => undefined;
  onTrafficText: (question: TrafficTextQuestion) => string = () =>
    assert.fail('no text of traffic was expected to be asked for');
  historyStatusNow: HistoryStatus = { record: 'off', recorder: 'none', bytes: 0, entries: 0, revision: 0 };
  onHistory: (question: HistoryQuestion) => Omit<HistoryAnswer, 'status'> = () => ({ entries: [] });
  onHistoryText: (question: HistoryTextQuestion) => string = () =>
    assert.fail('no text of the history was expected to be asked for');
  onHistoryStates: (at: number) => SocketStates = () =>
    assert.fail('no moment of the history was expected to be asked for');
  onListeners: () => Listeners = () => snapshot([]);
  onSignal: (process: ProcessIdentity, signal: SignalName) => SignalOutcome = () => ({ kind: 'sent' });
  onPortFacts: (question: PortQuestion) => PortFacts = () =>
    assert.fail('no port was expected to be explained');
  onElsewhere: (question: ElsewhereQuestion) => Elsewhere = () => ({ processes: [], omitted: 0 });
  onSocketFacts: (questions: readonly SocketQuestion[]) => readonly (SocketFacts | undefined)[] = () => [];
  /** Each is found as it was seen, with its local port for a cookie; and closing is said to have been done. */
  onFindConnection: (seen: SeenConnection) => FoundConnection = (seen) => ({
    kind: 'found',
    connection: { ...seen, device: 0, cookie: [seen.localPort, 0] },
  });
  onCloseConnection: (connection: NamedConnection) => CloseOutcome = () => ({ kind: 'closed' });
  onIdentify: (listener: IdentifyListener, run: number) => IdentifyOutcome | Promise<IdentifyOutcome> = () =>
    assert.fail('nobody was expected to be identified');
  onStateOf: (process: ProcessIdentity) => ProcessState = () => 'running';
  onOrigins: (processes: readonly ProcessIdentity[]) => readonly ProcessOrigin[] = () => [];
  onAncestors: (pid: number) => readonly Ancestor[] = () => [];
  onDescendants: (root: ProcessIdentity) => readonly Descendant[] = () => [];

  setWindow(window: EditorWindow): void {
    this.windows.push(window);
  }

  watchContainers(wish: ContainersWish | undefined): void {
    this.containersWishes.push(wish);
  }

  recordHistory(wish: HistoryWish | undefined): void {
    this.historyWishes.push(wish);
  }

  watchTraffic(isWatched: boolean): void {
    this.trafficWatches.push(isWatched);
  }

  retain(): void {
    this.consumers++;
  }

  release(): void {
    this.consumers--;
  }

  async scan(
    scope: Scope,
    fresh: boolean,
    handOver?: Scope,
    wish?: NamespaceWish,
    traffic?: boolean,
  ): Promise<Snapshot> {
    this.scans.push({
      scope,
      fresh,
      ...(handOver && { handOver }),
      ...(wish && { wish }),
      ...(traffic === true && { traffic }),
    });
    return this.onScan();
  }

  async trafficRows(question: TrafficRowsQuestion): Promise<TrafficRowsAnswer> {
    return this.onTrafficRows(question);
  }

  async trafficSeries(question: TrafficSeriesQuestion): Promise<TrafficSeriesAnswer> {
    return this.onTrafficSeries(question);
  }

  async trafficRow(ids: readonly number[]): Promise<readonly (TrafficRow | undefined)[]> {
    return ids.map((id) => this.onTrafficRow(id));
  }

  async trafficText(question: TrafficTextQuestion): Promise<string> {
    return this.onTrafficText(question);
  }

  async history(question: HistoryQuestion): Promise<HistoryAnswer> {
    return { ...this.onHistory(question), status: this.historyStatusNow };
  }

  async historyStatus(): Promise<HistoryStatus> {
    return this.historyStatusNow;
  }

  async historyText(question: HistoryTextQuestion): Promise<string> {
    return this.onHistoryText(question);
  }

  async historyStates(at: number): Promise<SocketStates> {
    return this.onHistoryStates(at);
  }

  async clearHistory(): Promise<HistoryStatus> {
    this.historyStatusNow = { ...this.historyStatusNow, bytes: 0, entries: 0 };
    return this.historyStatusNow;
  }

  async namespaces(): Promise<readonly NamespaceFacts[]> {
    return this.onNamespaces();
  }

  async page(request: PageRequest): Promise<PageChanges> {
    return this.onPage(request);
  }

  async suggestions(): Promise<Suggestions | undefined> {
    return this.onSuggestions();
  }

  async print(request: PrintRequest): Promise<string> {
    return this.onPrint(request);
  }

  async hostNames(addresses: readonly string[]): Promise<readonly (string | undefined)[]> {
    return this.onHostNames(addresses);
  }

  onProcesses: () => readonly ProcessOwner[] = () =>
    assert.fail('no processes were expected to be asked for');

  async processes(): Promise<readonly ProcessOwner[]> {
    return this.onProcesses();
  }

  async states(): Promise<SocketStates> {
    return assert.fail('no states were expected to be asked for');
  }

  async compare(): Promise<Comparison> {
    return assert.fail('nothing was expected to be compared');
  }

  async listeners(): Promise<Listeners> {
    this.looks++;
    return this.onListeners();
  }

  async readTable<Name extends TableName>(
    name: Name,
    filter?: string,
    namespace?: NamespaceChoice,
  ): Promise<NetworkTable<Name>> {
    this.tables.push(name);
    return this.onReadTable(name, filter, namespace) as NetworkTable<Name>;
  }

  async signal(
    process: ProcessIdentity,
    signal: SignalName,
    inodes: readonly number[] | undefined,
    ancestor?: ProcessIdentity,
  ): Promise<SignalOutcome> {
    this.signals.push({ pid: process.pid, signal, inodes, ...(ancestor && { ancestor: ancestor.pid }) });
    return this.onSignal(process, signal);
  }

  async portFacts(question: PortQuestion): Promise<PortFacts> {
    return this.onPortFacts(question);
  }

  async socketFacts(questions: readonly SocketQuestion[]): Promise<readonly (SocketFacts | undefined)[]> {
    return this.onSocketFacts(questions);
  }

  /** The cookies of the connections that were closed, a list for each time that it was asked for. */
  readonly closed: (readonly number[])[] = [];

  async findConnections(seen: readonly SeenConnection[]): Promise<readonly FoundConnection[]> {
    return seen.map((each) => this.onFindConnection(each));
  }

  async closeConnections(connections: readonly NamedConnection[]): Promise<readonly CloseOutcome[]> {
    this.closed.push(connections.map(({ cookie }) => cookie[0]));
    return connections.map((each) => this.onCloseConnection(each));
  }

  /** The calls that were made, and those that were stopped, by their numbers. */
  readonly identified: (readonly IdentifyListener[])[] = [];
  readonly stopped: number[] = [];

  async identify(run: number, listeners: readonly IdentifyListener[]): Promise<readonly IdentifyOutcome[]> {
    this.identified.push(listeners);
    return Promise.all(listeners.map(async (each) => this.onIdentify(each, run)));
  }

  async stopIdentifying(run: number): Promise<void> {
    this.stopped.push(run);
  }

  async elsewhere(question: ElsewhereQuestion): Promise<Elsewhere> {
    return this.onElsewhere(question);
  }

  async stateOf(process: ProcessIdentity): Promise<ProcessState> {
    return this.onStateOf(process);
  }

  onContainers: (fresh: boolean) => Containers = () => ({ takenAt: 0, containers: [], engines: [] });
  onContainerNow: (container: ContainerName) => Answer<ContainerNow> = () => ({ outcome: 'absent' });
  onStopContainer: (container: ContainerName) => Answer<StopOutcome> | Promise<Answer<StopOutcome>> = () =>
    assert.fail('no container was expected to be stopped');

  async containers(_settings: EngineSettings, fresh = false): Promise<Containers> {
    return this.onContainers(fresh);
  }

  async containerNow(container: ContainerName): Promise<Answer<ContainerNow>> {
    return this.onContainerNow(container);
  }

  async stopContainer(container: ContainerName): Promise<Answer<StopOutcome>> {
    return this.onStopContainer(container);
  }

  async origins(processes: readonly ProcessIdentity[]): Promise<readonly ProcessOrigin[]> {
    return this.onOrigins(processes);
  }

  async ancestors(pid: number): Promise<readonly Ancestor[]> {
    return this.onAncestors(pid);
  }

  async descendants(root: ProcessIdentity): Promise<readonly Descendant[]> {
    return this.onDescendants(root);
  }
}
