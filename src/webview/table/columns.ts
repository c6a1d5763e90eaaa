import {
  TRAFFIC_COLUMNS,
  type TrafficColumn,
  type TrafficKind,
  type TrafficSort,
} from '../../core/model/traffic';
import { type ColumnArrangement, USUAL_COLUMNS } from '../../core/traffic/messages';
import {
  COLUMNS,
  isDescendingFirst,
  isTextColumn,
  NAME_COLUMNS,
  NARROW,
} from '../../core/traffic/trafficColumns';

/** Narrower than this columns cannot be made. */
export const LEAST_WIDTH = 36;

/** Wider than this neither. */
const MOST_WIDTH = 2_000;

/** What columns of text, and of figures, are made narrower to, where that saves another column. */
const SQUEEZED = { text: 90, figure: 84 };

/** A column as it is shown. */
export interface ShownColumn {
  readonly column: TrafficColumn;
  readonly width: number;
  /** Whether it takes of what room is left: the user has given it no width. */
  readonly isElastic: boolean;
}

/** The columns that a kind of rows can have, in the order of the product. */
export function columnsOf(kind: TrafficKind): TrafficColumn[] {
  return TRAFFIC_COLUMNS.filter((column) => COLUMNS[column].kinds.includes(kind));
}

/** Whether a column of a kind cannot be hidden. */
export const isFixed = (kind: TrafficKind, column: TrafficColumn): boolean => NAME_COLUMNS[kind] === column;

/**
 * The columns in sight, in their order.
 * @param arrangement of all kinds; empty for the first one
 * @param room width of the table in pixels
 */
export function shownColumns(
  kind: TrafficKind,
  arrangement: readonly ColumnArrangement[],
  room: number,
): ShownColumn[] {
  const arranged = arrangement.length === 0 ? USUAL_COLUMNS : arrangement;
  const known = NAME_COLUMNS[kind];
  const all = arranged.some(({ column }) => column === known) ? arranged : [{ column: known }, ...arranged];
  const shown = all
    .filter(({ column }) => COLUMNS[column].kinds.includes(kind))
    .map(({ column, width }) => shownColumn(column, width));
  return room < NARROW ? fitting(shown, known, room) : shown;
}

function shownColumn(column: TrafficColumn, width: number | undefined): ShownColumn {
  return {
    column,
    width: width ?? COLUMNS[column].width,
    isElastic: isTextColumn(column) && width === undefined,
  };
}

function fitting(shown: readonly ShownColumn[], known: TrafficColumn, room: number): ShownColumn[] {
  const squeezed = shown.map((each) => {
    const isElastic = isTextColumn(each.column);
    return { ...each, width: isElastic ? SQUEEZED.text : Math.min(each.width, SQUEEZED.figure), isElastic };
  });
  const stays = (column: TrafficColumn): boolean => column === known || COLUMNS[column].staysNarrow;
  let left = room - leastWidth(squeezed.filter(({ column }) => stays(column)));
  let isFull = false;
  return squeezed.filter(({ column, width }) => {
    if (stays(column)) return true;
    isFull ||= width > left;
    left -= width;
    return !isFull;
  });
}

/** Padding of rows on both sides, as page.css has it. */
const ROW_PADDING = 8;

/** Pixels that a row needs at least. */
export function leastWidth(shown: readonly ShownColumn[]): number {
  return shown.reduce((sum, { width }) => sum + width, ROW_PADDING);
}

/** How many times its width an elastic column gets at most: farther apart, nobody sees what stands in one row. */
const MOST_TIMES = 2.5;

/** Widths for a grid: elastic columns share what is left, and none gets less than its width. */
export function gridColumns(shown: readonly ShownColumn[]): string {
  return shown
    .map(({ width, isElastic }) => (isElastic ? `minmax(${width}px, ${width * MOST_TIMES}px)` : `${width}px`))
    .join(' ');
}

/** The order after a column was clicked: turned around, or by it alone; added to what decides before, where that is meant. */
export function sortedBy(
  sort: readonly TrafficSort[],
  column: TrafficColumn,
  isAdded: boolean,
): readonly TrafficSort[] {
  const at = sort.findIndex((each) => each.column === column);
  const first = isDescendingFirst(column);
  const now = sort[at];
  // A third click goes back to the kind's own order.
  const next = now === undefined || now.isDescending === first;
  const turned = next ? [{ column, isDescending: now === undefined ? first : !first }] : [];
  if (!isAdded) return sort.length > 1 && now !== undefined ? [now] : turned;
  return at === -1 ? [...sort, ...turned] : sort.toSpliced(at, 1, ...turned);
}

/** An arrangement that says all that is shown, so that a change of one column keeps the others. */
function spelled(kind: TrafficKind, arrangement: readonly ColumnArrangement[]): ColumnArrangement[] {
  const arranged = arrangement.length === 0 ? USUAL_COLUMNS : arrangement;
  const known = NAME_COLUMNS[kind];
  return arranged.some(({ column }) => column === known) ? [...arranged] : [{ column: known }, ...arranged];
}

/** With another width of a column; its own where left out. */
export function withWidth(
  kind: TrafficKind,
  arrangement: readonly ColumnArrangement[],
  column: TrafficColumn,
  width?: number,
): ColumnArrangement[] {
  return spelled(kind, arrangement).map((each) => {
    if (each.column !== column) return each;
    return width === undefined
      ? { column }
      : { column, width: Math.max(LEAST_WIDTH, Math.min(Math.round(width), MOST_WIDTH)) };
  });
}

/** With a column before another one, or behind all. */
export function withMoved(
  kind: TrafficKind,
  arrangement: readonly ColumnArrangement[],
  column: TrafficColumn,
  before: TrafficColumn | undefined,
): ColumnArrangement[] {
  if (column === before) return [...arrangement];
  const all = spelled(kind, arrangement);
  const moved = all.find((each) => each.column === column);
  const rest = all.filter((each) => each !== moved);
  const at = rest.findIndex((each) => each.column === before);
  return moved === undefined ? all : rest.toSpliced(at === -1 ? rest.length : at, 0, moved);
}

/** With a column shown where it was hidden, and the other way round. A new one stands where the product has it. */
export function withToggled(
  kind: TrafficKind,
  arrangement: readonly ColumnArrangement[],
  column: TrafficColumn,
): ColumnArrangement[] {
  const all = spelled(kind, arrangement);
  if (all.some((each) => each.column === column)) return all.filter((each) => each.column !== column);
  const place = TRAFFIC_COLUMNS.indexOf(column);
  const behind = all.findLastIndex((each) => TRAFFIC_COLUMNS.indexOf(each.column) < place);
  return all.toSpliced(behind + 1, 0, { column });
}
