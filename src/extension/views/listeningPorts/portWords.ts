import { isOneNamespace } from '../../../core/model/namespace';
import { shownNamespace } from '../../../core/query/shownNamespace';
import { namespaceText } from '../../namespaces/namespaceTexts';
import { l10n } from 'vscode';
import { containersOf } from '../../../core/containers/portContainer';
import { transportName } from '../../../core/ports/endpointName';
import { isOwnPort, isUdp, type ListeningPort } from '../../../core/ports/listeningPorts';
import type { PortGrouping } from '../../../core/query/portGroups';
import { formatLocal } from '../../../core/text/address';
import { clean, nameText } from '../../../core/text/clean';
import { containerWithImage, engineName } from '../../containers/containerTexts';
import { addressesOf, exposureName, ownerName, userLabel } from '../../describe';
import { likelyBehind, likelySpoken, ownerOrLikely, type Users } from '../../likely/likelyTexts';
import { serverNames } from '../../likely/ownersText';
import { identityText } from '../../identify/identities';
import type { Names } from '../../names';
import type { TooltipSources } from './portTooltip';

/** A port, one of its sockets, one of the processes behind it, or who listens where a container's port leads. */
export type Part = 'port' | 'socket' | 'process' | 'inside';

/** What rows are told with. */
export interface PortFacts extends TooltipSources {
  readonly names: Names;
  /** What the rows are grouped by: what their group says they need not repeat. */
  readonly grouping?: () => PortGrouping;
  /** Whether the rows stand apart from what the view is about: that they come and go is no news of it. */
  readonly isApart?: boolean;
}

/** What a row is called. */
export function labelOf(part: Part, port: ListeningPort, users: Users): string {
  if (part === 'process') return ownerName(port);
  const [socket] = port.sockets;
  if (part === 'socket' && socket) return formatLocal(socket.socket);
  if (part === 'inside') return l10n.t('→ {0} inside', port.port);
  return `${port.port}  ${shownNames(port, users)[0]}`;
}

/**
 * Who has the port, and what tells it from others. Of another namespace the program comes first: all in it may be one
 * container's.
 */
function shownNames(port: ListeningPort, users: Users): [name: string, ...behind: string[]] {
  if (port.namespace === undefined || !isSeen(port)) return serverNames(port, users);
  return [ownerOrLikely(port, users), ...containersOf(port).map(({ facts }) => containerWithImage(facts))];
}

/** What stands behind that, part by part. */
export function descriptionOf(part: Part, port: ListeningPort, facts: PortFacts): string[] {
  if (part === 'process') return pidOf(port);
  if (part === 'inside') {
    return [insideName(port, facts.snapshot()), addresses(port), ...pidOf(port), ...unreachable(port)];
  }
  if (part === 'socket') return [port.sockets[0]?.socket.protocol ?? '', ...pidOf(port)];
  const service = serviceOf(port, facts.names);
  const where = [addresses(port), transportName(port.transport), ...pidOf(port), ...service];
  const behind = [...behindName(port, facts), ...publishedBy(port)];
  return [...behind, ...answersOf(port), ...where, ...namespaceOf(port, facts)];
}

/** What answers there, where somebody asked. */
function answersOf(port: ListeningPort): string[] {
  const answers = identityText(port);
  return answers === undefined ? [] : [answers];
}

/**
 * What tells the container from others; of a socket whose owner is likely the unit and the user, instead of the process, which
 * nobody sees.
 */
function behindName(port: ListeningPort, facts: PortFacts): string[] {
  if (isContainers(port)) {
    const behind = shownNames(port, facts.snapshot()).slice(1);
    return behind.filter((text) => !isSaidByGroup(text, port, facts) && !isSaidByTitle(port, facts));
  }
  const { leader, likelyOwner, sockets } = port;
  if (leader !== undefined || likelyOwner === undefined) return [];
  const users = facts.snapshot();
  const uid = sockets[0]?.socket.uid ?? 0;
  const unit = isBelowUnit(facts) ? [] : likelyBehind(likelyOwner, users);
  // "jupyter.service of alice" says it already.
  const isSaid = uid === likelyOwner.uid && unit.length > 0;
  return [...unit, ...(isSaid ? [] : [userLabel(uid, users, facts.names)])];
}

/** Whether the group of the row has it in its name, or behind that; or what is said of packet rules has. */
function isSaidByGroup(text: string, port: ListeningPort, { grouping }: PortFacts): boolean {
  const by = grouping?.();
  if (by === 'container') return true;
  const [container] = containersOf(port);
  const { project, runtime } = container?.facts ?? {};
  if (by === 'project' && text === nameText(project ?? '')) return true;
  return port.rules !== undefined && text === runtime;
}

/** Whether the title of the view has the container that a row is of: that of the one network namespace that all rows are of, and only its. */
export function isSaidByTitle(
  { namespace }: ListeningPort,
  { snapshot }: Pick<PortFacts, 'snapshot'>,
): boolean {
  return namespace?.containers.length === 1 && isOneNamespace(shownNamespace(snapshot() ?? {}));
}

/** What is to be known of a port that nobody listens on. */
function publishedBy({ rules: [rule] = [] }: ListeningPort): string[] {
  if (rule === undefined) return [];
  const engine = engineName(rule.facts.runtime);
  return [
    rule.facts.isHere
      ? l10n.t('published by {0}; nothing listens on the host', engine)
      : l10n.t('published by {0}', engine),
  ];
}

/** The namespace of a port in a list that shows those of several, unless a container that it is said to be of tells. */
export function namespaceOf(port: ListeningPort, { snapshot }: Pick<PortFacts, 'snapshot'>): string[] {
  const now = snapshot();
  // Of one that was chosen, the title of the view tells.
  const isSaid = isContainers(port) || isOneNamespace(shownNamespace(now ?? {}));
  return port.namespace === undefined || isSaid ? [] : [namespaceText(port.namespace, now?.containers)];
}

/** Who listens where a container's port leads: who cannot be seen there is in the container all the same. */
function insideName(port: ListeningPort, users: Users): string {
  return isSeen(port) ? ownerOrLikely(port, users) : l10n.t('a process of the container');
}

/** Whether a process is known, or likely. */
function isSeen({ leader, likelyOwner }: ListeningPort): boolean {
  return leader !== undefined || (likelyOwner?.processes ?? []).length > 0;
}

/** What a container's port leads to is not reached where it listens on loopback alone. */
function unreachable({ exposure }: ListeningPort): string[] {
  return exposure === 'loopback' ? [l10n.t('on loopback alone: the published port does not reach it')] : [];
}

/** Whether the row stands in a group that has its unit in its name, or behind that. */
function isBelowUnit({ grouping }: PortFacts): boolean {
  const by = grouping?.();
  return by === 'process' || by === 'unit';
}

function addresses(port: ListeningPort): string {
  const all = addressesOf(port);
  return all.length > 3 ? l10n.t('{0} addresses', all.length) : all.join(', ');
}

function pidOf({ leader, owners }: ListeningPort): string[] {
  if (leader === undefined) return [];
  return [owners.length > 1 ? l10n.t('{0} and {1} more', leader.pid, owners.length - 1) : String(leader.pid)];
}

/** The name of a port's service, where names are shown. */
export function serviceOf({ port, transport }: ListeningPort, names: Names): string[] {
  const service = names.shownService(port, transport)?.name;
  return service ? [clean(service)] : [];
}

/** What a screen reader says of a row. */
export function spoken(part: Part, port: ListeningPort, facts: PortFacts): string {
  const name = spokenName(part, port, facts.snapshot());
  const what = {
    port: () => l10n.t('Port {0}, {1}', port.port, name),
    inside: () => l10n.t('Leads to port {0} inside, {1}', port.port, name),
    socket: () => l10n.t('Socket {0}', port.sockets.map(({ socket }) => formatLocal(socket)).join(', ')),
    process: () => l10n.t('Process {0}', name),
  }[part]();
  const pid = port.leader && l10n.t('process id {0}', port.leader.pid);
  const parts = [
    what,
    ...(pid === undefined ? [] : [pid]),
    ...(part === 'port' ? [...behindName(port, facts), ...publishedBy(port), ...answersOf(port)] : []),
  ];
  if (part === 'process') return parts.join(', ');
  const where = [transportName(port.transport), ...stateOf(port), addresses(port), ...reachOf(part, port)];
  return [...parts, ...where, ...serviceOf(port, facts.names), ...namespaceOf(port, facts)].join(', ');
}

function stateOf({ transport, rules }: ListeningPort): string[] {
  if (rules !== undefined) return [];
  return [isUdp(transport) ? l10n.t('bound') : l10n.t('listening')];
}

/** Who can reach it; in another namespace that is not known by its addresses alone. */
function reachOf(part: Part, port: ListeningPort): string[] {
  if (part === 'inside') return unreachable(port);
  return isOwnPort(port) ? [exposureName(port.exposure)] : [];
}

function spokenName(part: Part, port: ListeningPort, users: Users): string {
  if (part === 'inside' && !isSeen(port)) return insideName(port, users);
  const isOfContainer = isContainers(port) && (port.namespace === undefined || !isSeen(port));
  if (part !== 'process' && isOfContainer) return l10n.t('container {0}', serverNames(port, users)[0]);
  const likely = port.leader === undefined ? port.likelyOwner : undefined;
  return likely === undefined ? ownerName(port) : likelySpoken(likely, users);
}

/** Whether a container has the port. */
export function isContainers(port: ListeningPort): boolean {
  return containersOf(port).length > 0;
}
