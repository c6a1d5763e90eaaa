import { type CancellationToken, l10n } from 'vscode';
import { askedGroup } from '../../../core/history/asked';
import type {
  Grouping,
  GroupSubject,
  GroupSummary,
  PageRequest,
  SocketRow,
  SocketView,
} from '../../../core/model/page';
import type { PrintRequest } from '../../../core/model/print';
import { formatLocal } from '../../../core/text/address';
import { clean, nameText, shorten } from '../../../core/text/clean';
import { filterCommands } from '../../filter/filter.contributions';
import {
  containerFlags,
  containersOfGroup,
  containersOfRowSocket,
} from '../../containers/actions/rowContainers';
import { provableEnds } from '../../units/proof';
import { groupUnitFlags, unitFlags } from '../../units/rowUnit';
import { rowFlags } from '../rows.contributions';
import { resolvedTooltip, type TooltipSources } from '../listeningPorts/portTooltip';
import type { Tooltip } from '../tooltip';
import type { CopyValues, GroupNode, Row, RowIcon } from '../tree/row';
import { isClosableRow } from './closableRow';
import { foldRow, isFold } from './foldRow';
import type { Facts } from './socketFacts';
import { groupFacts, groupLabel, groupSpoken } from './groupText';
import { groupIcon, rowIcon } from './icons';
import type { PageRows } from './pageModel';
import { foreignEnd } from './otherEnd';
import { rowFacts, rowLabel, shownLabel } from './rowText';
import { spokenRow } from './spokenRow';
import { stateName } from './stateTexts';
import { groupTooltip, rowOwners, socketTooltip } from './socketTooltip';
import { pathText } from './socketWords';
import { groupTroubleText, troubleText } from './troubleTexts';

/** Longer names are cut in a label; the tooltip has them whole. */
const LONGEST_LABEL = 300;

/** What a view is asked for now. */
export type Question = Pick<PageRequest, 'filter' | 'groupBy' | 'sortBy' | 'namespace' | 'showsListening'>;

/** How the rows of a view of sockets look, which {@link TooltipSources} tell more of. */
export function rowsOfSockets(view: SocketView, sources: TooltipSources, question: () => Question): PageRows {
  return {
    socket: (id, socket) => new RowOfSocket(id, socket, question().groupBy, sources),
    group: (summary) => ({
      ...(isFold(summary)
        ? foldRow(summary, view, question().groupBy, sources)
        : groupRow({ ...summary, view }, sources)),
      prints: () => [{ kind: 'page', view, ...question(), groups: [summary.id] }],
    }),
    more: moreRow,
  };
}

/** The row of a socket. There may be very many: what it says is made where VS Code asks for its item, and not kept. */
export class RowOfSocket implements Row {
  readonly id: string;
  readonly socket: SocketRow;
  readonly facts = '';
  readonly #grouping: Grouping;
  readonly #sources: TooltipSources;

  constructor(id: string, socket: SocketRow, grouping: Grouping, sources: TooltipSources) {
    this.id = id;
    this.socket = socket;
    this.#grouping = grouping;
    this.#sources = sources;
  }

  get label(): string {
    return shorten(shownLabel(this.socket, factsOf(this.#sources)), LONGEST_LABEL);
  }

  get description(): string {
    return rowFacts(this.socket, this.#grouping, factsOf(this.#sources), Date.now()).join(' · ');
  }

  get spoken(): string {
    return spokenRow(this.socket, this.#grouping, factsOf(this.#sources), Date.now());
  }

  get trouble(): string | undefined {
    const { socket } = this;
    return socket.kind === 'inet' && socket.trouble !== undefined ? troubleText(socket.trouble) : undefined;
  }

  get icon(): RowIcon {
    return rowIcon(this.socket);
  }

  get flags(): string[] {
    const owned = this.socket.owners.length > 0 ? [rowFlags.owned] : [];
    const isProvable = provableEnds(this.socket) !== undefined;
    const ofUnit = unitFlags(this.socket).filter((flag) => flag !== rowFlags.likely || isProvable);
    const containers = containersOfRowSocket(this.socket, this.#sources.snapshot()?.containers);
    const closable = isClosableRow(this.socket) ? [rowFlags.closable] : [];
    return [rowFlags.row, ...closable, ...owned, ...ofUnit, ...containerFlags(containers)];
  }

  get copyValues(): CopyValues {
    return valuesOf(this.socket);
  }

  prints(): PrintRequest['rows'] {
    return [this.socket];
  }

  tooltip(token?: CancellationToken): Promise<Tooltip> {
    return resolvedTooltip(rowOwners(this.socket), this.#sources, token, (told) =>
      socketTooltip(this.socket, told, Date.now()),
    );
  }
}

function factsOf({ names, snapshot }: TooltipSources): Facts {
  return { names, snapshot: snapshot() };
}

/** The row of a group of sockets. */
export function groupRow(
  group: GroupSummary & { readonly view: SocketView },
  sources: TooltipSources,
): GroupNode['row'] {
  const { id, subject } = group;
  const facts = factsOf(sources);
  const label = shorten(groupLabel(group, facts), LONGEST_LABEL);
  const described = groupFacts(group, group.view, facts);
  const owner = subject.by === 'process' ? subject.owner : undefined;
  const said = owner === undefined ? described : [l10n.t('process {0}', owner.pid), ...described.slice(1)];
  const value = valueOf(subject);
  return {
    id,
    group,
    label,
    description: described.join(' · '),
    spoken: [shorten(groupSpoken(group, facts), LONGEST_LABEL), ...said].join(', '),
    icon: groupIcon(subject),
    flags: [
      rowFlags.group,
      ...(owner === undefined ? [] : [rowFlags.owned]),
      ...groupUnitFlags(subject),
      ...(askedGroup(subject) !== undefined ? [rowFlags.recorded] : []),
      ...containerFlags(containersOfGroup(subject, facts.snapshot?.containers)),
    ],
    ...(value !== '' && { copyValues: { subject: value } }),
    facts: '',
    trouble: group.trouble && groupTroubleText(group.trouble),
    tooltip: (token) =>
      resolvedTooltip(owner === undefined ? [] : [owner], sources, token, (told) =>
        groupTooltip(group, told),
      ),
  };
}

/** Stands for the rows, or the groups, beyond those that are shown. */
function moreRow(id: string, count: number): Row {
  const label = l10n.t('{0} more…', count);
  return {
    id,
    label,
    description: l10n.t('filter to see them'),
    icon: { id: 'filter' },
    command: { command: filterCommands.filter.id, title: l10n.t('Filter…') },
  };
}

/** Both ends as `address:port`, a family's own form of address where it has one; of a UNIX socket its path. */
function valuesOf(row: SocketRow): CopyValues {
  switch (row.kind) {
    case 'inet': {
      const { localPort } = row.socket;
      const foreignAddress = foreignEnd(row.socket);
      return {
        ...(foreignAddress !== undefined && { foreignAddress }),
        localAddress: formatLocal(row.socket),
        ...(localPort > 0 && { port: String(localPort) }),
      };
    }
    case 'unix':
      return { path: rowLabel(row) };
    case 'other': {
      const { local, foreign } = row.socket;
      return { ...(foreign !== undefined && { foreignAddress: clean(foreign) }), localAddress: clean(local) };
    }
  }
}

/** What a group stands for, which of a process is its pid; empty where there is nothing to copy. */
function valueOf(subject: GroupSubject): string {
  switch (subject.by) {
    case 'process':
      return subject.owner === undefined ? '' : String(subject.owner.pid);
    case 'unit':
      return subject.unit?.name === undefined ? '' : clean(subject.unit.name);
    case 'container':
      return subject.container?.id ?? '';
    case 'project':
      return nameText(subject.project ?? '');
    case 'namespace':
      return String(subject.namespace?.example?.pid ?? '');
    case 'foreignHost':
      return subject.address;
    case 'localPort':
      return String(subject.port);
    case 'path':
      return pathText(subject.path);
    case 'state':
      return stateName(subject.protocol, subject.state);
    case 'protocol':
      return subject.protocol;
    case 'user':
      return subject.uid < 0 ? '' : String(subject.uid);
    case 'fold':
      return foreignEnd(subject.row.socket) ?? '';
    case 'others':
    case 'none':
      return '';
  }
}
