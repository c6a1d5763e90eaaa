import type { EditorHints } from './editor/registerEditor';
import type { FilterState } from './filter/filterState';
import type { KillDialogs, KillReport } from '../core/kill/execute';
import type { Purpose } from '../core/kill/plan';
import type { KillTarget } from '../core/kill/targets';
import type { Disposable } from './lifetime';
import type { Monitor } from './monitor';
import type { WindowRoots } from './origins/windowRoots';
import type { Ports } from './ports/registerPorts';
import type { SharedEngine } from './sharedEngine';
import type { ListeningPortsView } from './views/listeningPorts/listeningPortsView';
import type { SocketsView } from './views/sockets/socketsView';
import type { TableViews } from './views/tableViews';
import type { RegisteredView } from './views/tree/registerView';
import type { Poller } from './watch/poller';
import type { Watches } from './watch/watches';

/** What `activate` returns. Internal: it is for the integration tests and changes with them, without notice. */
export interface NetstatApi extends Disposable {
  readonly engine: SharedEngine;
  readonly roots: WindowRoots;
  readonly monitor: Monitor;
  readonly listeningPorts: ListeningPortsView;
  readonly editorHints: EditorHints;
  readonly connections: SocketsView;
  readonly unixSockets: SocketsView;
  readonly tables: TableViews;
  /** All of them. */
  readonly views: readonly RegisteredView[];
  readonly filter: FilterState;
  readonly poller: Poller;
  readonly watches: Watches;
  readonly ports: Ports;
  /** The commands that end or signal processes, with the dialogs of the caller. */
  kill(
    targets: readonly KillTarget[],
    purpose: Purpose,
    dialogs: KillDialogs,
  ): Promise<KillReport | undefined>;
}
