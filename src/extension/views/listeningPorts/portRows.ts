import type { CancellationToken } from 'vscode';
import { containersOf } from '../../../core/containers/portContainer';
import type { PrintRequest } from '../../../core/model/print';
import type { ProcessOwner } from '../../../core/model/process';
import type { Snapshot } from '../../../core/model/snapshot';
import { isInspector } from '../../../core/query/inspector';
import { isOwnPort, type ListeningPort, partOf } from '../../../core/ports/listeningPorts';
import { insideOf } from '../../../core/ports/insidePorts';
import { portSignature } from '../../../core/ports/portSignature';
import { urlOf } from '../../../core/query/url';
import { addressOf } from '../../commands/copy';
import { portIcon } from '../../describe';
import { portRows } from '../../details/detailsSubject';
import { identityText } from '../../identify/identities';
import { rowFlags } from '../rows.contributions';
import { containerFlags, containersOfPort } from '../../containers/actions/rowContainers';
import { ownedPort, unitFlags } from '../../units/rowUnit';
import type { Tooltip, TooltipLink } from '../tooltip';
import { linksOf } from './rowLinks';
import { addressRows, noListenerRow } from './containerRows';
import type { CopyValues, PortNode, Row, RowIcon, RowNode } from '../tree/row';
import { isContainers } from '../../portNames';
import { resolvedTooltip, rowTooltip, shownOwners } from './portTooltip';
import {
  descriptionOf,
  isSaidByTitle,
  labelOf,
  namespaceOf,
  originOf,
  type Part,
  type PortFacts,
  serviceOf,
  spoken,
} from './portWords';
import { icons } from '../../catalog/icons';

/** A row of Listening Ports. */
export type PortRow = PortNode['row'];

/** The row of a port, with its parts below. @param note a remark on the whole list, for the tooltip of its first row */
export function portRow(port: ListeningPort, facts: PortFacts, note?: string): PortRow {
  const told = [
    portSignature(port),
    ...serviceOf(port, facts),
    ...originOf(port, facts).map(({ text }) => text),
    facts.grouping?.(),
    ...namespaceOf(port, facts),
    isSaidByTitle(port, facts),
    identityText(port),
    facts.isNew?.(port),
    facts.isOverview?.(),
  ].join(' ');
  return new PartRow('port', port, told, facts, note);
}

/** Most rows do not change in the next reading, so that no text is made before it is asked for. */
class PartRow implements PortRow {
  readonly port: ListeningPort;
  readonly told: string;
  readonly facts: string | undefined;
  readonly isNew: boolean;
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
    this.isNew = part === 'port' && facts.isNew?.(port) === true;
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
    return flagsOf(this.port, this.#facts.snapshot());
  }

  get copyValues(): CopyValues {
    const listening = addressOf(this.port);
    const url = urlOf(this.port);
    return { ...(listening !== undefined && { listening }), ...(url !== undefined && { url }) };
  }

  links(): TooltipLink[] {
    return linksOf(this.#part, this.port, this.#facts);
  }

  tooltip(token?: CancellationToken): Promise<Tooltip> {
    const isOfProcess = this.#part === 'process';
    const owners = shownOwners(this.port, { isOfProcess });
    return resolvedTooltip(owners, this.#facts, token, (told) =>
      rowTooltip(this.port, { ...told, note: this.#note, isOfProcess }),
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
    return sockets.map((socket) => ['socket', pieceOf(port, `${port.id}/${socket.id}`, [socket])]);
  }
  if (part === 'process' || (owners.length < 2 && (!isContainers(port) || port.namespace !== undefined))) {
    return [];
  }
  return owners.map((owner) => ['process', pieceOf(port, processId(port, owner), sockets, [owner])]);
}

/** It is in the same namespace. */
function pieceOf(
  port: ListeningPort,
  id: string,
  sockets: ListeningPort['sockets'],
  owners?: ProcessOwner[],
): ListeningPort {
  const { namespace } = port;
  return { ...partOf(port, id, sockets, owners), ...(namespace && { namespace }) };
}

function processId(port: ListeningPort, { pid, startTime }: ProcessOwner): string {
  return `${port.id}/${pid} ${startTime}`;
}

function iconOf(part: Part, port: ListeningPort): RowIcon {
  if (part === 'process') return { id: icons.process };
  if (part === 'inside') return { id: icons.process };
  const icon = portIcon(port);
  // Who reaches it in another network is not said by its addresses.
  if (!isOwnPort(port)) return { id: icon };
  return { id: icon, color: port.exposure === 'loopback' ? 'charts.blue' : 'list.warningForeground' };
}

function flagsOf(port: ListeningPort, snapshot: Snapshot | undefined): string[] {
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
    ...containerFlags(containersOfPort(port, snapshot?.containers)),
  ];
}
