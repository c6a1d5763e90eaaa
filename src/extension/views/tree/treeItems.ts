import * as vscode from 'vscode';
import { ThemeColor, ThemeIcon, TreeItemCollapsibleState } from 'vscode';
import { clean, labelText } from '../../../core/text/clean';
import { rowFlags } from '../rows.contributions';
import { rowUri } from '../decorations';
import { closedWord, type Kind, markText, newText } from './markTexts';
import type { CopyValues, Row, RowNode } from './row';

/** The tree item of a node, without its tooltip, which is made when asked for. */
export function itemOf(node: RowNode, view: string, kind: Kind): vscode.TreeItem {
  const { row, mark } = node;
  const item = new vscode.TreeItem(labelText(row.label), collapsible(node));
  const description = [...(mark === 'closed' ? [closedWord(kind)] : []), row.description ?? ''];
  item.id = node.id;
  item.description = labelText(description.filter(Boolean).join(' · '));
  const icon = iconOf(node);
  if (icon !== undefined) item.iconPath = icon;
  if (row.facts !== undefined || row.trouble !== undefined) item.resourceUri = rowUri(view, node);
  if (row.command !== undefined) item.command = row.command;
  item.contextValue = mark === 'closed' ? '' : flagsOf(row, kind).join(' ');
  item.accessibilityInformation = { label: spoken(node, kind) };
  return item;
}

function iconOf({ row, mark }: RowNode): ThemeIcon | undefined {
  if (mark === 'closed') return new ThemeIcon('circle-slash', new ThemeColor('disabledForeground'));
  if (row.trouble !== undefined) return new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
  if (row.icon === undefined) return undefined;
  const { id, color } = row.icon;
  return new ThemeIcon(id, color === undefined ? undefined : new ThemeColor(color));
}

/** What of a row's values has a menu entry of its own. */
const FLAGS: Readonly<Partial<Record<keyof CopyValues, string>>> = {
  destination: rowFlags.destination,
  gateway: rowFlags.gateway,
  address: rowFlags.interfaceAddress,
  hardwareAddress: rowFlags.hardwareAddress,
  group: rowFlags.multicastGroup,
  original: rowFlags.originalFlow,
  reply: rowFlags.replyFlow,
  value: rowFlags.plainValue,
  foreignAddress: rowFlags.foreignAddress,
  localAddress: rowFlags.localAddress,
  port: rowFlags.port,
};

/** Rows of sockets say themselves what they are; any other row that has something to copy is one. */
function flagsOf({ copyValues = {}, flags = [], prints, children = [] }: Row, kind: Kind): string[] {
  const values = (Object.keys(copyValues) as (keyof CopyValues)[]).flatMap((key) => FLAGS[key] ?? []);
  const isPrintable = prints !== undefined || children.some((child) => child.prints !== undefined);
  return [
    ...(kind === 'facts' && values.length > 0 ? [rowFlags.row] : []),
    ...flags,
    ...values,
    ...(isPrintable ? [rowFlags.printable] : []),
  ];
}

function spoken({ row, mark }: RowNode, kind: Kind): string {
  const own = row.spoken ?? [row.label, row.description].filter(Boolean).join(', ');
  const parts = [own, ...(mark === undefined ? [] : [markText(mark, kind)])];
  if (row.trouble !== undefined) parts.push(row.trouble);
  if (row.isNew === true && mark === undefined) parts.push(newText());
  return clean(parts.join(', '));
}

function collapsible({ row, children }: RowNode): TreeItemCollapsibleState {
  if (children?.length === 0) return TreeItemCollapsibleState.None;
  return row.isOpen === true ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}
