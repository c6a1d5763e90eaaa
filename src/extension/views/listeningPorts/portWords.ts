import { isOneNamespace } from '../../../core/model/namespace';
import { shownNamespace } from '../../../core/query/shownNamespace';
import { namespaceText } from '../../namespaces/namespaceTexts';
import { l10n } from 'vscode';
import { containersOf } from '../../../core/containers/portContainer';
import { behindContainer } from '../../../core/containers/containerNames';
import { transportName } from '../../../core/ports/endpointName';
import { isOwnPort, type ListeningPort } from '../../../core/ports/listeningPorts';
import { addressEnds } from '../../../core/ports/portAddresses';
import type { LikelyOwner } from '../../../core/model/likelyOwner';
import { SHORT_NAME } from '../../../core/programs/descriptionText';
import type { PortGrouping } from '../../../core/query/portGroups';
import { overviewOf } from '../../../core/query/portOverview';
import { formatAddress, formatLocal, isUnspecified } from '../../../core/text/address';
import { nameText } from '../../../core/text/clean';
import { engineName } from '../../containers/containerTexts';
import { exposureName, userLabel } from '../../describe';
import { identityText } from '../../identify/identities';
import { likelyBehind, likelyName, likelyUnit, type Users } from '../../likely/likelyTexts';
import { addedPortService } from '../addedService';
import type { Names } from '../../names';
import { rootTexts } from '../../origins/windowRoots';
import { containersBeside, isContainers, isKept, isSeen, nameOf, processNameOf } from '../../portNames';
import type { TooltipSources } from './portTooltip';

/** A port, one of its sockets, one of the processes behind it, or who listens where a container's port leads. */
export type Part = 'port' | 'socket' | 'process' | 'inside';

/** What rows are told with. */
export interface PortFacts extends TooltipSources {
  readonly names: Names;
  /** What the rows are grouped by: what their group says they need not repeat. */
  readonly grouping?: () => PortGrouping;
  /** Whether the rows stand in an overview, of which a group says who reaches them. */
  readonly isOverview?: () => boolean;
  /** Whether a port came since the window opened. */
  readonly isNew?: (port: ListeningPort) => boolean;
  /** Whether the rows stand apart from what the view is about: that they come and go is no news of it. */
  readonly isApart?: boolean;
}

/**
 * A part of what a row says: as it stands there, and as a screen reader says it where that is another. Either is '' where it
 * is said already.
 */
interface Word {
  readonly text: string;
  readonly said?: string;
}

/** What a row is called. */
export function labelOf(part: Part, port: ListeningPort, users: Users): string {
  if (part === 'process') return processNameOf(port, users).whole;
  const [socket] = port.sockets;
  if (part === 'socket' && socket) return formatLocal(socket.socket);
  if (part === 'inside') return l10n.t('→ {0} inside', port.port);
  return `${port.port}  ${nameOf(port, users).short}`;
}

/** What stands behind that, part by part: what differs from others, then the pid, then what is not as usual. */
export function descriptionOf(part: Part, port: ListeningPort, facts: PortFacts): string[] {
  return wordsOf(part, port, facts).flatMap(({ text }) => text || []);
}

/** What a screen reader says of a row: "Port 3000, vite of shop, this machine only, process 18543". */
export function spoken(part: Part, port: ListeningPort, facts: PortFacts): string {
  const what = subjectSaid(part, port, facts.snapshot());
  return [what, ...wordsOf(part, port, facts).flatMap(({ text, said }) => (said ?? text) || [])].join(', ');
}

function subjectSaid(part: Part, port: ListeningPort, users: Users): string {
  switch (part) {
    case 'port':
      return l10n.t('Port {0}, {1}', port.port, nameOf(port, users).said);
    case 'inside':
      return l10n.t('Leads to port {0} inside', port.port);
    case 'socket':
      return l10n.t('Socket {0}', port.sockets.map(({ socket }) => formatLocal(socket)).join(', '));
    case 'process':
      return l10n.t('Process {0}', processNameOf(port, users).said);
  }
}

function wordsOf(part: Part, port: ListeningPort, facts: PortFacts): Word[] {
  switch (part) {
    case 'process':
      return pidOf(port);
    case 'socket':
      return [...plain(port.sockets.map(({ socket }) => socket.protocol).slice(0, 1)), ...pidOf(port)];
    case 'inside':
      return [
        insideName(port, facts.snapshot()),
        ...plain(addresses(port)),
        ...pidOf(port),
        ...unreachable(port),
      ];
    case 'port':
      return [
        ...behindName(port, facts),
        ...plain(serviceOf(port, facts)),
        ...plain(publishedBy(port)),
        ...plain(answersOf(port)),
        ...reach(port, facts),
        ...(isKept(port) ? [] : [...several(port), ...originOf(port, facts), ...pidOf(port)]),
        ...plain(addresses(port)),
        ...(port.transport === 'tcp' ? [] : plain([transportName(port.transport)])),
        ...plain(namespaceOf(port, facts)),
      ];
  }
}

/** What answers there, where somebody asked. */
function answersOf(port: ListeningPort): string[] {
  const answers = identityText(port);
  return answers === undefined ? [] : [answers];
}

function plain(texts: readonly string[]): Word[] {
  return texts.map((text) => ({ text }));
}

/**
 * What tells the container from others; of a socket whose owner is likely the unit and the user, instead of the process, which
 * nobody sees.
 */
function behindName(port: ListeningPort, facts: PortFacts): Word[] {
  if (isContainers(port)) {
    const beside = containersBeside(port);
    const telling = beside.length > 0 ? beside : ofContainer(port);
    return plain(telling.filter((text) => !isSaidByGroup(text, port, facts) && !isSaidByTitle(port, facts)));
  }
  const { leader, likelyOwner, sockets } = port;
  if (leader !== undefined || likelyOwner === undefined) return [];
  const users = facts.snapshot();
  const uid = sockets[0]?.socket.uid ?? 0;
  const unit = isBelowUnit(facts) ? [] : unitOf(likelyOwner, users);
  // "jupyter.service of alice" says it already.
  const isSaid = uid === likelyOwner.uid && unit.length > 0;
  return [...unit, ...(isSaid ? [] : plain([userLabel(uid, users, facts.names)]))];
}

/** The unit of a likely owner, unless the row has all of it in its name; a screen reader says the name whole. */
function unitOf(owner: LikelyOwner, users: Users): Word[] {
  const behind = likelyBehind(owner, users);
  if (behind.length > 0) return plain(behind);
  return likelyName(owner, users).length > SHORT_NAME ? [{ text: likelyUnit(owner, users), said: '' }] : [];
}

/** Image and project of the one container; its engine where nobody tells them. */
function ofContainer(port: ListeningPort): string[] {
  const [container, ...more] = containersOf(port);
  if (container === undefined || more.length > 0) return [];
  const { runtime: _runtime, ...known } = container.facts;
  const telling = behindContainer({ ...known, runtime: 'unknown' });
  return telling.length > 0 ? telling : behindContainer(container.facts);
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
function insideName(port: ListeningPort, users: Users): Word {
  if (!isSeen(port)) return { text: l10n.t('a process of the container') };
  const { whole, said } = processNameOf(port, users);
  return { text: whole, said };
}

/** What a container's port leads to is not reached where it listens on loopback alone. */
function unreachable({ exposure }: ListeningPort): Word[] {
  return exposure === 'loopback'
    ? [{ text: l10n.t('on loopback alone: the published port does not reach it') }]
    : [];
}

/** Whether the row stands in a group that has its unit in its name, or behind that. */
function isBelowUnit({ grouping }: PortFacts): boolean {
  const by = grouping?.();
  return by === 'process' || by === 'unit';
}

/** Who can reach it; in another namespace that is not known by its addresses alone. */
function reach(port: ListeningPort, { isOverview }: PortFacts): Word[] {
  if (!isOwnPort(port)) return [];
  if (port.exposure === 'loopback') return [{ text: l10n.t('this machine only') }];
  const isSaid = isOverview?.() === true && overviewOf(port) === 'network';
  return [{ text: isSaid ? '' : l10n.t('network'), said: exposureName(port.exposure) }];
}

/** How many processes share it. */
function several({ owners }: ListeningPort): Word[] {
  return owners.length > 1 ? [{ text: l10n.t('{0} processes', owners.length) }] : [];
}

/** The terminal, task or debug session of this window that it was started in. */
export function originOf({ leader }: ListeningPort, { roots }: Pick<PortFacts, 'roots'>): Word[] {
  const [text] = leader === undefined ? [] : rootTexts(roots.of(leader));
  return text === undefined ? [] : [{ text, said: l10n.t('started in {0}', text) }];
}

/** The pid of a process that is seen to have it. */
function pidOf({ leader, owners }: ListeningPort): Word[] {
  if (leader === undefined) return [];
  const text = String(leader.pid);
  const said =
    owners.length > 1
      ? l10n.t('process {0} and {1} more', leader.pid, owners.length - 1)
      : l10n.t('process {0}', leader.pid);
  return [{ text, said }];
}

/**
 * Where it is, unless that is said by who can reach it: 127.0.0.1, ::1 and all addresses are what servers usually have. In another
 * network loopback is said, since who reaches it is not.
 */
function addresses(port: ListeningPort): string[] {
  const ends = addressEnds(port).filter(
    ({ words, isIPv6 }) =>
      !isUnspecified(words, isIPv6) && !(isOwnPort(port) && USUAL.has(formatAddress(words, isIPv6))),
  );
  const all = [...new Set(ends.map(({ words, isIPv6 }) => formatAddress(words, isIPv6)))];
  if (all.length === 0) return [];
  return [all.length > 3 ? l10n.t('{0} addresses', all.length) : all.join(', ')];
}

const USUAL: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** The name of a port's service, where names are shown, and it adds something to who has the port. */
export function serviceOf(port: ListeningPort, facts: Pick<PortFacts, 'names' | 'snapshot'>): string[] {
  const users = facts.snapshot();
  const likely = port.leader === undefined && port.likelyOwner ? likelyBehind(port.likelyOwner, users) : [];
  const said = [nameOf(port, users).whole, ...likely, ...containersBeside(port)];
  return addedPortService(port, facts.names, said);
}
