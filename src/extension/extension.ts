import * as vscode from 'vscode';
import { VERSION } from '../core/netstat/commandLine/version';
import { WorkerEngine } from '../node/engine/worker/workerEngine';
import { ownPid, parentPid } from '../node/self';
import { loadServices } from '../node/services';
import { registerAddressInUse } from './addressInUse/registerAddressInUse';
import type { NetstatApi } from './api';
import { registerBrowser } from './commands/browser';
import { registerCopyValues } from './commands/copyValues';
import { registerCopyAs } from './copy/registerCopyAs';
import { registerRefresh } from './commands/refresh';
import { registerDebug } from './debug/registerDebug';
import { registerDetails } from './details/registerDetails';
import { registerFilter } from './filter/registerFilter';
import { FilterState } from './filter/filterState';
import { registerEditorHints } from './editor/registerEditor';
import { makePerform } from './find/perform';
import { registerFind } from './find/registerFind';
import { refreshSettings } from './commands/refresh.contributions';
import { killTargets } from './kill/killer';
import { type Kill, makeEndPlanned, makeSignalProcesses, registerKill } from './kill/registerKill';
import { portTargets } from '../core/ports/portTargets';
import { DisposableStore } from './lifetime';
import { Log } from './log';
import { Monitor } from './monitor';
import { registerNames } from './namesCommand';
import { Names } from './names';
import { using } from './sharedEngine';
import { keepSettings, mayUseSystemCalls, nameMode, refreshInterval } from './settings';
import { registerPortLinks } from './terminal/portLinks';
import { registerTerminalCommand } from './terminal/terminalCommand';
import { registerNetstat } from './netstat/registerNetstat';
import { registerOrigins } from './origins/registerOrigins';
import { WindowRoots } from './origins/windowRoots';
import { registerPorts } from './ports/registerPorts';
import { registerSnapshots } from './snapshots/registerSnapshots';
import { registerTasks } from './tasks/registerTasks';
import { registerUnits } from './units/registerUnits';
import { registerMcpServer } from './tools/mcpServer';
import { registerTools } from './tools/registerTools';
import { registerArrangements } from './views/arrangementCommands';
import { registerListeningPorts } from './views/listeningPorts/listeningPortsView';
import { registerMarks } from './views/registerMarks';
import { registerSockets } from './views/sockets/socketsView';
import { registerTables, tableNames } from './views/tableViews';
import { Poller } from './watch/poller';
import { registerWatches } from './watch/registerWatches';
import { registerStatusBar } from './watch/statusBar';
import { Watches } from './watch/watches';

/** An unfocused window is refreshed this many times less often. */
const UNFOCUSED_FACTOR = 3;

/** Milliseconds between two looks for the status bar and watched ports. */
const POLL_INTERVAL = 10_000;

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
      onDied: (message) => log.error(`engine: ${message}`),
      onLog: (line) => log.info(`engine: ${line}`),
    }),
  );
  const filter = disposables.add(new FilterState(context.workspaceState));
  const monitor = disposables.add(
    new Monitor(engine, {
      interval: () => refreshInterval() * (vscode.window.state.focused ? 1 : UNFOCUSED_FACTOR),
      filter: () => filter.expression,
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
  disposables.add(
    vscode.workspace.onDidChangeConfiguration((event) => {
      const { refreshInterval: interval, systemCalls } = refreshSettings;
      if (event.affectsConfiguration(interval.id)) monitor.reschedule();
      if (event.affectsConfiguration(systemCalls.id) && engine.renew()) void monitor.refresh();
    }),
  );
  const names = new Names((addresses) => using(engine, () => engine.hostNames(addresses)), nameMode);
  disposables.add(registerNames(names));
  void loadServices(shipped('services.tsv')).then((services) => names.set(services));

  const roots = disposables.add(new WindowRoots(engine, parentPid()));
  const sources = { monitor, engine, names, filter, roots };
  const listeningPorts = disposables.add(registerListeningPorts(context, sources));
  const connections = disposables.add(registerSockets('connections', context, sources));
  const unixSockets = disposables.add(registerSockets('unixSockets', context, sources));
  disposables.add(registerArrangements([listeningPorts, connections, unixSockets]));
  disposables.add(registerMarks());
  const killer = { engine, monitor, log, ownPid: ownPid() };
  const signalProcesses = makeSignalProcesses(listeningPorts, killer);
  const kill: Kill = (ports) => signalProcesses(ports.flatMap(portTargets), { kind: 'kill' });
  disposables.add(registerFilter(context, filter, monitor, engine));
  const tables = disposables.add(registerTables(monitor, filter));
  const socketViews = [listeningPorts, connections, unixSockets];
  const views = [...socketViews, ...tableNames.map((name) => tables[name])];
  disposables.add(registerCopyValues(views));
  disposables.add(registerRefresh(monitor));
  disposables.add(registerCopyAs(engine, views));
  disposables.add(registerDetails({ engine, names, roots }, views));
  disposables.add(registerSnapshots(context, engine));
  disposables.add(registerBrowser(listeningPorts));
  disposables.add(registerKill(socketViews, signalProcesses));
  disposables.add(registerUnits(socketViews));
  const perform = makePerform(listeningPorts, kill);
  disposables.add(registerFind(engine, names, perform));
  const ports = disposables.add(registerPorts(listeningPorts, killer));
  disposables.add(registerTasks(engine, ports));
  disposables.add(registerDebug(engine));
  disposables.add(registerOrigins(engine, roots));
  disposables.add(registerAddressInUse({ ...killer, ports, view: listeningPorts, roots }, log));
  const editorHints = disposables.add(registerEditorHints(sources, perform));
  const watches = disposables.add(new Watches(engine, poller, context.workspaceState));
  disposables.add(registerWatches(watches, listeningPorts));
  disposables.add(registerStatusBar(poller, names));
  disposables.add(registerTools({ ...killer, end: makeEndPlanned(listeningPorts, killer) }));
  disposables.add(registerMcpServer(shipped('mcp.js'), VERSION));
  disposables.add(registerNetstat(context, shipped('netstatWorker.js')));
  disposables.add(registerTerminalCommand(context, log));
  disposables.add(registerPortLinks());

  return {
    engine,
    roots,
    monitor,
    listeningPorts,
    editorHints,
    connections,
    unixSockets,
    tables,
    views,
    filter,
    poller,
    watches,
    ports,
    kill: (targets, purpose, dialogs) => killTargets(targets, purpose, killer, dialogs),
    dispose: () => disposables.dispose(),
  };
}
