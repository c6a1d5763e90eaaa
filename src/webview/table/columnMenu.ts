import type { TrafficColumn } from '../../core/model/traffic';
import type { ColumnArrangement } from '../../core/traffic/messages';
import type { MenuEntry } from '../bar/menu';
import { t } from '../l10n';
import type { PageState } from '../traffic/state';
import { titleOf } from './columnTexts';
import { columnsOf, isFixed, LEAST_WIDTH, shownColumns, withToggled } from './columns';

interface ColumnActions {
  readonly arrange: (columns: readonly ColumnArrangement[]) => void;
  readonly sort: (column: TrafficColumn, isDescending: boolean) => void;
  readonly fit: (column: TrafficColumn) => void;
}

/** The menu of a column, or, where it is of none, that which columns are chosen in. */
export function columnMenu(
  { kept, shared }: PageState,
  column: TrafficColumn | undefined,
  on: ColumnActions,
): MenuEntry[] {
  const shown = shownColumns(kept.kind, shared.columns, Infinity).map((each) => each.column);
  const toggle = (each: TrafficColumn): void => on.arrange(withToggled(kept.kind, shared.columns, each));
  const ofColumn: MenuEntry[] =
    column === undefined
      ? []
      : [
          { label: t('Sort Ascending'), run: () => on.sort(column, false) },
          { label: t('Sort Descending'), run: () => on.sort(column, true) },
          { label: t('Size to Fit'), run: () => on.fit(column) },
          { label: t('Hide Column'), isDisabled: isFixed(kept.kind, column), run: () => toggle(column) },
          'line',
        ];
  return [
    ...ofColumn,
    ...columnsOf(kept.kind).map((each) => ({
      label: titleOf(each),
      isChecked: shown.includes(each),
      isDisabled: isFixed(kept.kind, each),
      run: () => toggle(each),
    })),
    'line',
    { label: t('Reset Columns'), run: () => on.arrange([]) },
  ];
}

/** Padding of cells on both sides, as page.css has it, with a pixel for what is rounded. */
const PADDING = 17;

/** Width that a column needs for all that it shows in the rows that are drawn, and for its title. */
export function fittingWidth(table: HTMLElement | null, place: number): number {
  const range = document.createRange();
  let most = LEAST_WIDTH;
  for (const cell of table?.querySelectorAll(`[data-column="${place}"]`) ?? []) {
    let width = PADDING;
    for (const part of cell.children) {
      if (part.classList.contains('edge')) continue;
      range.selectNodeContents(part);
      width += part.classList.contains('icon') ? 20 : range.getBoundingClientRect().width;
    }
    most = Math.max(most, Math.ceil(width));
  }
  return most;
}
