import * as vscode from 'vscode';
import { l10n, ThemeIcon, TreeItemCollapsibleState } from 'vscode';
import type { Snapshot } from '../../../core/model/snapshot';
import type { PortGroupSubject } from '../../../core/query/portGroups';
import { clean, labelText } from '../../../core/text/clean';
import { programName, userName } from '../../describe';
import type { Names } from '../../names';
import { rowFlags } from '../rows.contributions';
import type { PortGroupNode } from './nodes';

const ICONS: Readonly<Record<PortGroupSubject['by'], string>> = {
  window: 'window',
  process: 'server-process',
  address: 'globe',
  user: 'account',
  folder: 'folder',
};

/** The row of a group of ports. */
export function portGroupItem(
  { id, subject, children }: PortGroupNode,
  snapshot: Snapshot | undefined,
  names: Names,
): vscode.TreeItem {
  const label = labelOf(subject, snapshot, names);
  const { length } = children;
  const count = length === 1 ? l10n.t('1 port') : l10n.t('{0} ports', length);
  const pid = subject.by === 'process' && subject.leader !== undefined ? [String(subject.leader.pid)] : [];
  const item = new vscode.TreeItem(labelText(label), TreeItemCollapsibleState.Expanded);
  item.id = id;
  item.description = [...pid, count].join(' · ');
  item.iconPath = new ThemeIcon(ICONS[subject.by]);
  item.contextValue = [rowFlags.group, rowFlags.printable].join(' ');
  if (subject.by === 'folder' && subject.folder !== undefined) item.tooltip = clean(subject.folder.path);
  item.accessibilityInformation = { label: [clean(label), ...pid, count].join(', ') };
  return item;
}

function labelOf(subject: PortGroupSubject, snapshot: Snapshot | undefined, { mode }: Names): string {
  switch (subject.by) {
    case 'window':
      return l10n.t('This Window');
    case 'process':
      return subject.leader === undefined ? l10n.t('unknown owner') : programName(subject.leader);
    case 'address':
      return subject.addresses.join(', ');
    case 'user':
      return mode === 'numbers' ? l10n.t('uid {0}', subject.uid) : userName(snapshot, subject.uid);
    case 'folder':
      if (subject.folder !== undefined) return subject.folder.name;
      return subject.elsewhere ? l10n.t('Outside the workspace') : l10n.t('Unknown folder');
  }
}
