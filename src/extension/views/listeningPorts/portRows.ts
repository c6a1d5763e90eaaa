import { type CancellationToken, l10n } from 'vscode';
import { containersOf } from '../../../core/containers/portContainer';
import type { PrintRequest } from '../../../core/model/print';
import type { ProcessOwner } from '../../../core/model/process';
import { isInspector } from '../../../core/query/inspector';
import { isOwnPort, isUdp, type ListeningPort, partOf } from '../../../core/ports/listeningPorts';
import { insideOf } from '../../../core/ports/insidePorts';
import type { NamespacePorts } from '../../../core/ports/namespacePorts';
import { portSignature } from '../../../core/ports/portSignature';
import type { PortGrouping } from '../../../core/query/portGroups';
import { urlOf } from '../../../core/query/url';
import { formatLocal } from '../../../core/text/address';
import { clean, nameText } from '../../../core/text/clean';
import { addressOf } from '../../commands/copy';
import { addressesOf, exposureName, ownerName, portIcon, userLabel } from '../../describe';
import { containerWithImage, engineName } from '../../containers/containerTexts';
import { likelyBehind, likelySpoken, ownerOrLikely, type Users } from '../../likely/likelyTexts';
import { serverNames } from '../../likely/ownersText';
import { transportName } from '../../../core/ports/endpointName';
import { portRows } from '../../details/detailsSubject';
import { rowFlags } from '../rows.contributions';
import type { Names } from '../../names';
import { ownedPort, unitFlags } from '../../units/rowUnit';
import type { Tooltip } from '../tooltip';
import { addressRows, noListenerRow } from './containerRows';
import type { CopyValues, PortNode, Row, RowIcon, RowNode } from '../tree/row';
import { resolvedTooltip, rowTooltip, shownOwners, type TooltipSources } from './portTooltip';

/** A port, one of its sockets, one of the processes behind it, or who listens where a container's port leads. */
type Part = 'port' | 'socket' | 'process' | 'inside';

/** A row of Listening Ports. */
export type PortRow = PortNode['row'];

/** What rows are told with. */
export interface PortFacts extends TooltipSources {
  readonly names: Names;
  /** What the rows are grouped by: what their group says they need not repeat. */
  readonly grouping?: () => PortGrouping;
  /** The ports of the network namespaces that were read beside this machine's own. */
  readonly inside?: () => readonly NamespacePorts[];
  /** Whether the rows stand apart from what the view is about: that they come and go is no news of it. */
  readonly isApart?: boolean;
}

/** The row of a port, with its parts below. @param note a remark on the whole list, for the tooltip of its first row */
export function portRow(port: ListeningPort, facts: PortFacts, note?: string): PortRow {
  const told = [
    portSignature(port),
    ...serviceOf(port, facts.names),
    facts.grouping?.(),
    ...namespaceOf(port, facts),
  ].join(' ');
  return new PartRow('port', port, told, facts, note);
}

/** Most rows do not change in the next reading, so that no text is made before it is asked for. */
class PartRow implements PortRow {
  readonly port: ListeningPort;
  readonly told: string;
  readonly facts: string | undefined;
  readonly children: readonly Row[];
  /** Nothing is printed of a port that nobody listens on. */
  readonly prints?: () => PrintRequest['rows'];
  readonly #part: Part;
  readonly #facts: PortFacts;
  readonly #note: string | undefined;

  constructor(part: Part, port: ListeningPort, told: string, facts: PortFacts, note?: string) {
    this.port = port;
    this.told = told;
    this.facts = part === 'port' && facts.isApart !== true ? '' : undefined;
    this.#part = part;
    this.#facts = facts;
    this.#note = note;
    this.children = [
      ...partsOf(part, port).map(([below, piece]) => new PartRow(below, piece, told, facts)),
      ...(part === 'port' ? behindPort(port, facts) : []),
    ];
    if (port.sockets.length > 0) this.prints = () => portRows(port, facts.snapshot()?.takenAt ?? 0);
  }

  get id(): string {
    return this.port.id;
  }

  get label(): string {
    return labelOf(this.#part, this.port, this.#facts.snapshot());
  }

  get description(): string {
    return descriptionOf(this.#part, this.port, this.#facts).join(' · ');
  }

  get spoken(): string {
    return spoken(this.#part, this.port, this.#facts);
  }

  get icon(): RowIcon {
    return iconOf(this.#part, this.port);
  }

  get flags(): string[] {
    return flagsOf(this.port);
  }

  get copyValues(): CopyValues {
    const listening = addressOf(this.port);
    const url = urlOf(this.port);
    return { ...(listening !== undefined && { listening }), ...(url !== undefined && { url }) };
  }

  tooltip(token?: CancellationToken): Promise<Tooltip> {
    return resolvedTooltip(shownOwners(this.port), this.#facts, token, (told) =>
      rowTooltip(this.port, { ...told, note: this.#note, namespaceText: this.#facts.namespaceText }),
    );
  }
}

/** Whether it is the row of a port that leads into a container of this machine. */
export function leadsInside({ row }: RowNode): boolean {
  return row.port !== undefined && row.port.namespace === undefined && insideOf(row.port, []).length > 0;
}

/** Where a container's port leads, and the addresses of the container. */
function behindPort(port: ListeningPort, facts: PortFacts): Row[] {
  if (port.namespace !== undefined) return [];
  const inside = insideOf(port, facts.inside?.() ?? []).flatMap((place): Row[] => {
    const { listeners = [] } = place;
    if (listeners.length === 0) return [noListenerRow(port, place)];
    return listeners.map((each) => {
      const told = `${portSignature(each)} ${each.exposure}`;
      return new PartRow('inside', { ...each, id: `${port.id}/${each.id}` }, told, facts);
    });
  });
  return [...inside, ...containersOf(port).flatMap(({ facts: container }) => addressRows(port, container))];
}

/**
 * What lies below a row: its sockets where it has several, else its processes where it has several, or where the row is named
 * after the container that one has the port for.
 */
function partsOf(part: Part, port: ListeningPort): (readonly [Part, ListeningPort])[] {
  const { sockets, owners } = port;
  if ((part === 'port' || part === 'inside') && sockets.length > 1) {
    return sockets.map((socket) => ['socket', partOf(port, `${port.id}/${socket.id}`, [socket])]);
  }
  if (part === 'process' || (owners.length < 2 && (!isContainers(port) || port.namespace !== undefined))) {
    return [];
  }
  return owners.map((owner) => ['process', partOf(port, processId(port, owner), sockets, [owner])]);
}

function isContainers(port: ListeningPort): boolean {
  return containersOf(port).length > 0;
}

function processId(port: ListeningPort, { pid, startTime }: ProcessOwner): string {
  return `${port.id}/${pid} ${startTime}`;
}

function labelOf(part: Part, port: ListeningPort, users: Users): string {
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
  const { leader, likelyOwner, namespace } = port;
  const isSeen = leader !== undefined || (likelyOwner?.processes ?? []).length > 0;
  if (namespace === undefined || !isSeen) return serverNames(port, users);
  return [ownerOrLikely(port, users), ...containersOf(port).map(({ facts }) => containerWithImage(facts))];
}

function descriptionOf(part: Part, port: ListeningPort, facts: PortFacts): string[] {
  if (part === 'process') return pidOf(port);
  if (part === 'inside') {
    const owner = ownerOrLikely(port, facts.snapshot());
    return [owner, addresses(port), ...pidOf(port), ...unreachable(port)];
  }
  if (part === 'socket') return [port.sockets[0]?.socket.protocol ?? '', ...pidOf(port)];
  const service = serviceOf(port, facts.names);
  const where = [addresses(port), transportName(port.transport), ...pidOf(port), ...service];
  return [...behindName(port, facts), ...publishedBy(port), ...where, ...namespaceOf(port, facts)];
}

/**
 * What tells the container from others; of a socket whose owner is likely the unit and the user, instead of the process, which
 * nobody sees.
 */
function behindName(port: ListeningPort, facts: PortFacts): string[] {
  if (isContainers(port)) {
    const behind = shownNames(port, facts.snapshot()).slice(1);
    return behind.filter((text) => !isSaidByGroup(text, port, facts));
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

/** The namespace of a row that shows those of several, unless a container that it is said to be of tells. */
function namespaceOf(port: ListeningPort, { namespaceText }: PortFacts): string[] {
  const isSaid = port.namespace === undefined || namespaceText === undefined || isContainers(port);
  return isSaid ? [] : [namespaceText(port.namespace)];
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

function serviceOf({ port, transport }: ListeningPort, names: Names): string[] {
  const service = names.shownService(port, transport)?.name;
  return service ? [clean(service)] : [];
}

function iconOf(part: Part, port: ListeningPort): RowIcon {
  if (part === 'process') return { id: 'server-process' };
  if (part === 'inside') return { id: 'server-process' };
  const icon = portIcon(port);
  // Who reaches it in another network is not said by its addresses.
  if (!isOwnPort(port)) return { id: icon };
  return { id: icon, color: port.exposure === 'loopback' ? 'charts.blue' : 'list.warningForeground' };
}

function flagsOf(port: ListeningPort): string[] {
  const { leader, rules } = port;
  const isElsewhere = !isOwnPort(port);
  return [
    rowFlags.row,
    ...(isElsewhere ? [] : [rowFlags.ownPort]),
    ...(isElsewhere || rules !== undefined ? [] : [rowFlags.listening]),
    ...(leader === undefined ? [] : [rowFlags.owned]),
    ...(isElsewhere || urlOf(port) === undefined ? [] : [rowFlags.browsable]),
    ...(isInspector(port) ? [rowFlags.inspector] : []),
    // A likely owner is proven by a socket of this machine's own.
    ...unitFlags(ownedPort(port)).filter((flag) => !isElsewhere || flag !== rowFlags.likely),
  ];
}

function spoken(part: Part, port: ListeningPort, facts: PortFacts): string {
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
    ...(part === 'port' ? [...behindName(port, facts), ...publishedBy(port)] : []),
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
  const isOwn = part !== 'process' && port.namespace === undefined;
  if (isOwn && isContainers(port)) return l10n.t('container {0}', serverNames(port, users)[0]);
  const likely = port.leader === undefined ? port.likelyOwner : undefined;
  return likely === undefined ? ownerName(port) : likelySpoken(likely, users);
}
