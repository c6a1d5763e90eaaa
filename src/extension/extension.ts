import * as vscode from 'vscode';
import { VERSION } from '../core/netstat/commandLine/version';
import { WorkerEngine } from '../node/engine/worker/workerEngine';
import { ownPid, parentPid } from '../node/self';
import { loadServices } from '../node/services';
import { FailedCommands } from './addressInUse/failedCommands';
import { registerAddressInUse } from './addressInUse/registerAddressInUse';
import type { NetstatApi, Parts } from './api';
import * as commandFiles from './commandFiles';
import { makeCloseConnections } from './connections/closeConnections';
import { ContainersState } from './containers/containersState';
import { followContainers } from './containers/followContainers';
import { namingEngine } from '../core/containers/namingEngine';
import { FilterState } from './filter/filterState';
import { registerEditorHints } from './editor/registerEditor';
import { makePerform } from './find/perform';
import { refreshSettings } from './commands/refresh.contributions';
import { killTargets } from './kill/killer';
import { type Kill, makeEndPlanned, makeSignalProcesses } from './kill/signalProcesses';
import { portTargets } from '../core/ports/portTargets';
import { registerHandlers } from './handlers';
import { makeAskRows } from './menus/askRow';
import { rowMenusOf } from './menus/contributed';
import { recordHistory } from './history/recording';
import { Troubles } from './history/troubles';
import { DisposableStore } from './lifetime';
import { Log } from './log';
import { Monitor } from './monitor';
import { Names } from './names';
import { nameSettings } from './names.contributions';
import { followNamespaces } from './namespaces/followNamespaces';
import { NamespaceState } from './namespaces/namespaceState';
import { using } from './sharedEngine';
import { keepSettings, mayUseSystemCalls, nameMode, onDidChangeSetting, refreshInterval } from './settings';
import { registerPortLinks } from './terminal/portLinks';
import { registerTerminalCommand } from './terminal/terminalCommand';
import { WindowRoots } from './origins/windowRoots';
import { freePortNear } from './ports/freePortNear';
import { registerPorts } from './ports/registerPorts';
import { registerTasks } from './tasks/registerTasks';
import { registerMcpServer } from './tools/mcpServer';
import { registerTools } from './tools/registerTools';
import { registerListeningPorts } from './views/listeningPorts/listeningPortsView';
import { registerSockets } from './views/sockets/socketsView';
import { registerRecentActivity } from './views/recentActivity/recentActivityView';
import { registerTables, tableNames } from './views/tableViews';
import { registerTraffic } from './traffic/registerTraffic';
import { Poller } from './watch/poller';
import { registerStatusBar } from './watch/statusBar';
import { Watches } from './watch/watches';

/** An unfocused window is refreshed this many times less often. */
const UNFOCUSED_FACTOR = 3;

/** Milliseconds between two looks for the status bar and watched ports. */
const POLL_INTERVAL = 10_000;

/** Waits for an engine that is ending. */
let ended = (): Promise<void> => Promise.resolve();

/** What was put together is disposed in the same turn: whoever records is given the time to say that he does so no more. */
export async function deactivate(): Promise<void> {
  await Promise.resolve();
  await ended();
}

/** Puts the extension together. What it returns is internal, for the integration tests. */
export function activate(context: vscode.ExtensionContext): NetstatApi {
  const disposables = new DisposableStore();
  context.subscriptions.push(disposables);
  disposables.add(keepSettings());
  const shipped = (name: string): string => vscode.Uri.joinPath(context.extensionUri, 'dist', name).fsPath;

  const log = disposables.add(new Log());
  const engine = disposables.add(
    new WorkerEngine({
      workerPath: shipped('worker.js'),
      systemCalls: mayUseSystemCalls,
      onDied: (message) => {
        log.error(`engine: ${message}`);
        history.state.died();
      },
      onLog: (line) => log.info(`engine: ${line}`),
      onContainers: (now) => containers.tell(now),
      onHistory: (status) => history.state.tell(status),
    }),
  );
  ended = () => engine.ended();
  const history = disposables.add(recordHistory(engine));
  const troubles = new Troubles(context.globalState);
  disposables.add(history.state.onDidChange((status) => troubles.tell(status)));
  const filter = disposables.add(new FilterState(context.workspaceState));
  const namespaces = disposables.add(new NamespaceState(context.workspaceState));
  // What listens inside containers is wanted by a view that is registered below.
  let wantsInside = (): boolean => false;
  const monitor = disposables.add(
    new Monitor(engine, {
      interval: () => refreshInterval() * (vscode.window.state.focused ? 1 : UNFOCUSED_FACTOR),
      filter: () => filter.expression,
      // Connections and their traffic alone have other ends.
      wish: (watched) =>
        namespaces.wish({ ends: watched.has('inet') || watched.has('traffic'), inside: wantsInside() }),
      onPass: (pass) => ('snapshot' in pass ? log.pass(pass.snapshot) : log.error(pass.error)),
    }),
  );
  const poller = disposables.add(
    new Poller(engine, monitor, () => POLL_INTERVAL * (vscode.window.state.focused ? 1 : UNFOCUSED_FACTOR)),
  );
  disposables.add(
    vscode.window.onDidChangeWindowState(() => {
      monitor.reschedule();
      poller.reschedule();
    }),
  );
  disposables.add(onDidChangeSetting(refreshSettings.refreshInterval)(() => monitor.reschedule()));
  disposables.add(
    onDidChangeSetting(refreshSettings.systemCalls)(() => {
      if (engine.renew()) void monitor.refresh();
    }),
  );
  const names = new Names((addresses) => using(engine, () => engine.hostNames(addresses)), nameMode);
  disposables.add(onDidChangeSetting(nameSettings.resolveNames)(() => names.modeChanged()));
  void loadServices(shipped('services.br')).then((services) => names.set(services));

  const containers = disposables.add(new ContainersState(engine));
  const naming = namingEngine(engine, (snapshot) => containers.named(snapshot));
  const roots = disposables.add(new WindowRoots(engine, parentPid()));
  const sources = { monitor, engine, names, filter, roots, containers, namespaces };
  const listeningPorts = disposables.add(registerListeningPorts(context, sources));
  wantsInside = () => listeningPorts.wantsInside;
  const connections = disposables.add(registerSockets('connections', context, sources));
  const named = [listeningPorts.tree, connections.tree];
  disposables.add(followContainers(containers, { monitor, views: named }));
  const unixSockets = disposables.add(registerSockets('unixSockets', context, sources));
  const tables = disposables.add(registerTables(monitor, filter));
  disposables.add(followNamespaces(namespaces, monitor));
  const traffic = disposables.add(registerTraffic(context, sources));
  const recentActivity = disposables.add(
    registerRecentActivity({ ...sources, news: history.state.onDidChange }),
  );
  const views = [
    ...[listeningPorts, connections, unixSockets],
    ...tableNames.map((name) => tables[name]),
    recentActivity,
  ];
  const killer = { engine, monitor, log, ownPid: ownPid() };
  const signalProcesses = makeSignalProcesses(listeningPorts, {
    ...killer,
    free: (question) => ports.free(question),
  });
  const closeConnections = makeCloseConnections(killer);
  const kill: Kill = (ports) => signalProcesses(ports.flatMap(portTargets), { kind: 'kill' });
  const perform = makePerform(listeningPorts, kill);
  const watches = disposables.add(new Watches(naming, poller, context.workspaceState));
  const failedCommands = new FailedCommands();
  const ports = disposables.add(
    registerPorts(listeningPorts, {
      ...{ ...killer, namingEngine: naming, containers, closeConnections, watches, failedCommands },
    }),
  );
  disposables.add(registerTasks(engine, ports));
  disposables.add(
    registerAddressInUse(
      { ...killer, engine: naming, ports, view: listeningPorts, roots, failedCommands },
      log,
    ),
  );
  const editorHints = disposables.add(
    registerEditorHints(sources, perform, (port) => freePortNear(port, { namingEngine: naming, watches })),
  );
  disposables.add(registerStatusBar(poller, names, connections));
  disposables.add(registerTools({ ...killer, end: makeEndPlanned(listeningPorts, killer) }));
  disposables.add(registerMcpServer(shipped('mcp.js'), VERSION));
  disposables.add(registerTerminalCommand(context, log));
  disposables.add(registerPortLinks());
  history.state.apply();
  const parts: Parts = {
    ...sources,
    history: history.state,
    ...killer,
    namingEngine: naming,
    context,
    listeningPorts,
    connections,
    unixSockets,
    views,
    watches,
    ports,
    perform,
    signalProcesses,
    closeConnections,
    traffic,
    recentActivity,
    shipped,
  };
  const handlers = Object.values(commandFiles).flatMap(({ commands }) => commands(parts, disposables));
  const socketViews = [connections, unixSockets];
  const asked = { ...sources, engine: naming, views, menus: rowMenusOf(context), socketViews };
  disposables.add(registerHandlers(handlers, (given) => traffic.rows.nodes(given), makeAskRows(asked)));

  return {
    ...parts,
    editorHints,
    tables,
    poller,
    kill: (targets, purpose, dialogs) => killTargets(targets, purpose, killer, dialogs),
    dispose: () => disposables.dispose(),
  };
}
