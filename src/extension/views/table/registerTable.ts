import type { NetworkTable } from '../../../core/model/networkTable';
import type { TableName } from '../../../core/tables/tables';
import type { SettingDeclaration } from '../../catalog/setting';
import type { ViewDeclaration } from '../../catalog/view';
import { printableOf } from '../../copy/printableRows';
import type { FilterState } from '../../filter/filterState';
import { DisposableStore } from '../../lifetime';
import type { Monitor } from '../../monitor';
import { onDidChangeSetting } from '../../settings';
import { problemRows } from '../tree/problemRows';
import { ReadRows, type ReadView } from '../tree/readRows';
import { type RegisteredView, registerView } from '../tree/registerView';

/** What makes one view of one of the machine's tables. */
export interface TableView<Name extends TableName> extends Pick<ReadView<NetworkTable<Name>>, 'rows'> {
  readonly view: ViewDeclaration;
  readonly table: Name;
  /** A setting that decides which rows are shown. */
  readonly setting?: SettingDeclaration;
  /** What stands beside the view's title, '' for nothing. */
  summary(now: NetworkTable<Name>): string;
  /** Why there is no row, where no filter is the reason; {@link emptinessOf} tells where it is absent. */
  emptiness?(now: NetworkTable<Name>): string;
}

/** A view of one of the machine's tables. */
export type RegisteredTable = RegisteredView<ReadRows<NetworkTable<TableName>>>;

/**
 * Why a table has no rows: the machine has none (`none`), the user may not read its files (`denied`), or the kernel
 * has no such files (`absent`).
 */
export function emptinessOf({ sources }: NetworkTable<TableName>): 'none' | 'denied' | 'absent' {
  if (sources.some(({ status }) => status === 'ok')) return 'none';
  return sources.some(({ status }) => status === 'denied') ? 'denied' : 'absent';
}

/** The rows of a table, as the Monitor reads it. */
export function rowsOfTable<Name extends TableName>(
  monitor: Monitor,
  { table, setting, rows }: Pick<TableView<Name>, 'table' | 'setting' | 'rows'>,
): ReadRows<NetworkTable<Name>> {
  return new ReadRows({
    onDidRead: monitor.onDidChange,
    onDidArrange: setting === undefined ? [] : [onDidChangeSetting(setting)],
    reading: () => monitor.table(table),
    filter: (now) => now.filter,
    rows,
    counts: ({ filter, matching, total }) => (filter === '' ? undefined : { matching, total }),
  });
}

/** Registers the view. Its table is read while the view is visible. */
export function registerTable<Name extends TableName>(
  monitor: Monitor,
  described: TableView<Name>,
  filter: FilterState,
): RegisteredTable {
  const { view, table, setting } = described;
  const source = rowsOfTable(monitor, described);
  const registered = registerView(monitor, {
    view,
    kind: 'facts',
    subject: table,
    source,
    filter,
    summary: () =>
      source.reading === undefined || source.roots.length === 0 ? '' : described.summary(source.reading),
    // What a setting decides on is copied as it is shown.
    prints: () =>
      setting !== undefined && source.isShown
        ? printableOf(source.roots)
        : [{ kind: 'table', table, filter: filter.expression }],
    readRows: async (engine) => {
      const now = await engine.readTable(table, filter.expression);
      return { takenAt: now.takenAt, rows: [...described.rows(now, undefined), ...problemRows(now)] };
    },
    emptiness: () => (source.reading === undefined ? '' : whyEmpty(described, source.reading)),
  });
  const disposables = new DisposableStore();
  disposables.add(filter.onDidChange(() => void monitor.readAgain(table)));
  disposables.add(registered);
  return { ...registered, dispose: () => disposables.dispose() };
}

/** Why a view of a table has no rows. */
export function whyEmpty<Name extends TableName>(
  { emptiness = emptinessOf }: Pick<TableView<Name>, 'emptiness'>,
  now: NetworkTable<Name>,
): string {
  return now.matching === 0 && now.total > 0 ? 'noMatch' : emptiness(now);
}
