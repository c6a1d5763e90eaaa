import { l10n, MarkdownString } from 'vscode';
import type { PortHit } from '../../core/mentions/mention';
import type { ListeningPort } from '../../core/ports/listeningPorts';
import { obstacleIn } from '../../core/ports/obstacles';
import { type Action, actionsFor } from '../find/findActions';
import { linkCommands } from './editor.contributions';
import { findCommands } from '../find/find.contributions';
import type { Monitor } from '../monitor';
import type { Names } from '../names';
import type { WindowRoots } from '../origins/windowRoots';
import { rowTooltip } from '../views/listeningPorts/portTooltip';
import { markdownOf } from '../views/tooltip';
import { linkArguments } from './linkArguments';

/** More programs than these share a port only in tests; the view has them all. */
const MOST_ROWS = 3;

/** What is told of ports is made from these. */
export interface DetailsSources {
  readonly monitor: Monitor;
  readonly names: Names;
  /** What this window began. */
  readonly roots: Pick<WindowRoots, 'of'>;
}

/**
 * Who has a port that a text names, with links to what can be done. Only the commands of these links work in it, and all
 * text of the machine is escaped.
 */
export function detailsOf(
  mention: PortHit,
  rows: readonly ListeningPort[],
  { monitor: { snapshot }, names, roots }: DetailsSources,
): MarkdownString {
  const text = new MarkdownString();
  text.isTrusted = { enabledCommands: [findCommands.findPortOwner.id, linkCommands.actOnPort] };
  if (rows.length === 0) {
    text.appendMarkdown(`**${freeTitle(mention)}**\n\n${l10n.t('Nobody listens on it.')}\n\n`);
    const title = l10n.t('Find Port Owner…');
    text.appendMarkdown(link(title, findCommands.findPortOwner.id, [String(mention.port)]));
    return text;
  }
  const facts = { snapshot, names, roots, ancestors: new Map(), note: undefined };
  for (const port of rows.slice(0, MOST_ROWS)) {
    text.appendMarkdown(markdownOf(rowTooltip(port, facts)).value);
    const links = actionsInHover(port).map(({ id, title }) =>
      link(title, linkCommands.actOnPort, linkArguments(id, port)),
    );
    text.appendMarkdown(`${links.join(' | ')}\n\n`);
  }
  if (rows.length > MOST_ROWS) text.appendMarkdown(l10n.t('{0} more programs', rows.length - MOST_ROWS));
  return text;
}

/** A hover comes unasked: it offers to end nothing that others rely on. The row in the view does. */
function actionsInHover(port: ListeningPort): Action[] {
  const isReliedOn = obstacleIn(port.port, port.owners) !== undefined;
  return actionsFor(port).filter(({ id }) => id !== 'kill' || !isReliedOn);
}

function freeTitle({ port, lastPort }: PortHit): string {
  return lastPort === undefined
    ? l10n.t('Port {0} is free', port)
    : l10n.t('Ports {0} to {1} are free', port, lastPort);
}

function link(title: string, command: string, args: readonly (string | number)[]): string {
  return `[${title}](command:${command}?${encodeURIComponent(JSON.stringify(args))})`;
}
