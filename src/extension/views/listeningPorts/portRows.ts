import { type CancellationToken, l10n } from 'vscode';
import { containersOf } from '../../../core/containers/portContainer';
import type { PrintRequest } from '../../../core/model/print';
import type { ProcessOwner } from '../../../core/model/process';
import type { Snapshot } from '../../../core/model/snapshot';
import { isInspector } from '../../../core/query/inspector';
import { isUdp, type ListeningPort, partOf } from '../../../core/ports/listeningPorts';
import { portSignature } from '../../../core/ports/portSignature';
import type { PortGrouping } from '../../../core/query/portGroups';
import { urlOf } from '../../../core/query/url';
import { formatLocal } from '../../../core/text/address';
import { clean } from '../../../core/text/clean';
import { addressOf } from '../../commands/copy';
import { addressesOf, exposureName, ownerName, portIcon, userLabel } from '../../describe';
import { likelyBehind, likelySpoken, type Users } from '../../likely/likelyTexts';
import { serverNames } from '../../likely/ownersText';
import { transportName } from '../../../core/ports/endpointName';
import { portRows } from '../../details/detailsSubject';
import { rowFlags } from '../rows.contributions';
import type { Names } from '../../names';
import { containerFlags, containersOfPort } from '../../containers/actions/rowContainers';
import { ownedPort, unitFlags } from '../../units/rowUnit';
import type { Tooltip } from '../tooltip';
import type { CopyValues, PortNode, RowIcon } from '../tree/row';
import { resolvedTooltip, rowTooltip, shownOwners, type TooltipSources } from './portTooltip';

/** A port, one of its sockets, or one of the processes behind it. */
type Part = 'port' | 'socket' | 'process';

/** A row of Listening Ports. */
export type PortRow = PortNode['row'];

/** What rows are told with. */
export interface PortFacts extends TooltipSources {
  readonly names: Names;
  /** What the rows are grouped by: what their group says they need not repeat. */
  readonly grouping?: () => PortGrouping;
}

/** The row of a port, with its parts below. @param note a remark on the whole list, for the tooltip of its first row */
export function portRow(port: ListeningPort, facts: PortFacts, note?: string): PortRow {
  const told = [portSignature(port), ...serviceOf(port, facts.names), isBelowUnit(facts)].join(' ');
  return new PartRow('port', port, told, facts, note);
}

/** Most rows do not change in the next reading, so that no text is made before it is asked for. */
class PartRow implements PortRow {
  readonly port: ListeningPort;
  readonly told: string;
  readonly facts: string | undefined;
  readonly children: readonly PartRow[];
  readonly #part: Part;
  readonly #facts: PortFacts;
  readonly #note: string | undefined;

  constructor(part: Part, port: ListeningPort, told: string, facts: PortFacts, note?: string) {
    this.port = port;
    this.told = told;
    this.facts = part === 'port' ? '' : undefined;
    this.#part = part;
    this.#facts = facts;
    this.#note = note;
    this.children = partsOf(part, port).map(([below, piece]) => new PartRow(below, piece, told, facts));
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
    return flagsOf(this.port, this.#facts.snapshot());
  }

  get copyValues(): CopyValues {
    const listening = addressOf(this.port);
    const url = urlOf(this.port);
    return { ...(listening !== undefined && { listening }), ...(url !== undefined && { url }) };
  }

  prints(): PrintRequest['rows'] {
    return portRows(this.port, this.#facts.snapshot()?.takenAt ?? 0);
  }

  tooltip(token?: CancellationToken): Promise<Tooltip> {
    return resolvedTooltip(shownOwners(this.port), this.#facts, token, (told) =>
      rowTooltip(this.port, { ...told, note: this.#note }),
    );
  }
}

/**
 * What lies below a row: its sockets where it has several, else its processes where it has several, or where the row is named
 * after the container that one has the port for.
 */
function partsOf(part: Part, port: ListeningPort): (readonly [Part, ListeningPort])[] {
  const { sockets, owners } = port;
  if (part === 'port' && sockets.length > 1) {
    return sockets.map((socket) => ['socket', partOf(port, `${port.id}/${socket.id}`, [socket])]);
  }
  if (part === 'process' || (owners.length < 2 && !isContainers(port))) return [];
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
  return `${port.port}  ${serverNames(port, users)[0]}`;
}

function descriptionOf(part: Part, port: ListeningPort, facts: PortFacts): string[] {
  if (part === 'process') return pidOf(port);
  if (part === 'socket') return [port.sockets[0]?.socket.protocol ?? '', ...pidOf(port)];
  const service = serviceOf(port, facts.names);
  const where = [addresses(port), transportName(port.transport), ...pidOf(port), ...service];
  return [...behindName(port, facts), ...where];
}

/**
 * What tells the container from others; of a socket whose owner is likely the unit and the user, instead of the process, which
 * nobody sees.
 */
function behindName(port: ListeningPort, facts: PortFacts): string[] {
  if (isContainers(port)) return serverNames(port, facts.snapshot()).slice(1);
  const { leader, likelyOwner, sockets } = port;
  if (leader !== undefined || likelyOwner === undefined) return [];
  const users = facts.snapshot();
  const uid = sockets[0]?.socket.uid ?? 0;
  const unit = isBelowUnit(facts) ? [] : likelyBehind(likelyOwner, users);
  // "jupyter.service of alice" says it already.
  const isSaid = uid === likelyOwner.uid && unit.length > 0;
  return [...unit, ...(isSaid ? [] : [userLabel(uid, users, facts.names)])];
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
  const icon = portIcon(port);
  return { id: icon, color: port.exposure === 'loopback' ? 'charts.blue' : 'list.warningForeground' };
}

function flagsOf(port: ListeningPort, snapshot: Snapshot | undefined): string[] {
  return [
    rowFlags.row,
    ...(port.leader === undefined ? [] : [rowFlags.owned]),
    ...(urlOf(port) === undefined ? [] : [rowFlags.browsable]),
    ...(isInspector(port) ? [rowFlags.inspector] : []),
    ...unitFlags(ownedPort(port)),
    ...containerFlags(containersOfPort(port, snapshot?.containers)),
  ];
}

function spoken(part: Part, port: ListeningPort, facts: PortFacts): string {
  const name = spokenName(part, port, facts.snapshot());
  const what = {
    port: () => l10n.t('Port {0}, {1}', port.port, name),
    socket: () => l10n.t('Socket {0}', port.sockets.map(({ socket }) => formatLocal(socket)).join(', ')),
    process: () => l10n.t('Process {0}', name),
  }[part]();
  const pid = port.leader && l10n.t('process id {0}', port.leader.pid);
  const parts = [
    what,
    ...(pid === undefined ? [] : [pid]),
    ...(part === 'port' ? behindName(port, facts) : []),
  ];
  if (part === 'process') return parts.join(', ');
  const state = isUdp(port.transport) ? l10n.t('bound') : l10n.t('listening');
  const where = [transportName(port.transport), state, addresses(port), exposureName(port.exposure)];
  return [...parts, ...where, ...serviceOf(port, facts.names)].join(', ');
}

function spokenName(part: Part, port: ListeningPort, users: Users): string {
  if (part !== 'process' && isContainers(port)) return l10n.t('container {0}', serverNames(port, users)[0]);
  const likely = port.leader === undefined ? port.likelyOwner : undefined;
  return likely === undefined ? ownerName(port) : likelySpoken(likely, users);
}
