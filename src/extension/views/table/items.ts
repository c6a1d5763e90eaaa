import * as vscode from 'vscode';
import { l10n, ThemeColor, ThemeIcon, TreeItemCollapsibleState } from 'vscode';
import { clean, labelText } from '../../../core/text/clean';
import { rowFlags } from '../rows.contributions';
import { rowUri } from '../decorations';
import type { CopyValues, Row, RowNode } from './row';

/** The tree item of a node, without its tooltip, which is made when asked for. */
export function itemOf(node: RowNode, view: string): vscode.TreeItem {
  const { row, mark } = node;
  const item = new vscode.TreeItem(labelText(row.label), collapsible(row));
  const description = [...(mark === 'vanished' ? [l10n.t('gone')] : []), row.description ?? ''];
  item.id = node.id;
  item.description = labelText(description.filter(Boolean).join(' · '));
  const icon = iconOf(node);
  if (icon !== undefined) item.iconPath = icon;
  if (row.facts !== undefined || row.trouble !== undefined) item.resourceUri = rowUri(view, node);
  item.contextValue = mark === 'vanished' ? '' : flagsOf(row).join(' ');
  item.accessibilityInformation = { label: spoken(node) };
  return item;
}

/** What a mark says. */
export function markText(mark: NonNullable<RowNode['mark']>): string {
  return {
    appeared: () => l10n.t('Appeared just now'),
    changed: () => l10n.t('Changed just now'),
    vanished: () => l10n.t('Gone just now'),
  }[mark]();
}

function iconOf({ row, mark }: RowNode): ThemeIcon | undefined {
  if (mark === 'vanished') return new ThemeIcon('circle-slash', new ThemeColor('disabledForeground'));
  if (row.trouble !== undefined) return new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
  if (row.icon === undefined) return undefined;
  const { id, color } = row.icon;
  return new ThemeIcon(id, color === undefined ? undefined : new ThemeColor(color));
}

const FLAGS: Readonly<Record<keyof CopyValues, string>> = {
  destination: rowFlags.destination,
  gateway: rowFlags.gateway,
  address: rowFlags.interfaceAddress,
  hardwareAddress: rowFlags.hardwareAddress,
  group: rowFlags.multicastGroup,
  original: rowFlags.originalFlow,
  reply: rowFlags.replyFlow,
  value: rowFlags.plainValue,
};

function flagsOf({ copyValues = {}, prints, children = [] }: Row): string[] {
  const values = (Object.keys(copyValues) as (keyof CopyValues)[]).map((key) => FLAGS[key]);
  const isPrintable = prints !== undefined || children.some((child) => child.prints !== undefined);
  return [
    ...(values.length === 0 ? [] : [rowFlags.row, ...values]),
    ...(isPrintable ? [rowFlags.printable] : []),
  ];
}

function spoken({ row, mark }: RowNode): string {
  const own = row.spoken ?? [row.label, row.description].filter(Boolean).join(', ');
  const parts = [own, ...(mark === undefined ? [] : [markText(mark)])];
  if (row.trouble !== undefined) parts.push(row.trouble);
  return clean(parts.join(', '));
}

function collapsible({ children = [], isOpen = false }: Row): TreeItemCollapsibleState {
  if (children.length === 0) return TreeItemCollapsibleState.None;
  return isOpen ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}
