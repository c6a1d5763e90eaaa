import type { NetworkTable } from '../../../core/model/networkTable';
import type { TableName } from '../../../core/tables/tables';
import type { SettingDeclaration } from '../../catalog/setting';
import type { ViewDeclaration } from '../../catalog/view';
import { printableOf } from '../../copy/printableRows';
import type { FilterState } from '../../filter/filterState';
import { DisposableStore } from '../../lifetime';
import type { Monitor } from '../../monitor';
import { onDidChangeSetting } from '../../settings';
import { readTableOf, tableSelections, type TableReading } from '../../namespaces/tableReading';
import { problemRows } from '../tree/problemRows';
import { ReadRows, type ReadView } from '../tree/readRows';
import { type RegisteredView, registerView } from '../tree/registerView';
import { rowsOfReading } from './namespaceRows';

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
export type RegisteredTable = RegisteredView<ReadRows<TableReading<TableName>>>;

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
  described: Pick<TableView<Name>, 'table' | 'setting' | 'rows' | 'emptiness'>,
): ReadRows<TableReading<Name>> {
  const { table, setting } = described;
  const rows = rowsOf(monitor, described);
  return new ReadRows({
    onDidRead: monitor.onDidChange,
    onDidArrange: setting === undefined ? [] : [onDidChangeSetting(setting)],
    reading: () => monitor.table(table),
    filter: (now) => now.filter,
    namespace: (now) => now.namespace,
    rows,
    counts: ({ filter, matching, total }) => (filter === '' ? undefined : { matching, total }),
  });
}

function rowsOf<Name extends TableName>(
  monitor: Monitor,
  described: Pick<TableView<Name>, 'rows' | 'emptiness'>,
): ReadView<TableReading<Name>>['rows'] {
  const one = { rows: described.rows, emptiness: (now: NetworkTable<Name>) => whyEmpty(described, now) };
  return (now, before, opened) =>
    rowsOfReading({ now, before, opened }, one, monitor.snapshot?.containers ?? []);
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
    summary: () => {
      const { reading, roots } = source;
      // Beside the title stands whose rows they are, and what a view says of its table is not so of several.
      if (reading === undefined || roots.length === 0 || reading.each !== undefined) return '';
      return described.summary(reading);
    },
    // What a setting decides on is copied as it is shown.
    prints: () =>
      setting !== undefined && source.isShown
        ? printableOf(source.roots)
        : tableSelections(table, filter.expression, monitor.namespaces),
    rowReader: () => {
      // A row stays one of its namespace, whatever is shown when it is read again.
      const { namespaces } = monitor;
      return async (engine) => {
        const now = await readTableOf(engine, table, filter.expression, namespaces);
        const rows = rowsOf(monitor, described)(now, undefined);
        return { takenAt: now.takenAt, rows: [...rows, ...problemRows(now)] };
      };
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
