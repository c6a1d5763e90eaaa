import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { isOwnPort, type ListeningPort } from '../../../core/ports/listeningPorts';
import { urlOf } from '../../../core/query/url';
import { browserCommands } from '../../commands/browser.contributions';
import { copyCommands } from '../../commands/copy.contributions';
import { detailsCommands } from '../../details/details.contributions';
import { linkArguments, linkedPort } from '../../editor/linkArguments';
import type { Disposable } from '../../lifetime';
import { originCommands } from '../../origins/origins.contributions';
import type { TooltipLink } from '../tooltip';
import { isPortNode, type PortNode, type RowNode } from '../tree/row';
import { rowLinkCommand } from './listeningPorts.contributions';
import type { Part, PortFacts } from './portWords';

/** What a tooltip of a port offers: commands of its row's menu. Nothing that ends anything, for a tooltip comes unasked. */
const COMMANDS = {
  copy: copyCommands.copyAddress.id,
  open: browserCommands.openInBrowser.id,
  terminal: originCommands.revealTerminal.id,
  details: detailsCommands.showDetails.id,
} as const;

/** The links of a port's tooltip, as far as its row's menu has them. */
export function linksOf(part: Part, port: ListeningPort, { roots }: Pick<PortFacts, 'roots'>): TooltipLink[] {
  if (part !== 'port' || port.namespace !== undefined) return [];
  const { leader, sockets } = port;
  const isInTerminal =
    leader !== undefined && roots.of(leader).some(({ terminal }) => terminal !== undefined);
  const offered: Readonly<Record<keyof typeof COMMANDS, string | undefined>> = {
    copy: l10n.t('Copy Address'),
    open: urlOf(port) === undefined ? undefined : l10n.t('Open in Browser'),
    terminal: isInTerminal ? l10n.t('Reveal Terminal') : undefined,
    details: isOwnPort(port) && sockets.length > 0 ? l10n.t('Show Details') : undefined,
  };
  return Object.entries(offered).flatMap(([action, title]) =>
    title === undefined ? [] : [{ title, command: rowLinkCommand, args: linkArguments(action, port) }],
  );
}

/**
 * Registers what such links do. A link names its port by numbers, and the row is looked up: what has closed or changed hands
 * since is not acted upon.
 */
export function registerRowLinks(source: { readonly roots: readonly RowNode[] }): Disposable {
  return vscode.commands.registerCommand(rowLinkCommand, async (...args: unknown[]) => {
    const [action, , number] = args;
    const node = nodesIn(source.roots).find(
      ({ mark, row: { port } }) =>
        mark !== 'closed' && port.port === number && linkedPort([port], args) !== undefined,
    );
    if (node === undefined) {
      void vscode.window.showInformationMessage(
        l10n.t('The port has closed or is another program’s by now. Nothing was done.'),
      );
    } else if (isAction(action)) await vscode.commands.executeCommand(COMMANDS[action], node);
  });
}

function isAction(action: unknown): action is keyof typeof COMMANDS {
  return typeof action === 'string' && Object.hasOwn(COMMANDS, action);
}

/** The rows of ports, in groups or not. */
function nodesIn(nodes: readonly RowNode[]): PortNode[] {
  return nodes.flatMap((node) => (isPortNode(node) ? [node] : nodesIn(node.children ?? [])));
}
