import type * as vscode from 'vscode';
import type { TableName } from '../../core/model/networkTable';
import type { SocketView } from '../../core/model/page';
import type { PageSelection, PrintRequest } from '../../core/model/print';
import type { Scope } from '../../core/model/snapshot';
import type { FilterState } from '../filter/state';
import type { ListeningPortsView } from '../views/listeningPorts/register';
import type { SocketsView } from '../views/sockets/register';
import type { RegisteredTable } from '../views/table/register';
import type { TableViews } from '../views/tables';
import type { RowNode } from '../views/tree/row';
import { printableOf } from './nodes';

/** The views whose rows can be copied. */
export interface CopyViews {
  readonly listeningPorts: ListeningPortsView;
  readonly sockets: readonly SocketsView[];
  readonly tables: TableViews;
  readonly filter: FilterState;
}

/** A view as far as all of its rows can be copied. */
export interface WholeView {
  readonly name: 'listeningPorts' | SocketView | TableName;
  readonly tree: Pick<vscode.TreeView<RowNode>, 'title' | 'visible' | 'selection'>;
  /** What the engine must have read before; nothing where it reads the rows for that. */
  readonly scope?: Scope;
  /** All rows that the view's filter lets through, however many it shows. */
  rows(): PrintRequest['rows'];
}

/** All views. */
export function wholeViews({ listeningPorts, sockets, tables, filter }: CopyViews): WholeView[] {
  const { tree, provider } = listeningPorts;
  return [
    { name: 'listeningPorts', tree, rows: () => printableOf(provider.getChildren()) },
    ...sockets.map((view): WholeView => {
      const { name } = view;
      const scope = name === 'unixSockets' ? 'all' : 'inet';
      return { name, tree: view.tree, scope, rows: () => [{ kind: 'page', ...pageOf(view, filter) }] };
    }),
    ...(['routes', 'interfaces', 'multicastGroups', 'statistics', 'nat'] as const).map((name): WholeView => {
      return { name, tree: tables[name].tree, rows: () => tableRows(name, tables[name], filter) };
    }),
  ];
}

function pageOf({ name, arrangement }: SocketsView, filter: FilterState): Omit<PageSelection, 'kind'> {
  return { view: name, filter: filter.expression, ...arrangement.current };
}

/** Statistics are copied as they are shown: with or without counters that are zero. */
function tableRows(
  table: TableName,
  { provider, tree }: RegisteredTable,
  { expression }: FilterState,
): PrintRequest['rows'] {
  if (table === 'statistics' && tree.visible) return printableOf(provider.source.roots);
  return [{ kind: 'table', table, filter: table === 'nat' ? expression : '' }];
}
