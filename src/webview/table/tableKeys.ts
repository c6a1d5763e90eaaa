import type { TrafficColumn } from '../../core/model/traffic';
import type { ActiveCell } from '../traffic/state';
import type { SelectionWay } from './selection';
import type { ShownColumn } from './columns';

/** What keys of the table do. */
export interface TableActions {
  readonly go: (active: ActiveCell, way: SelectionWay | undefined) => void;
  readonly selectAll: () => void;
  readonly copy: () => void;
  readonly sort: (column: TrafficColumn, isAdded: boolean) => void;
  /** One place to the left, or to the right. */
  readonly move: (column: TrafficColumn, step: -1 | 1) => void;
  readonly widen: (column: TrafficColumn, step: number) => void;
  readonly details: () => void;
  readonly kill: () => void;
}

/** Pixels that a key makes a column wider by. */
const WIDER = 10;

/**
 * Does what a key says.
 * @param page rows that are in sight
 * @returns whether it was one of the table's
 */
export function onTableKey(
  event: KeyboardEvent,
  { row, column }: ActiveCell,
  columns: readonly ShownColumn[],
  count: number,
  page: number,
  on: TableActions,
): boolean {
  const { key, shiftKey, altKey } = event;
  const isCommand = event.ctrlKey || event.metaKey;
  const name = columns[column]?.column;
  if (row < 0 && name !== undefined && onHeaderKey(event, name, on)) return true;
  if (altKey) return false;
  const goTo = (to: number, at = column): true => {
    const place = Math.max(-1, Math.min(to, count - 1));
    const way = place < 0 ? undefined : shiftKey ? 'range' : isCommand ? undefined : 'alone';
    on.go(
      { row: place, column: Math.max(0, Math.min(at, columns.length - 1)) },
      to === row ? undefined : way,
    );
    return true;
  };
  switch (key) {
    case 'ArrowDown':
      return goTo(row + 1);
    case 'ArrowUp':
      return goTo(row - 1);
    case 'ArrowLeft':
      return goTo(row, column - 1);
    case 'ArrowRight':
      return goTo(row, column + 1);
    case 'Home':
      return goTo(0);
    case 'End':
      return goTo(count - 1);
    case 'PageDown':
      return goTo(row + page);
    case 'PageUp':
      return goTo(Math.max(0, row - page));
    case 'a':
      if (isCommand) on.selectAll();
      return isCommand;
    case 'c':
      if (isCommand) on.copy();
      return isCommand;
    case 's':
      if (isCommand || name === undefined) return false;
      on.sort(name, shiftKey);
      return true;
    case 'S':
      if (isCommand || name === undefined) return false;
      on.sort(name, true);
      return true;
    case 'Enter':
      if (row >= 0) on.details();
      return true;
    case 'Delete':
      if (row >= 0) on.kill();
      return true;
    default:
      return false;
  }
}

function onHeaderKey(
  { key, altKey, shiftKey }: KeyboardEvent,
  column: TrafficColumn,
  on: TableActions,
): boolean {
  const step = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : undefined;
  if (step !== undefined && altKey) on.move(column, step);
  else if (step !== undefined && shiftKey) on.widen(column, step * WIDER);
  else if (key === 'Enter' || key === ' ') on.sort(column, shiftKey);
  else return false;
  return true;
}
