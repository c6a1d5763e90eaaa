import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { TrafficColumn, TrafficKind, TrafficSort } from '../../core/model/traffic';
import { Icon } from '../icon';
import { t } from '../l10n';
import { COLUMNS, isTextColumn } from '../../core/traffic/trafficColumns';
import { columnMeaning, titleOf } from './columnTexts';
import type { ShownColumn } from './columns';

/** Pixels that a column is moved before it is one that is dragged, and not clicked. */
const DRAGGED = 5;

/** Pixels from a side within which a dragged column scrolls the table, and how far at each frame. */
const AT_SIDE = 20;
const SCROLLED = 8;

export interface HeaderProps {
  readonly kind: TrafficKind;
  readonly columns: readonly ShownColumn[];
  readonly sort: readonly TrafficSort[];
  /** The column of the focus; undefined where it is in a row. */
  readonly active: number | undefined;
  readonly onSort: (column: TrafficColumn, isAdded: boolean) => void;
  /** @param before another one; undefined for behind all */
  readonly onMove: (column: TrafficColumn, before: TrafficColumn | undefined) => void;
  /** @param isFinal whether the edge was let go */
  readonly onResize: (column: TrafficColumn, width: number, isFinal: boolean) => void;
  readonly onFit: (column: TrafficColumn) => void;
}

/** What stands over the columns: a click sorts, a drag moves, the edge makes wider. */
export function Header({ columns, sort, active, kind, ...on }: HeaderProps): JSX.Element {
  const [drop, setDrop] = useState<number>();
  const wasDragged = useRef(false);
  const onPointerDown = (event: PointerEvent, column: TrafficColumn): void => {
    if (event.button !== 0) return;
    const cell = event.currentTarget as HTMLElement;
    const begin = event.clientX;
    let target: number | undefined;
    let frame = 0;
    wasDragged.current = false;
    const move = ({ clientX }: PointerEvent): void => {
      if (target === undefined && Math.abs(clientX - begin) < DRAGGED) return;
      wasDragged.current = true;
      cancelAnimationFrame(frame);
      const look = (): void => {
        target = placeAt(cell.parentElement, clientX);
        setDrop(target);
        if (scrolledAt(cell.closest('.table'), clientX)) frame = requestAnimationFrame(look);
      };
      look();
    };
    capture(cell, event, move, (isCancelled) => {
      cancelAnimationFrame(frame);
      setDrop(undefined);
      if (target !== undefined && !isCancelled) on.onMove(column, columns[target]?.column);
    });
  };
  const onEdgeDown = (event: PointerEvent, column: TrafficColumn): void => {
    event.stopPropagation();
    if (event.button !== 0) return;
    event.preventDefault();
    const edge = event.currentTarget as HTMLElement;
    const begin = edge.parentElement?.getBoundingClientRect().width ?? 0;
    let width = begin;
    const move = ({ clientX }: PointerEvent): void => {
      width = begin + clientX - event.clientX;
      on.onResize(column, width, false);
    };
    capture(edge, event, move, () => width !== begin && on.onResize(column, width, true));
  };
  return (
    <div role="rowgroup" class="head">
      <div role="row" class="row" aria-rowindex={1}>
        {columns.map(({ column }, place) => {
          const at = sort.findIndex((each) => each.column === column);
          const sorted = sort[at];
          return (
            <div
              key={column}
              role="columnheader"
              class={`cell header ${!isTextColumn(column) ? 'end' : ''} ${
                drop === place ? 'drop-before' : ''
              } ${drop === columns.length && place === drop - 1 ? 'drop-behind' : ''}`}
              aria-colindex={place + 1}
              aria-sort={sorted && (sorted.isDescending ? 'descending' : 'ascending')}
              title={headerTitle(kind, column)}
              data-column={place}
              data-name={column}
              tabIndex={active === place ? 0 : undefined}
              onPointerDown={(event) => onPointerDown(event, column)}
              onClick={(event) => {
                if (!wasDragged.current) on.onSort(column, event.shiftKey);
              }}
            >
              <span class="text">{titleOf(column)}</span>
              {sorted && <Icon name={sorted.isDescending ? 'arrow-down' : 'arrow-up'} />}
              {sorted && sort.length > 1 && (
                <span class="sort-place" aria-hidden="true">
                  {at + 1}
                </span>
              )}
              <span
                class="edge"
                aria-hidden="true"
                onPointerDown={(event) => onEdgeDown(event, column)}
                onClick={(event) => event.stopPropagation()}
                onDblClick={(event) => {
                  event.stopPropagation();
                  on.onFit(column);
                }}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function headerTitle(kind: TrafficKind, column: TrafficColumn): string {
  const meaning = columnMeaning(column, kind);
  const isSum = kind === 'processes' || kind === 'containers' || kind === 'hosts';
  const { unit } = COLUMNS[column];
  return isSum && (unit === 'bytes' || unit === 'bytesPerSecond') ? `${meaning} (${t('TCP only')})` : meaning;
}

/** Before which column something is dropped there. */
function placeAt(row: HTMLElement | null, x: number): number {
  const cells = [...(row?.children ?? [])];
  const behind = cells.findIndex((cell) => {
    const { left, width } = cell.getBoundingClientRect();
    return x < left + width / 2;
  });
  return behind === -1 ? cells.length : behind;
}

/** Scrolls to a side where something is dragged to it. @returns whether it could be scrolled */
function scrolledAt(table: Element | null, x: number): boolean {
  if (table === null) return false;
  const { left, right } = table.getBoundingClientRect();
  const before = table.scrollLeft;
  if (x > right - AT_SIDE) table.scrollLeft += SCROLLED;
  else if (x < left + AT_SIDE) table.scrollLeft -= SCROLLED;
  return table.scrollLeft !== before;
}

/** Follows a pointer that went down until it goes up, wherever it is moved. */
function capture(
  element: HTMLElement,
  { pointerId }: PointerEvent,
  move: (event: PointerEvent) => void,
  end: (isCancelled: boolean) => void,
): void {
  element.setPointerCapture(pointerId);
  const stop = ({ type }: Event): void => {
    element.removeEventListener('pointermove', move);
    for (const each of ENDS) element.removeEventListener(each, stop);
    end(type !== 'pointerup');
  };
  element.addEventListener('pointermove', move);
  for (const each of ENDS) element.addEventListener(each, stop);
}

const ENDS = ['pointerup', 'pointercancel', 'lostpointercapture'] as const;
