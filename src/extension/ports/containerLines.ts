import { l10n } from 'vscode';
import { unaskedText } from '../../core/containers/stopTexts';
import type { ContainerFacts, Containers, PortContainer } from '../../core/model/container';
import type { HistoryEntry } from '../../core/model/history';
import type { ProcessOwner } from '../../core/model/process';
import { type Explanation, obstacleAmong } from '../../core/ports/explainPort';
import { keptForNobody } from '../../core/ports/keptBy';
import type { ListeningSocket } from '../../core/ports/listeningPorts';
import { stopContainerLine } from '../../core/ports/managerCommands';
import { containerInFull } from '../containers/containerTexts';
import { forNobodyTexts, guardText, managerLines } from './managerTexts';

/** What a report is told from: all that is known of containers beside the explanation, and of the port's past. */
export interface Told extends Explanation {
  readonly known: Containers | undefined;
  readonly past?: readonly HistoryEntry[];
}

/** What stops the container that has a socket, and says so of its keeper; nothing where that is not certain, or none has. */
export function stopLines(
  { container, owners, socket }: ListeningSocket,
  explanation: Told,
): string[] | undefined {
  if (container?.isCertain !== true) return undefined;
  // A container's own processes run as anybody: they do not tell whose engine it is.
  const uid = container.by === 'itself' ? undefined : socket.uid;
  const command = stopContainerLine(container.facts, uid, explanation.known?.engines);
  const obstacle = obstacleAmong(owners, explanation);
  const away = awayLines(container.facts);
  if (obstacle?.kind === 'manager') {
    const { command: asks, ...manager } = obstacle.manager;
    // What would ask an engine asks none of this container's.
    const line = command ?? (away.length === 0 ? asks : undefined);
    return [...managerLines({ ...manager, ...(line && { command: line }) }), ...away];
  }
  if (obstacle !== undefined) return undefined;
  return command === undefined ? (away.length === 0 ? undefined : away) : [...stopLine(command), ...away];
}

function stopLine(command: string): string[] {
  return [`  ${l10n.t('To free the port, stop the container:')}`, `    ${command}`];
}

/** Why the usual line does not help, where its engine cannot be asked by anybody here. */
function awayLines({ engineIs, ...facts }: ContainerFacts): string[] {
  return engineIs === undefined ? [] : [`  ${unaskedText({ ...facts, engineIs }, l10n)}`];
}

/** A container whose port packet rules hand on. */
export function publishedLines(container: PortContainer, { known }: Told): string[] {
  // Only root's engines make packet rules.
  const command = stopContainerLine(container.facts, 0, known?.engines);
  return [
    l10n.t('The container {0} publishes it', containerInFull(container)),
    `  ${l10n.t('Packet rules of its engine hand the port on: for that nothing has to listen here, and a bind succeeds all the same.')}`,
    `  ${l10n.t('Who connects gets to the container, and not to a server that binds to the port.')}`,
    ...(command === undefined ? [] : stopLine(command)),
    ...awayLines(container.facts),
  ];
}

/** A container of another machine's, which is in nobody's way. */
export function onEngineHostText(container: PortContainer): string {
  return l10n.t(
    'Container {0} publishes this port on its engine’s host, which is not this machine.',
    containerInFull(container),
  );
}

/** What to do instead of ending the owners, where others rely on them. */
export function adviceLines(owners: readonly ProcessOwner[], explanation: Told): string[] {
  const obstacle = obstacleAmong(owners, explanation);
  if (obstacle === undefined) return [];
  const { known, facts } = explanation;
  const manager = obstacle.kind === 'manager' ? obstacle.manager : undefined;
  const forNobody = known && keptForNobody({ question: facts, owners, manager }, known);
  if (forNobody !== undefined) {
    const { text, line } = forNobodyTexts(forNobody);
    return [`  ${text}`, `    ${line}`];
  }
  return obstacle.kind === 'manager' ? managerLines(obstacle.manager) : [`  ${guardText(obstacle.guard)}`];
}
