import { l10n } from 'vscode';
import type {
  Grouping,
  GroupSubject,
  GroupSummary,
  PageRequest,
  SocketRow,
  SocketView,
} from '../../../core/model/page';
import { otherEnds } from '../../../core/query/otherSocket';
import { formatLocal } from '../../../core/text/address';
import { clean, shorten } from '../../../core/text/clean';
import { filterCommands } from '../../filter/contributions';
import { rowFlags } from '../rows.contributions';
import { resolvedTooltip, type TooltipSources } from '../listeningPorts/tooltip';
import type { CopyValues, GroupNode, Row, SocketNode } from '../tree/row';
import type { Facts } from './facts';
import { groupFacts, groupLabel } from './groupText';
import { groupIcon, rowIcon } from './icons';
import type { PageRows } from './pageModel';
import { foreignEnd, rowFacts, rowLabel, shownLabel, spokenRow } from './rowText';
import { stateName } from './states';
import { groupTooltip, rowOwners, socketTooltip } from './tooltip';
import { pathText } from './words';

/** Longer names are cut in a label; the tooltip has them whole. */
const LONGEST_LABEL = 300;

/** What a view is asked for now. */
export type Question = Pick<PageRequest, 'filter' | 'groupBy' | 'sortBy'>;

/** How the rows of a view of sockets look, which {@link TooltipSources} tell more of. */
export function rowsOfSockets(view: SocketView, sources: TooltipSources, question: () => Question): PageRows {
  const facts = (): Facts => ({ names: sources.names, snapshot: sources.snapshot() });
  return {
    socket: (id, socket) => socketRow(id, socket, question().groupBy, facts(), sources),
    group: (summary) => ({
      ...groupRow({ ...summary, view }, facts(), sources),
      prints: () => [{ kind: 'page', view, ...question(), groups: [summary.id] }],
    }),
    more: moreRow,
  };
}

/** The row of a socket. */
export function socketRow(
  id: string,
  socket: SocketRow,
  grouping: Grouping,
  facts: Facts,
  sources: TooltipSources,
): SocketNode['row'] {
  return {
    id,
    socket,
    label: shorten(shownLabel(socket, facts), LONGEST_LABEL),
    description: rowFacts(socket, grouping, facts).join(' · '),
    spoken: spokenRow(socket, grouping, facts),
    icon: rowIcon(socket),
    flags: [rowFlags.row, ...(socket.owners.length > 0 ? [rowFlags.owned] : [])],
    copyValues: valuesOf(socket),
    prints: () => [socket],
    facts: '',
    tooltip: (token) =>
      resolvedTooltip(rowOwners(socket), sources, token, (told) => socketTooltip(socket, told, Date.now())),
  };
}

/** The row of a group of sockets. */
export function groupRow(
  group: GroupSummary & { readonly view: SocketView },
  facts: Facts,
  sources: TooltipSources,
): GroupNode['row'] {
  const { id, subject } = group;
  const label = shorten(groupLabel(group, facts), LONGEST_LABEL);
  const described = groupFacts(group, group.view, facts);
  const owner = subject.by === 'process' ? subject.owner : undefined;
  const value = valueOf(subject);
  return {
    id,
    group,
    label,
    description: described.join(' · '),
    spoken: [label, ...described].join(', '),
    icon: groupIcon(subject),
    flags: [rowFlags.group, ...(owner === undefined ? [] : [rowFlags.owned])],
    ...(value !== '' && { copyValues: { subject: value } }),
    facts: '',
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
      const { local, foreign } = otherEnds(row.socket);
      return { ...(foreign !== undefined && { foreignAddress: clean(foreign) }), localAddress: clean(local) };
    }
  }
}

/** What a group stands for, which of a process is its pid; empty where there is nothing to copy. */
function valueOf(subject: GroupSubject): string {
  switch (subject.by) {
    case 'process':
      return subject.owner === undefined ? '' : String(subject.owner.pid);
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
    case 'others':
    case 'none':
      return '';
  }
}
