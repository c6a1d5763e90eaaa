import * as vscode from 'vscode';
import { refreshCommands } from '../commands/refresh.contributions';
import type { ContainersState } from '../containers/containersState';
import { filterHistory } from '../filter/filterHistory';
import type { FilterState } from '../filter/filterState';
import { type Disposable, DisposableStore } from '../lifetime';
import type { Monitor } from '../monitor';
import type { Names } from '../names';
import { nameSettings } from '../names.contributions';
import type { WindowRoots } from '../origins/windowRoots';
import { nameMode, onDidChangeSetting, readSetting } from '../settings';
import type { SharedEngine } from '../sharedEngine';
import { FilterCompletions } from './filterCompletions';
import { PageRows } from './pageRows';
import { Traffic } from './traffic';
import { trafficSettings } from './traffic.contributions';
import { act, type EditorTab } from './trafficActions';
import { trafficDetails } from './trafficDetails';
import { copyRows, exportTraffic } from './trafficExport';
import { TrafficPlaces } from './trafficPlaces';
import { TrafficState } from './trafficState';

/** The Traffic page, for commands and tests. */
export interface RegisteredTraffic extends Disposable {
  readonly page: Traffic;
  readonly state: TrafficState;
  readonly rows: PageRows;
  readonly tab: EditorTab;
}

/** What it goes by. */
export interface RegisterTrafficSources {
  readonly engine: SharedEngine;
  readonly monitor: Monitor;
  readonly filter: FilterState;
  readonly names: Names;
  readonly roots: WindowRoots;
  readonly containers: ContainersState;
}

/** Registers the page in its two places. */
export function registerTraffic(
  context: vscode.ExtensionContext,
  sources: RegisterTrafficSources,
): RegisteredTraffic {
  const { engine, monitor, filter, containers } = sources;
  const disposables = new DisposableStore();
  const history = filterHistory(context.workspaceState);
  const state = disposables.add(
    new TrafficState({
      workspace: context.workspaceState,
      user: context.globalState,
      filter,
      monitor,
      units: () => readSetting(trafficSettings.units),
      names: nameMode,
    }),
  );
  disposables.add(
    onDidChangeSetting(trafficSettings.units, nameSettings.resolveNames)(() => state.settingsChanged()),
  );
  const tab: EditorTab = {
    open: () => places.open(),
    reveal: (row, rowKind) => {
      places.open();
      page.place('editor')?.reveal({ kind: 'reveal', row, rowKind, opensDetails: true });
    },
  };
  const page = disposables.add(
    new Traffic({
      engine,
      monitor,
      state,
      history,
      completions: new FilterCompletions(engine, monitor, history),
      details: trafficDetails({
        ...sources,
        snapshot: () => monitor.snapshot,
        containers: () => containers.list,
      }),
      deeds: {
        pause: (isPaused) =>
          vscode.commands.executeCommand(
            isPaused ? refreshCommands.pauseRefresh.id : refreshCommands.resumeRefresh.id,
          ),
        copy: (place, ids) => copyRows(engine, place, ids),
        export: (place, of) => exportTraffic(engine, place, of),
        act: (place, action, ids) => act(place, action, ids, tab),
      },
    }),
  );
  const places = disposables.add(
    new TrafficPlaces({
      dist: vscode.Uri.joinPath(context.extensionUri, 'dist'),
      icon: vscode.Uri.joinPath(context.extensionUri, 'media', 'icon.png'),
      shared: () => state.shared,
      attach: (link) => page.attach(link),
    }),
  );
  const rows = new PageRows(sources);
  return { page, state, rows, tab, dispose: () => disposables.dispose() };
}
