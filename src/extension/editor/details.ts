import { l10n, MarkdownString } from 'vscode';
import { containerName } from '../../core/containers/containerNames';
import { containersOf } from '../../core/containers/portContainer';
import type { PortUse } from '../../core/containers/portUses';
import type { MentionedPort, PortMention } from '../../core/mentions/mention';
import type { ListeningPort } from '../../core/ports/listeningPorts';
import { obstacleIn } from '../../core/ports/obstacles';
import { markdownText } from '../../core/text/clean';
import { containerFields, containerInFull } from '../containers/containerTexts';
import { type Action, actionsFor } from '../find/findActions';
import { linkCommands } from './editor.contributions';
import { findCommands } from '../find/find.contributions';
import type { Monitor } from '../monitor';
import type { Names } from '../names';
import type { WindowRoots } from '../origins/windowRoots';
import { rowTooltip } from '../views/listeningPorts/portTooltip';
import { portCommands } from '../ports/ports.contributions';
import { field, linkText, markdownOf, type Tooltip, type TooltipLink, tooltipOf } from '../views/tooltip';
import { containerLinks } from './containerLinks';
import { linkArguments } from './linkArguments';
import { composeText, standingText } from './standingText';
import { freePortArguments } from './useFreePort';
import type { PortAnswer } from './mentionAnswers';

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
  mention: MentionedPort & Partial<Pick<PortMention, 'line' | 'start' | 'end'>>,
  answer: PortAnswer,
  { monitor: { snapshot }, names, roots }: DetailsSources,
): MarkdownString {
  const text = new MarkdownString();
  text.isTrusted = { enabledCommands: [...LINKED] };
  const { rows, uses } = answer;
  const [use] = uses;
  const first = [standingText(answer, { snapshot, roots }), composeText(answer)];
  for (const each of first) if (each !== undefined) text.appendMarkdown(`${markdownText(each)}\n\n`);
  const toFree = freePortArguments(mention, answer);
  if (toFree !== undefined) {
    text.appendMarkdown(
      `${linkText({ title: l10n.t('Use a Free Port Nearby'), command: linkCommands.useFreePort, args: toFree })}\n\n`,
    );
  }
  if (mention.compose !== undefined && use !== undefined && use.facts.engine !== undefined) {
    text.appendMarkdown(`${markdownText(useText(use))}\n\n`);
  }
  if (rows.length === 0 && use === undefined) {
    text.appendMarkdown(`**${freeTitle(mention)}**\n\n${l10n.t('Nobody listens on it.')}\n\n`);
    const title = l10n.t('Find Port Owner…');
    const args = [String(mention.port)];
    text.appendMarkdown(linkText({ title, command: findCommands.findPortOwner.id, args }));
    return text;
  }
  const facts = { snapshot, names, roots, ancestors: new Map(), note: undefined };
  for (const port of rows.slice(0, MOST_ROWS)) {
    const own = uses.filter(({ facts: { id } }) => containersOf(port).some((each) => each.facts.id === id));
    const links = actionsInHover(port).map(({ id, title }): TooltipLink => ({
      title,
      command: linkCommands.actOnPort,
      args: linkArguments(id, port),
    }));
    // The row opens in the browser by itself.
    const ofContainers = own.flatMap(linksOf).filter(({ args: [look] }) => look !== 'openContainerInBrowser');
    text.appendMarkdown(markdownOf(rowTooltip(port, facts), [...links, ...ofContainers]).value);
  }
  if (rows.length > MOST_ROWS) text.appendMarkdown(l10n.t('{0} more programs', rows.length - MOST_ROWS));
  // Somebody who is not known is taken for the container's.
  const isAlone = rows.every(({ owners }) => owners.length > 0);
  const shown = new Set(rows.flatMap((port) => containersOf(port).map((each) => each.facts.id)));
  for (const each of uses.filter(({ facts: { id } }) => !shown.has(id)).slice(0, MOST_ROWS)) {
    text.appendMarkdown(markdownOf(publishedTooltip(mention, each, isAlone), linksOf(each)).value);
  }
  return text;
}

/** All that links in it may run; each of them asks before it ends anything. */
const LINKED = [
  findCommands.findPortOwner.id,
  linkCommands.actOnPort,
  linkCommands.actOnContainer,
  linkCommands.useFreePort,
  portCommands.freePort.id,
];

/** What a container that has the port is to the Compose file. */
function useText(use: PortUse): string {
  const name = containerInFull(use);
  switch (use.is) {
    case 'service':
      return l10n.t('This service has it: {0}', name);
    case 'file':
      return l10n.t('A service of this file has it: {0}', name);
    case 'other':
      return l10n.t('Held by container {0}', name);
  }
}

/** A port that a container publishes. @param isAlone whether nobody listens on it */
function publishedTooltip({ port }: MentionedPort, use: PortUse, isAlone: boolean): Tooltip {
  const { hostPort = port, transport = 'tcp', hostAddress } = use.published ?? {};
  const title = `${hostPort} ${transport.toUpperCase()} · ${containerName(use.facts)}`;
  const address = hostAddress === undefined ? [] : [field(l10n.t('Address'), hostAddress)];
  const remark = field(
    '',
    l10n.t('It is handed on by packet rules: nothing listens for it on this machine.'),
  );
  return tooltipOf(title, [...address, ...(isAlone ? [remark] : [])], containerFields(use));
}

/** Links to what can be done with a container that has the port, the one that may end something last. */
function linksOf(use: PortUse): TooltipLink[] {
  const { published } = use;
  const links = containerLinks(use).map(({ title, args }): TooltipLink => ({
    title,
    command: linkCommands.actOnContainer,
    args,
  }));
  if (published === undefined || published.transport === 'sctp') return links;
  const asked = `${published.hostPort}/${published.transport}`;
  return [...links, { title: l10n.t('Free Port…'), command: portCommands.freePort.id, args: [asked] }];
}

/** A hover comes unasked: it offers to end nothing that others rely on. The row in the view does. */
function actionsInHover(port: ListeningPort): Action[] {
  const isReliedOn = obstacleIn(port.port, port.owners) !== undefined;
  return actionsFor(port).filter(({ id }) => id !== 'kill' || !isReliedOn);
}

function freeTitle({ port, lastPort }: MentionedPort): string {
  return lastPort === undefined
    ? l10n.t('Port {0} is free', port)
    : l10n.t('Ports {0} to {1} are free', port, lastPort);
}
