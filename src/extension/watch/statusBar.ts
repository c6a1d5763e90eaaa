import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { isUdp, portKey, transportAt, type TransportPort } from '../../core/ports/listeningPorts';
import type { GroupTrouble } from '../../core/model/page';
import { markdownText } from '../../core/text/clean';
import { serverNames } from '../portNames';
import { transportName } from '../../core/ports/endpointName';
import {
  listeningPortsSettings,
  listeningPortsView,
} from '../views/listeningPorts/listeningPorts.contributions';
import { connectionsView } from '../views/sockets/sockets.contributions';
import { groupTroubleText } from '../views/sockets/troubleTexts';
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

/** The view Connections, as far as it tells of trouble. */
export interface TroubledView {
  readonly tree: { readonly visible: boolean };
  readonly provider: {
    readonly onDidUpdate: (listener: () => void) => Disposable;
    readonly source: { readonly page: { readonly model: { readonly trouble: GroupTrouble | undefined } } };
  };
}

/** The worst trouble of connections; while they are out of sight, only those are known that programs forgot to close. */
export function troubleOf(
  { tree, provider }: TroubledView,
  { forgotten }: Pick<Look, 'forgotten'>,
): GroupTrouble | undefined {
  if (tree.visible) return provider.source.page.model.trouble;
  return forgotten === 0 ? undefined : { trouble: 'closeWait', count: forgotten };
}

/**
 * Shows the number of listening ports in the status bar, as long as the user wants it, and that connections are in trouble.
 */
export function registerStatusBar(poller: Poller, names: Names, connections: TroubledView): Disposable {
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
  let forgotten = 0;
  const draw = (look: Look): void => {
    if (need === undefined) return;
    ({ ports, forgotten } = look);
    const entries = entriesOf(look).filter(
      ({ transport }) => !isUdp(transport) || readSetting(listeningPortsSettings.showUdp),
    );
    const trouble = troubleOf(connections, look);
    const tooltip = tooltipOf(entries, names, trouble);
    // What is set crosses over to another process.
    if (tooltip.value === drawn) return;
    drawn = tooltip.value;
    item.text =
      trouble === undefined
        ? `$(plug) ${entries.length}`
        : `$(plug) ${entries.length} $(warning) ${trouble.count}`;
    item.tooltip = tooltip;
    const label = l10n.t('Listening ports: {0}', entries.length);
    item.accessibilityInformation = {
      label: trouble === undefined ? label : `${label}. ${groupTroubleText(trouble)}`,
    };
    item.command = `${(trouble === undefined ? listeningPortsView : connectionsView).id}.focus`;
    item.show();
  };
  const follow = (): void => {
    if (readSetting(statusBarSettings.statusBar)) need ??= poller.need(true);
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
      if (look.ports === undefined || look.ports !== ports || look.forgotten !== forgotten) draw(look);
    }),
  );
  disposables.add(connections.provider.onDidUpdate(redraw));
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

function tooltipOf(
  entries: readonly Entry[],
  names: Names,
  trouble: GroupTrouble | undefined,
): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  if (trouble !== undefined) {
    const heading = markdownText(l10n.t('Connections'));
    text.appendMarkdown(`**${heading}**\n\n${markdownText(groupTroubleText(trouble))}\n\n`);
  }
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
