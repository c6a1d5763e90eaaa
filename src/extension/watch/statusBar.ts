import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { isUdp, portKey, transportAt, type TransportPort } from '../../core/ports/listeningPorts';
import { markdownText } from '../../core/text/clean';
import { serverNames } from '../likely/ownersText';
import { transportName } from '../../core/ports/endpointName';
import {
  listeningPortsSettings,
  listeningPortsView,
} from '../views/listeningPorts/listeningPorts.contributions';
import { statusBarSettings } from './watch.contributions';
import { type Disposable, DisposableStore } from '../lifetime';
import type { Names } from '../names';
import { onDidChangeSetting, readSetting } from '../settings';
import type { Look, Poller } from './poller';

/** Ports that the tooltip lists. */
const MOST_LISTED = 25;

/** A port in the status bar's list; of TCP and UDP each counts for itself. */
interface Entry extends TransportPort {
  /** Who serves it, where that was looked for; cleaned. */
  readonly owner: string;
}

/** Shows the number of listening ports in the status bar, as long as the user wants it. */
export function registerStatusBar(poller: Poller, names: Names): Disposable {
  const disposables = new DisposableStore();
  const item = disposables.add(
    vscode.window.createStatusBarItem('netstat.listeningPorts', vscode.StatusBarAlignment.Left, -100),
  );
  item.name = l10n.t('Listening Ports');
  item.command = `${listeningPortsView.id}.focus`;
  let need: Disposable | undefined;
  let drawn = '';
  /** What it was drawn from, where owners were looked for. */
  let ports: Look['ports'];
  const draw = (look: Look): void => {
    if (need === undefined) return;
    ports = look.ports;
    const entries = entriesOf(look).filter(
      ({ transport }) => !isUdp(transport) || readSetting(listeningPortsSettings.showUdp),
    );
    const tooltip = tooltipOf(entries, names);
    // What is set crosses over to another process.
    if (tooltip.value === drawn) return;
    drawn = tooltip.value;
    item.text = `$(plug) ${entries.length}`;
    item.tooltip = tooltip;
    item.accessibilityInformation = { label: l10n.t('Listening ports: {0}', entries.length) };
    item.show();
  };
  const follow = (): void => {
    if (readSetting(statusBarSettings.statusBar)) need ??= poller.need();
    else {
      need?.dispose();
      need = undefined;
      drawn = '';
      ports = undefined;
      item.hide();
    }
  };
  const redraw = (): void => {
    if (poller.last !== undefined) draw(poller.last);
  };
  disposables.add(
    poller.onDidLook((look) => {
      if (look.ports === undefined || look.ports !== ports) draw(look);
    }),
  );
  disposables.add(names.onDidChange(redraw));
  disposables.add({ dispose: () => need?.dispose() });
  disposables.add(onDidChangeSetting(statusBarSettings.statusBar)(follow));
  disposables.add(onDidChangeSetting(listeningPortsSettings.showUdp)(redraw));
  follow();
  return disposables;
}

function entriesOf({ inet, ports }: Look): Entry[] {
  const entries = new Map<string, Entry>();
  const add = ({ transport, port }: TransportPort, owner: string): void => {
    const key = portKey({ transport, port });
    const known = entries.get(key)?.owner ?? '';
    const both = known === '' || known === owner ? owner : `${known}, ${owner}`;
    entries.set(key, { transport, port, owner: both });
  };
  for (const row of ports ?? []) add(row, serverNames(row, undefined).join(' '));
  if (ports === undefined) {
    inet.localPort.forEach((port, row) => {
      const transport = transportAt(inet, row);
      if (transport !== undefined) add({ transport, port }, '');
    });
  }
  return [...entries.values()].sort((a, b) => a.port - b.port || (a.transport < b.transport ? -1 : 1));
}

function tooltipOf(entries: readonly Entry[], names: Names): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendMarkdown(`**${markdownText(l10n.t('Listening Ports'))}**\n\n`);
  const lines = entries.slice(0, MOST_LISTED).map(({ transport, port, owner }) => {
    const service = names.shownService(port, transport)?.name ?? '';
    const facts = [owner, service, transport === 'tcp' ? '' : transportName(transport)].filter(Boolean);
    return `${port}${facts.length > 0 ? ` · ${markdownText(facts.join(' · '))}` : ''}`;
  });
  const more = entries.length - MOST_LISTED;
  if (more > 0) lines.push(markdownText(l10n.t('{0} more', more)));
  if (entries.length === 0) lines.push(markdownText(l10n.t('No program listens on a port.')));
  text.appendMarkdown(lines.join('  \n'));
  return text;
}
