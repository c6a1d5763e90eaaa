import { l10n } from 'vscode';
import { behindContainer, containerName } from '../../../core/containers/containerNames';
import { askedPortGroup } from '../../../core/history/asked';
import type { Snapshot } from '../../../core/model/snapshot';
import {
  type Folder,
  groupPorts,
  type PortGroup,
  type PortGrouping,
  type PortGroupSubject,
  windowGroup,
} from '../../../core/query/portGroups';
import { MOST_WITHOUT_GROUPS, portOverview } from '../../../core/query/portOverview';
import { isOwnPort } from '../../../core/ports/listeningPorts';
import { clean, nameText } from '../../../core/text/clean';
import { personPhrase, userLabel } from '../../describe';
import { nameOf } from '../../portNames';
import { likelyBehind, likelyLabel, unitLabel } from '../../likely/likelyTexts';
import { rowFlags } from '../rows.contributions';
import type { Names } from '../../names';
import { ownerIcon } from '../sockets/icons';
import type { Row, RowIcon } from '../tree/row';
import { tooltipOf } from '../tooltip';
import type { PortRow } from './portRows';
import { icons } from '../../catalog/icons';

const ICONS: Readonly<Record<Exclude<PortGroupSubject['by'], 'process'>, string>> = {
  window: icons.window,
  network: icons.network,
  containers: icons.container,
  program: icons.process,
  container: icons.container,
  project: icons.composeProject,
  unit: icons.unit,
  address: icons.address,
  user: icons.user,
  folder: icons.folder,
};

/**
 * The rows in their groups, and those that are in none. Those of this window are a group at the top, but where folders
 * tell them apart.
 */
export function groupedRows(
  rows: readonly PortRow[],
  grouping: PortGrouping,
  folders: readonly Folder[],
  snapshot: Snapshot | undefined,
  names: Names,
): Row[] {
  const row = (group: PortGroup<PortRow>): Row => groupRow(group, snapshot, names);
  if (grouping === 'auto' && rows.length > MOST_WITHOUT_GROUPS) {
    const { groups, rest } = portOverview(rows);
    return [...groups.map(row), ...rest];
  }
  const { groups, rest } = grouping === 'folder' ? { groups: [], rest: rows } : windowGroup(rows);
  if (grouping === 'none' || grouping === 'auto') return [...groups.map(row), ...rest];
  return [...groups, ...groupPorts(rest, grouping, folders)].map(row);
}

/** Rows that a group of an overview shows from the start: more would push what is below out of sight. */
const MOST_OPEN = 10;

/** Whether a group is open from the start: one that the user asked for is, and one of this window's. */
function isOpen({ subject, rows }: PortGroup<PortRow>): boolean {
  switch (subject.by) {
    case 'network':
    case 'containers':
      return rows.length <= MOST_OPEN;
    case 'program':
      return false;
    default:
      return true;
  }
}

function groupRow(group: PortGroup<PortRow>, snapshot: Snapshot | undefined, names: Names): Row {
  const { id, subject, rows } = group;
  const label = labelOf(subject, snapshot, names);
  const count = countOf(rows);
  const pid = subject.by === 'process' && subject.leader !== undefined ? [String(subject.leader.pid)] : [];
  const likely = subject.by === 'process' ? subject.likelyOwner : undefined;
  const unit = likely === undefined ? [] : likelyBehind(likely, snapshot);
  const container = subject.by === 'container' && subject.container ? behindContainer(subject.container) : [];
  const reached = subject.by === 'containers' ? reachedOf(rows) : [];
  const asked = askedPortGroup(subject);
  const path = subject.by === 'folder' ? subject.folder?.path : undefined;
  return {
    id,
    label,
    description: [...pid, ...unit, ...container, count, ...reached].join(' · '),
    spoken: [
      spokenLabel(group.subject, label, snapshot),
      ...pid.map((each) => l10n.t('process {0}', each)),
      ...container,
      count,
      ...reached,
    ].join(', '),
    icon: iconOf(subject),
    flags: [rowFlags.group, ...(asked === undefined ? [] : [rowFlags.recorded])],
    asked,
    isOpen: isOpen(group),
    children: rows,
    ...(path !== undefined && { tooltip: () => tooltipOf(path) }),
  };
}

/** What a screen reader says in place of a group's name, where that has a sign for a word. */
function spokenLabel(subject: PortGroupSubject, label: string, snapshot: Snapshot | undefined): string {
  if (subject.by !== 'process') return clean(label);
  if (subject.leader !== undefined) return personPhrase(subject.leader);
  return subject.likelyOwner === undefined ? clean(label) : likelyLabel(subject.likelyOwner, snapshot);
}

/** How many of them the network reaches, where they stand apart from those. */
function reachedOf(rows: readonly PortRow[]): string[] {
  const reached = rows.filter(({ port }) => isOwnPort(port) && port.exposure === 'network').length;
  return reached === 0 ? [] : [l10n.t('{0} from the network', reached)];
}

function iconOf(subject: PortGroupSubject): RowIcon {
  if (subject.by === 'process') return ownerIcon(subject.leader, subject.likelyOwner);
  const isInNone =
    (subject.by === 'container' && subject.container === undefined) ||
    (subject.by === 'project' && subject.project === undefined);
  if (isInNone) return { id: icons.noGroup };
  if (subject.by === 'program' && subject.name === '') return { id: icons.unknown };
  const isUnknown = subject.by === 'unit' && subject.unit === undefined && !subject.hasOwner;
  return { id: isUnknown ? icons.unknown : ICONS[subject.by] };
}

function labelOf(subject: PortGroupSubject, snapshot: Snapshot | undefined, names: Names): string {
  switch (subject.by) {
    case 'window':
      return l10n.t('This Window');
    case 'network':
      return l10n.t('Open to the Network');
    case 'containers':
      return l10n.t('Containers');
    case 'program':
      return subject.name === '' ? l10n.t('unknown owner') : subject.name;
    case 'process':
      return nameOf({ ...subject, sockets: [], rules: [] }, snapshot).whole;
    case 'unit':
      if (subject.unit !== undefined) return unitLabel(subject.unit, snapshot);
      return subject.hasOwner ? l10n.t('no unit') : l10n.t('unknown owner');
    case 'container':
      return subject.container === undefined
        ? l10n.t('Not in a container')
        : containerName(subject.container);
    case 'project':
      return nameText(subject.project ?? '') || l10n.t('In no Compose project');
    case 'address':
      return subject.addresses.join(', ');
    case 'user':
      return userLabel(subject.uid, snapshot, names);
    case 'folder':
      if (subject.folder !== undefined) return subject.folder.name;
      return subject.elsewhere ? l10n.t('Outside the workspace') : l10n.t('Unknown folder');
  }
}

/** Ports that are no ports of this machine, in a group of their own at the end; nothing where there are none. */
export function apartGroup(kind: ApartKind, rows: readonly PortRow[]): Row[] {
  if (rows.length === 0) return [];
  const label = APART[kind].label();
  const count = countOf(rows);
  return [
    {
      id: kind,
      label,
      description: count,
      spoken: [label, count].join(', '),
      icon: { id: APART[kind].icon },
      flags: [rowFlags.group],
      children: rows,
      tooltip: () => tooltipOf(label, [['', APART[kind].tooltip()]]),
    },
  ];
}

/** Which ports stand apart from this machine's. */
export type ApartKind = 'inside containers' | 'engine host';

const APART: Readonly<
  Record<ApartKind, { readonly icon: string; readonly label: () => string; readonly tooltip: () => string }>
> = {
  'inside containers': {
    icon: icons.container,
    label: () => l10n.t('Inside containers'),
    tooltip: () =>
      l10n.t('What listens in the network namespaces of containers and is published by none of them.'),
  },
  'engine host': {
    icon: icons.otherEngine,
    label: () => l10n.t('On the engine’s host'),
    tooltip: () =>
      l10n.t(
        'Ports of containers whose engine runs on another machine than this one, as seen from a dev container with the host’s socket. They are not ports of this machine, and nothing is done to them from here.',
      ),
  },
};

/** Whether a row is such a group. */
export function isApart({ id }: Pick<Row, 'id'>): boolean {
  return Object.hasOwn(APART, id);
}

/** How many there are, and how many of them came since the window opened. */
function countOf(rows: readonly PortRow[]): string {
  const count = rows.length === 1 ? l10n.t('1 port') : l10n.t('{0} ports', rows.length);
  return withNew(count, rows);
}

/** A count, and how many of these rows came since the window opened. */
export function withNew(count: string, rows: readonly Pick<Row, 'isNew'>[]): string {
  const fresh = rows.filter(({ isNew }) => isNew === true).length;
  return fresh === 0 ? count : l10n.t('{0} · {1} new', count, fresh);
}
