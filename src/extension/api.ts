import type * as vscode from 'vscode';
import type { CloseConnections } from './connections/closeConnections';
import type { ContainersState } from './containers/containersState';
import type { EditorHints } from './editor/registerEditor';
import type { FilterState } from './filter/filterState';
import type { Perform } from './find/perform';
import type { HistoryState } from './history/historyState';
import type { KillDialogs, KillReport } from '../core/kill/execute';
import type { Purpose } from '../core/kill/plan';
import type { KillTarget } from '../core/kill/targets';
import type { KillerDependencies } from './kill/killer';
import type { SignalProcesses } from './kill/signalProcesses';
import type { Disposable } from './lifetime';
import type { Names } from './names';
import type { NamespaceState } from './namespaces/namespaceState';
import type { WindowRoots } from './origins/windowRoots';
import type { Ports } from './ports/registerPorts';
import type { RegisteredTraffic } from './traffic/registerTraffic';
import type { ListeningPortsView } from './views/listeningPorts/listeningPortsView';
import type { SocketsView } from './views/sockets/socketsView';
import type { SharedEngine } from './sharedEngine';
import type { TableViews } from './views/tableViews';
import type { RegisteredView } from './views/tree/registerView';
import type { Poller } from './watch/poller';
import type { Watches } from './watch/watches';

/** What commands work with. */
export interface Parts extends KillerDependencies {
  readonly context: vscode.ExtensionContext;
  readonly names: Names;
  readonly roots: WindowRoots;
  readonly filter: FilterState;
  readonly namespaces: NamespaceState;
  readonly containers: ContainersState;
  /** What is recorded, and by whom. */
  readonly history: HistoryState;
  /** The engine, for questions whose answers name containers. */
  readonly namingEngine: SharedEngine;
  readonly listeningPorts: ListeningPortsView;
  readonly connections: SocketsView;
  readonly unixSockets: SocketsView;
  /** All of them. */
  readonly views: readonly RegisteredView[];
  readonly watches: Watches;
  readonly ports: Ports;
  readonly perform: Perform;
  readonly signalProcesses: SignalProcesses;
  readonly closeConnections: CloseConnections;
  readonly traffic: RegisteredTraffic;
  /** The path of a bundle that is shipped. */
  readonly shipped: (name: string) => string;
}

/** What `activate` returns. Internal: it is for the integration tests and changes with them, without notice. */
export interface NetstatApi extends Parts, Disposable {
  readonly editorHints: EditorHints;
  readonly tables: TableViews;
  readonly poller: Poller;
  /** The commands that end or signal processes, with the dialogs of the caller. */
  kill(
    targets: readonly KillTarget[],
    purpose: Purpose,
    dialogs: KillDialogs,
  ): Promise<KillReport | undefined>;
}
