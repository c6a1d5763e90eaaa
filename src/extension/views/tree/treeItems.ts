import * as vscode from 'vscode';
import { l10n, ThemeColor, ThemeIcon, TreeItemCollapsibleState } from 'vscode';
import { clean, labelText } from '../../../core/text/clean';
import { detailsCommands } from '../../details/details.contributions';
import { rowFlags } from '../rows.contributions';
import { filterTerms } from '../../navigate/filterTerms';
import { mayHaveOtherEnd } from '../../navigate/otherEnd';
import { ownerOfRow } from '../../origins/ownerOfRow';
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
  const command = row.command ?? (flagsOf(row, kind).includes(rowFlags.row) ? opening(node) : undefined);
  if (command !== undefined) item.command = command;
  item.contextValue = contextOf(node, kind);
  item.accessibilityInformation = { label: spoken(node, kind) };
  return item;
}

/**
 * What a click, Enter or Space does with a row that stands for one thing: its details open. Groups fold instead, as VS Code has it
 * for items without a command; a row with further ones below folds by its twistie then. What has closed tells what it was.
 */
function opening(node: RowNode): vscode.Command {
  return { command: detailsCommands.openDetails.id, title: l10n.t('Show Details'), arguments: [node] };
}

/** What a row's menu goes by; empty of what has closed. */
export function contextOf({ row, mark }: RowNode, kind: Kind): string {
  return mark === 'closed' ? '' : flagsOf(row, kind).join(' ');
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
function flagsOf(row: Row, kind: Kind): string[] {
  const { copyValues = {}, flags = [], prints, children = [] } = row;
  const values = (Object.keys(copyValues) as (keyof CopyValues)[]).flatMap((key) => FLAGS[key] ?? []);
  const isPrintable = prints !== undefined || children.some((child) => child.prints !== undefined);
  return [
    ...(kind === 'facts' && values.length > 0 ? [rowFlags.row] : []),
    ...flags,
    ...values,
    ...(isPrintable ? [rowFlags.printable] : []),
    ...waysOf(row),
  ];
}

/** Where one gets from a row, as far as that leads somewhere. */
function waysOf(row: Row): string[] {
  const owner = ownerOfRow(row);
  const terms = filterTerms(row);
  return [
    ...(owner?.windowRoots === undefined || owner.windowRoots.length === 0 ? [] : [rowFlags.inWindow]),
    ...(owner?.workingDirectory === undefined ? [] : [rowFlags.inFolder]),
    ...(row.socket !== undefined && mayHaveOtherEnd(row.socket) ? [rowFlags.connected] : []),
    ...(terms.address === undefined ? [] : [rowFlags.byAddress]),
    ...(terms.port === undefined ? [] : [rowFlags.byPort]),
    ...(terms.process === undefined ? [] : [rowFlags.byProcess]),
    ...(terms.state === undefined ? [] : [rowFlags.byState]),
  ];
}

function spoken({ row, mark }: RowNode, kind: Kind): string {
  const own = row.spoken ?? [row.label, row.description].filter(Boolean).join(', ');
  const parts = [own, ...(mark === undefined ? [] : [markText(mark, kind)])];
  if (row.trouble !== undefined) parts.push(row.trouble);
  if (row.isNew === true && mark === undefined) parts.push(newText());
  // What stands between two facts to be seen is a pause to be heard.
  return clean(parts.join(', ').replaceAll(' · ', ', '));
}

function collapsible({ row, children }: RowNode): TreeItemCollapsibleState {
  if (children?.length === 0) return TreeItemCollapsibleState.None;
  return row.isOpen === true ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}
