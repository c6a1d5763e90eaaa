import type { ListeningPort } from '../core/query/listeningPorts';
import type { FilterState } from './filter/state';
import type { KillDialogs, KillReport } from './kill/execute';
import type { Disposable } from './lifetime';
import type { Monitor } from './monitor';
import type { SharedEngine } from './sharedEngine';
import type { ListeningPortsView } from './views/listeningPorts/register';
import type { SocketsView } from './views/sockets/register';
import type { TableViews } from './views/tables';

/** What `activate` returns. Internal: it is for the integration tests and changes with them, without notice. */
export interface NetstatApi extends Disposable {
  readonly engine: SharedEngine;
  readonly monitor: Monitor;
  readonly listeningPorts: ListeningPortsView;
  readonly connections: SocketsView;
  readonly unixSockets: SocketsView;
  readonly tables: TableViews;
  readonly filter: FilterState;
  /** "Kill Process" with the dialogs of the caller. */
  kill(ports: readonly ListeningPort[], dialogs: KillDialogs): Promise<KillReport | undefined>;
}
