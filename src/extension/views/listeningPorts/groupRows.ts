import { l10n } from 'vscode';
import type { Snapshot } from '../../../core/model/snapshot';
import {
  type Folder,
  groupPorts,
  type PortGroup,
  type PortGrouping,
  type PortGroupSubject,
  windowGroup,
} from '../../../core/query/portGroups';
import { clean } from '../../../core/text/clean';
import { userLabel } from '../../describe';
import { likelyBehind, likelyLabel, ownerOrLikely, unitLabel } from '../../likely/likelyTexts';
import { rowFlags } from '../rows.contributions';
import type { Names } from '../../names';
import { ownerIcon } from '../sockets/icons';
import type { Row, RowIcon } from '../tree/row';
import { tooltipOf } from '../tooltip';
import type { PortRow } from './portRows';

const ICONS: Readonly<Record<Exclude<PortGroupSubject['by'], 'process'>, string>> = {
  window: 'window',
  unit: 'server-environment',
  address: 'globe',
  user: 'account',
  folder: 'folder',
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
  const { groups, rest } = grouping === 'folder' ? { groups: [], rest: rows } : windowGroup(rows);
  const others = grouping === 'none' ? [] : groupPorts(rest, grouping, folders);
  return [
    ...[...groups, ...others].map((group) => groupRow(group, snapshot, names)),
    ...(grouping === 'none' ? rest : []),
  ];
}

function groupRow(
  { id, subject, rows }: PortGroup<PortRow>,
  snapshot: Snapshot | undefined,
  names: Names,
): Row {
  const label = labelOf(subject, snapshot, names);
  const { length } = rows;
  const count = length === 1 ? l10n.t('1 port') : l10n.t('{0} ports', length);
  const pid = subject.by === 'process' && subject.leader !== undefined ? [String(subject.leader.pid)] : [];
  const likely = subject.by === 'process' ? subject.likelyOwner : undefined;
  const unit = likely === undefined ? [] : likelyBehind(likely, snapshot);
  const path = subject.by === 'folder' ? subject.folder?.path : undefined;
  return {
    id,
    label,
    description: [...pid, ...unit, count].join(' · '),
    spoken: [likely === undefined ? clean(label) : likelyLabel(likely, snapshot), ...pid, count].join(', '),
    icon: iconOf(subject),
    flags: [rowFlags.group],
    isOpen: true,
    children: rows,
    ...(path !== undefined && { tooltip: () => tooltipOf(path) }),
  };
}

function iconOf(subject: PortGroupSubject): RowIcon {
  if (subject.by === 'process') return ownerIcon(subject.leader, subject.likelyOwner);
  const isUnknown = subject.by === 'unit' && subject.unit === undefined && !subject.hasOwner;
  return { id: isUnknown ? 'question' : ICONS[subject.by] };
}

function labelOf(subject: PortGroupSubject, snapshot: Snapshot | undefined, names: Names): string {
  switch (subject.by) {
    case 'window':
      return l10n.t('This Window');
    case 'process':
      return ownerOrLikely(subject, snapshot);
    case 'unit':
      if (subject.unit !== undefined) return unitLabel(subject.unit, snapshot);
      return subject.hasOwner ? l10n.t('no unit') : l10n.t('unknown owner');
    case 'address':
      return subject.addresses.join(', ');
    case 'user':
      return userLabel(subject.uid, snapshot, names);
    case 'folder':
      if (subject.folder !== undefined) return subject.folder.name;
      return subject.elsewhere ? l10n.t('Outside the workspace') : l10n.t('Unknown folder');
  }
}
