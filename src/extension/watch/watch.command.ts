import * as vscode from 'vscode';
import { l10n, window } from 'vscode';
import { isOn, type TransportPort } from '../../core/ports/listeningPorts';
import { messageText } from '../../core/text/clean';
import { type RowArguments, rowsFor } from '../commands/selectedRows';
import { watchCommands } from './watch.contributions';
import { accepted } from '../accepted';
import type { Parts } from '../api';
import type { Commands } from '../handlers';
import type { SharedEngine } from '../sharedEngine';
import type { ListeningPortsView } from '../views/listeningPorts/listeningPortsView';
import { portFor, readPort } from '../ports/choosePort';
import { showPort } from '../ports/showPort';
import { newsText, portName, stateText } from './watchTexts';
import type { WatchNews } from './watches';

interface WatchItem extends vscode.QuickPickItem {
  /** One that is watched; nothing for the rows that add one. */
  readonly watched?: TransportPort;
  /** One that was typed, and is to be watched. */
  readonly added?: TransportPort;
}

/** The commands on watched ports; what becomes of those is told. */
export const commands: Commands = (parts, own) => {
  const { watches, listeningPorts: view } = parts;
  own.add(watches.onDidNews((news) => void tell(news, parts)));
  const watch = async (...args: unknown[]): Promise<void> => {
    // From the palette it is about any port, whatever row is selected.
    const rows = args[0] === undefined ? [] : rowsFor(view, args as unknown as RowArguments);
    if (args[0] !== undefined && rows.length === 0) {
      const said = l10n.t(
        'Ports of this machine’s own network namespace can be watched: choose one of these.',
      );
      return void window.showInformationMessage(said);
    }
    const chosen = rows.length > 0 ? rows.map(({ row }) => row.port) : await askForPort(parts.namingEngine);
    for (const watched of chosen) await watches.add(watched);
    if (chosen.length > 0) tellWatched(chosen, parts);
  };
  return [
    [watchCommands.watchPort, watch],
    [watchCommands.showWatches, () => showWatches(parts)],
  ];
};

/** What they go by; the monitor has the names of users. */
type WatchDependencies = Pick<Parts, 'watches' | 'listeningPorts' | 'monitor'>;

async function tell(
  news: WatchNews,
  { watches, listeningPorts: view, monitor }: WatchDependencies,
): Promise<void> {
  const show = l10n.t('Show');
  const stop = l10n.t('Stop Watching');
  const chosen = await window.showInformationMessage(
    messageText(newsText(news, monitor.snapshot)),
    // The first one shows the port, whatever became of it: none that is pressed in passing stops the watch.
    show,
    stop,
  );
  if (chosen === stop) await watches.remove(news.watched);
  if (chosen === show) await reveal(news.watched, view);
}

/** Shows the first row of the port, or the view where there is none. */
async function reveal(watched: TransportPort, view: ListeningPortsView): Promise<void> {
  await showPort(watched.port, view.ports.find((port) => isOn(port, watched))?.id, view);
}

function tellWatched(chosen: readonly TransportPort[], { watches, monitor }: WatchDependencies): void {
  const names = chosen.map(portName).join(', ');
  const [only] = chosen.length === 1 ? chosen : [];
  const { snapshot } = monitor;
  const state = stateText(only && watches.stateOf(only), snapshot, only, snapshot?.containers);
  const said = l10n.t('You will hear when this opens, closes or changes hands: {0}', names);
  window.setStatusBarMessage(`$(eye) ${state === '' ? said : `${said} (${state})`}`, 5_000);
}

/** Any port, those that are in use among them. */
async function askForPort(engine: SharedEngine): Promise<TransportPort[]> {
  const watched = await portFor(undefined, engine, l10n.t('Watch Port'));
  return watched === undefined ? [] : [watched];
}

/** The list of watches: choosing one shows it, its button ends it. */
async function showWatches({ watches, listeningPorts: view, monitor }: WatchDependencies): Promise<void> {
  const pick = window.createQuickPick<WatchItem>();
  const stop: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('trash'),
    tooltip: l10n.t('Stop Watching'),
  };
  const fill = (): void => {
    const typed = readPort(pick.value);
    const added = typed !== undefined && !watches.has(typed) ? typed : undefined;
    pick.items = [
      ...(added === undefined
        ? []
        : [
            {
              label: pick.value.trim(),
              description: l10n.t('watch this port'),
              iconPath: new vscode.ThemeIcon('add'),
              alwaysShow: true,
              added,
            },
          ]),
      ...watches.list.map((watched) => ({
        label: portName(watched),
        description: stateText(
          watches.stateOf(watched),
          monitor.snapshot,
          watched,
          monitor.snapshot?.containers,
        ),
        iconPath: new vscode.ThemeIcon('eye'),
        buttons: [stop],
        watched,
      })),
      { label: l10n.t('Watch Another Port…'), iconPath: new vscode.ThemeIcon('add'), alwaysShow: true },
    ];
  };
  pick.title = l10n.t('Watched Ports');
  pick.placeholder =
    watches.list.length === 0
      ? l10n.t('No port is watched. Type one: 3000, or 53/udp')
      : l10n.t('A port to show or to stop watching, or another one to watch: 3000, or 53/udp');
  fill();
  pick.onDidChangeValue(fill);
  const changes = watches.onDidChange(fill);
  pick.onDidTriggerItemButton(({ item }) => item.watched && void watches.remove(item.watched));
  const chosen = await accepted(pick);
  changes.dispose();
  if (chosen === undefined) return;
  if (chosen.added !== undefined) {
    await watches.add(chosen.added);
    tellWatched([chosen.added], { watches, listeningPorts: view, monitor });
  } else if (chosen.watched === undefined) await vscode.commands.executeCommand(watchCommands.watchPort.id);
  else await reveal(chosen.watched, view);
}
