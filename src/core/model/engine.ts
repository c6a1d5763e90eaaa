import type { Suggestions } from '../query/filter/suggest';
import type { Comparison, SocketStates } from './comparison';
import type { CloseOutcome, FoundConnection, NamedConnection, SeenConnection } from './connection';
import type {
  Answer,
  ContainerName,
  ContainerNow,
  Containers,
  EngineSettings,
  StopOutcome,
} from './container';
import type { Elsewhere, ElsewhereQuestion } from './elsewhere';
import type { HistoryAnswer, HistoryQuestion, HistoryStatus, HistoryTextQuestion } from './history';
import type { IdentifyListener, IdentifyOutcome } from './identity';
import type { Listeners } from './listeners';
import type { NamespaceFacts, NamespaceWish, SingleNamespace } from './namespace';
import type { TableName } from '../tables/tables';
import type { NetworkTable } from './networkTable';
import type { ProcessOrigin } from './origin';
import type { PageChanges, PageRequest } from './page';
import type { PrintRequest } from './print';
import type { PortFacts, PortQuestion } from './portFacts';
import type { Ancestor, Descendant, ProcessOwner } from './process';
import type { Scope, Snapshot } from './snapshot';
import type { SocketFacts, SocketQuestion } from './socketFacts';
import type {
  TrafficRow,
  TrafficRowsAnswer,
  TrafficRowsQuestion,
  TrafficSeriesAnswer,
  TrafficSeriesQuestion,
  TrafficTextQuestion,
} from './traffic';

/** A process as it was seen: the only way to name one in a request that acts on it. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startTime: number;
}

/**
 * What became of a signal.
 * - `sent`
 * - `ended`: the process is gone, or a zombie
 * - `replaced`: another process has the pid by now
 * - `released`: it is the same process, and it (or the ancestor named with it) does not hold the socket any more
 * - `detached`: it is the same process, and no chain of parents leads to the ancestor named with it any more
 * - `refused`: pid 1 and below are never signalled
 * - `otherPidNamespace`: /proc has the pids of another pid namespace, or does not say whose; a pid from there would reach
 *   whoever has that number here
 * - `denied`: the system did not permit it (EPERM)
 * - `failed`: anything else, with the system's words
 */
export type SignalOutcome =
  | {
      readonly kind:
        'sent' | 'ended' | 'replaced' | 'released' | 'detached' | 'refused' | 'otherPidNamespace' | 'denied';
    }
  | { readonly kind: 'failed'; readonly message: string };

/** The signals that may be sent, see signal(7). The system numbers them. */
export type SignalName =
  | 'SIGTERM'
  | 'SIGINT'
  | 'SIGHUP'
  | 'SIGQUIT'
  | 'SIGKILL'
  | 'SIGABRT'
  | 'SIGUSR1'
  | 'SIGUSR2'
  | 'SIGWINCH'
  | 'SIGSTOP'
  | 'SIGTSTP'
  | 'SIGCONT';

/** State of a process named by its identity. */
export type ProcessState = 'running' | 'ended' | 'replaced';

/** The engine as its consumers see it; it may live in a worker. Every call settles: errors reject. */
export interface Engine {
  /**
   * Takes a snapshot.
   * @param scope which sockets are read, and stay with the engine for its pages
   * @param fresh read everything again, whatever the engine believes to be unchanged
   * @param handOver which of them the answer holds, all where left out; not wider than `scope`
   * @param wish which other network namespaces are read, too; none where left out
   * @param traffic whether the kernel's counters are read, and a sample of traffic is kept; the scope is not `listening` then
   */
  scan(
    scope: Scope,
    fresh: boolean,
    handOver?: Scope,
    wish?: NamespaceWish,
    traffic?: boolean,
  ): Promise<Snapshot>;
  /** Rows of the Traffic page by the last sample, with names of hosts as far as they are known. It reads nothing. */
  trafficRows(question: TrafficRowsQuestion): Promise<TrafficRowsAnswer>;
  /** What its plots show, from the samples of the last hour. It reads nothing. */
  trafficSeries(question: TrafficSeriesQuestion): Promise<TrafficSeriesAnswer>;
  /** What rows of the page stand for, by their ids; undefined for those that are forgotten. */
  trafficRow(ids: readonly number[]): Promise<readonly (TrafficRow | undefined)[]>;
  /** Rows or samples as a text, to be copied or exported. */
  trafficText(question: TrafficTextQuestion): Promise<string>;
  /** A part of the history, the newest first; what other windows recorded, too. It reads no sockets. */
  history(question: HistoryQuestion): Promise<HistoryAnswer>;
  /** What there is of the history, and who records. */
  historyStatus(): Promise<HistoryStatus>;
  /** A part of it as a text, to be exported. */
  historyText(question: HistoryTextQuestion): Promise<string>;
  /** The sockets that were open at a moment (milliseconds since 1970) by the history, to be compared like {@link states}. */
  historyStates(at: number): Promise<SocketStates>;
  /** Forgets the history of all windows, and gives its room back. */
  clearHistory(): Promise<HistoryStatus>;
  /** The network namespaces that there are, the own one first: for a question, since each process is looked at. */
  namespaces(): Promise<readonly NamespaceFacts[]>;
  /** A part of the sockets that were read last, as far as it differs from what the client has. It reads nothing. */
  page(request: PageRequest): Promise<PageChanges>;
  /** Values to complete a filter with, of the sockets that were read last; nothing where none were. It reads nothing. */
  suggestions(): Promise<Suggestions | undefined>;
  /**
   * Rows as netstat prints them, or as its data. Sockets are not read again for it; other tables are, where a whole
   * one is asked for.
   * @returns empty where netstat prints nothing of them
   */
  print(request: PrintRequest): Promise<string>;
  /**
   * The names of hosts by /etc/hosts and the name servers, in the order of the addresses, which are numbers as text;
   * undefined where one has none. It asks the network, so it is for those who asked for names.
   */
  hostNames(addresses: readonly string[]): Promise<readonly (string | undefined)[]>;
  /** Reads all sockets and their owners anew, for a comparison with another moment. */
  states(): Promise<SocketStates>;
  /** What happened between two moments, from the texts of their states. It reads nothing. */
  compare(before: string, after: string): Promise<Comparison>;
  /**
   * Reads who waits on ports, without owners: what is cheap enough to be asked for all day.
   * @param withUnclosed and which connections wait for their program to close them
   */
  listeners(withUnclosed?: boolean): Promise<Listeners>;
  /**
   * Reads one of the machine's other tables.
   * @param filter an expression that its rows have to pass, where it asks for what they have
   * @param namespace whose it is: the own network namespace, or one other; rejects where that one has ended
   */
  readTable<Name extends TableName>(
    name: Name,
    filter?: string,
    namespace?: SingleNamespace,
  ): Promise<NetworkTable<Name>>;
  /**
   * Verifies the process (pid and start time, and that it still holds one of `inodes` where that is given) and
   * sends the signal in the same breath.
   * @param ancestor a running process that a chain of parents must lead to; it is then the one to hold the sockets
   */
  signal(
    process: ProcessIdentity,
    signal: SignalName,
    inodes: readonly number[] | undefined,
    ancestor?: ProcessIdentity,
  ): Promise<SignalOutcome>;
  /** Looks up all that explains whether a port can be taken. Binds to it for a moment, where that is possible. */
  portFacts(question: PortQuestion): Promise<PortFacts>;
  /**
   * Asks the kernel for all that it knows of sockets beside the columns of /proc/net. Owners of other ends are those that
   * the last scan found.
   * @returns an answer for each, with nothing in it where the socket is gone, or undefined where the kernel does not tell
   */
  socketFacts(questions: readonly SocketQuestion[]): Promise<readonly (SocketFacts | undefined)[]>;
  /** Looks for connections of the engine's own network namespace in the kernel, for what is to be done with them; an answer each. */
  findConnections(seen: readonly SeenConnection[]): Promise<readonly FoundConnection[]>;
  /**
   * Has the kernel close connections of TCP, whatever their programs do, and looks whether they are gone. By their cookies, so
   * that no other is hit; an answer each.
   */
  closeConnections(connections: readonly NamedConnection[]): Promise<readonly CloseOutcome[]>;
  /**
   * Connects to those who listen and asks who they are, at most three connections one after another each: for who was asked to.
   * @param run a number that no other call of this client has which is under way
   * @returns what came of each, in their order
   */
  identify(run: number, listeners: readonly IdentifyListener[]): Promise<readonly IdentifyOutcome[]>;
  /** Has such a call, by its number, close its connections and answer at once with what it has. */
  stopIdentifying(run: number): Promise<void>;
  /** Looks for processes of other network namespaces, and reads which sockets they have there. */
  elsewhere(question: ElsewhereQuestion): Promise<Elsewhere>;
  /** All programs that run now, by pid; neither threads of the kernel nor zombies, which have no command line. */
  processes(): Promise<readonly ProcessOwner[]>;
  /** Whether the process still runs; a zombie has ended. */
  stateOf(process: ProcessIdentity): Promise<ProcessState>;
  /** Where processes come from; those that have ended are left out. */
  origins(processes: readonly ProcessIdentity[]): Promise<readonly ProcessOrigin[]>;
  /**
   * The containers of this machine, from /proc and from the engines that may be asked, not older than 5 s. Nothing is opened
   * before it is asked first, and nothing is started by it.
   * @param fresh as it is now: for what is done because of it
   */
  containers(settings: EngineSettings, fresh?: boolean): Promise<Containers>;
  /** What the engine of a container says of it now. */
  containerNow(container: ContainerName, settings: EngineSettings): Promise<Answer<ContainerNow>>;
  /** Has the engine of a container stop it, which takes as long as the container is given to end: 10 s is usual. */
  stopContainer(container: ContainerName, settings: EngineSettings): Promise<Answer<StopOutcome>>;
  /** The parents of a process up to pid 1, nearest first; empty where it is gone. */
  ancestors(pid: number): Promise<readonly Ancestor[]>;
  /** All processes below one, each after its parent and without zombies; none where it is gone, or pid 1. */
  descendants(root: ProcessIdentity): Promise<readonly Descendant[]>;
}

/** The calls of an engine by name; one that is missing here does not compile. */
const METHODS: Readonly<Record<keyof Engine, true>> = {
  scan: true,
  trafficRows: true,
  trafficSeries: true,
  trafficRow: true,
  trafficText: true,
  history: true,
  historyStatus: true,
  historyText: true,
  historyStates: true,
  clearHistory: true,
  namespaces: true,
  page: true,
  suggestions: true,
  print: true,
  hostNames: true,
  states: true,
  compare: true,
  listeners: true,
  readTable: true,
  signal: true,
  portFacts: true,
  socketFacts: true,
  findConnections: true,
  closeConnections: true,
  identify: true,
  stopIdentifying: true,
  elsewhere: true,
  processes: true,
  stateOf: true,
  origins: true,
  containers: true,
  containerNow: true,
  stopContainer: true,
  ancestors: true,
  descendants: true,
};

/** The same as a list, for what hands calls on to another thread. */
export const ENGINE_METHODS = Object.keys(METHODS) as readonly (keyof Engine)[];

/** One call of an engine, as data. */
export type EngineCall = {
  [Method in keyof Engine]: { readonly method: Method; readonly args: Parameters<Engine[Method]> };
}[keyof Engine];
