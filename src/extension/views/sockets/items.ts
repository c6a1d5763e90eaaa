import * as vscode from 'vscode';
import { l10n, ThemeIcon, TreeItemCollapsibleState } from 'vscode';
import type { Grouping, SocketView } from '../../../core/model/page';
import { clean, labelText, shorten } from '../../../core/text/clean';
import { viewId } from '../../catalog/view';
import { filterCommands } from '../../filter/contributions';
import { rowFlags } from '../rows.contributions';
import { rowUri } from '../decorations';
import { problemItem, problemsItem } from '../listeningPorts/items';
import type { Facts } from './facts';
import { socketValues } from './copyText';
import { groupFacts, groupLabel } from './groupText';
import { CLOSED_ICON, groupIcon, rowIcon } from './icons';
import type { GroupNode, MoreNode, SocketNode, SocketsNode } from './nodes';
import { rowFacts, shownLabel, spokenRow } from './rowText';

/** Longer names are cut in a label; the tooltip has them whole. */
const LONGEST_LABEL = 300;

/** The tree item of a node, without its tooltip, which is made when asked for. */
export function itemOf(
  node: SocketsNode,
  view: SocketView,
  grouping: Grouping,
  facts: Facts,
): vscode.TreeItem {
  switch (node.kind) {
    case 'group':
      return groupItem(node, view, facts);
    case 'socket':
      return socketItem(node, view, grouping, facts);
    case 'more':
      return moreItem(node);
    case 'problems':
      return problemsItem(node);
    case 'problem':
      return problemItem(node);
  }
}

function groupItem(node: GroupNode, view: SocketView, facts: Facts): vscode.TreeItem {
  const { summary } = node;
  const label = shorten(groupLabel(summary, facts), LONGEST_LABEL);
  const item = new vscode.TreeItem(labelText(label), TreeItemCollapsibleState.Collapsed);
  const described = groupFacts(summary, view, facts);
  item.id = node.id;
  item.description = described.map(labelText).join(' · ');
  item.iconPath = summary.mark === 'closed' ? CLOSED_ICON : groupIcon(summary.subject);
  item.resourceUri = rowUri(viewId(view), node);
  const { subject } = summary;
  const isOwned = subject.by === 'process' && subject.owner !== undefined && summary.mark !== 'closed';
  item.contextValue = [rowFlags.group, rowFlags.printable, ...(isOwned ? [rowFlags.owned] : [])].join(' ');
  const isNew = summary.mark === 'new' ? [l10n.t('new')] : [];
  item.accessibilityInformation = { label: clean([label, ...described, ...isNew].join(', ')) };
  return item;
}

function socketItem(node: SocketNode, view: SocketView, grouping: Grouping, facts: Facts): vscode.TreeItem {
  const { row } = node;
  const item = new vscode.TreeItem(labelText(shorten(shownLabel(row, facts), LONGEST_LABEL)));
  item.id = node.id;
  item.description = rowFacts(row, grouping, facts).map(labelText).join(' · ');
  item.iconPath = rowIcon(row);
  item.resourceUri = rowUri(viewId(view), node);
  item.contextValue = row.mark === 'closed' ? '' : flagsOf(node);
  item.accessibilityInformation = { label: spokenRow(row, grouping, facts) };
  return item;
}

function flagsOf({ row }: SocketNode): string {
  const { local, foreign, port } = socketValues(row);
  return [
    rowFlags.row,
    rowFlags.printable,
    ...(row.owners.length > 0 ? [rowFlags.owned] : []),
    ...(local === undefined ? [] : [rowFlags.localAddress]),
    ...(foreign === undefined ? [] : [rowFlags.foreignAddress]),
    ...(port === undefined ? [] : [rowFlags.port]),
  ].join(' ');
}

function moreItem({ id, count }: MoreNode): vscode.TreeItem {
  const item = new vscode.TreeItem(l10n.t('{0} more…', count));
  const title = l10n.t('Filter…');
  item.id = id;
  item.description = l10n.t('filter to see them');
  item.iconPath = new ThemeIcon('filter');
  item.command = { command: filterCommands.filter.id, title };
  item.accessibilityInformation = { label: `${l10n.t('{0} more…', count)}, ${item.description}` };
  return item;
}
