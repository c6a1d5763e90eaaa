import type { JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type PageMessage, ROW_SECTION, type RowContext } from '../../core/traffic/messages';
import { Menu } from '../bar/menu';
import { t } from '../l10n';
import { take } from '../traffic/elements';
import { meantRows, type ActiveCell, type PageEvent, type PageState } from '../traffic/state';
import type { RowRange } from '../traffic/viewing';
import { columnMenu, fittingWidth } from './columnMenu';
import { kindTitle } from './columnTexts';
import { gridColumns, leastWidth, shownColumns, withMoved, withWidth } from './columns';
import { EmptyTable } from './emptyTable';
import { Header } from './header';
import { Row } from './row';
import { meant, type SelectionWay } from './selection';
import { onTableKey } from './tableKeys';
import { ROW_HEIGHT, useRowsInSight } from './rowsInSight';
import './table.css';

interface TableProps {
  readonly state: PageState;
  readonly width: number;
  readonly table: RefObject<HTMLDivElement | null>;
  /** Where the menu of columns is to be opened from elsewhere. */
  readonly menuAt: { readonly x: number; readonly y: number } | undefined;
  readonly onMenuAt: (at: { x: number; y: number } | undefined) => void;
  readonly dispatch: (event: PageEvent) => void;
  readonly post: (message: PageMessage) => void;
  readonly onRange: (range: RowRange) => void;
  readonly onDetails: () => void;
}

/** Rows that are asked for beyond those in sight, so that a turn of the wheel finds them there. */
const MORE = 30;

/** The rows of a kind as a grid: of all of them those in sight are elements. */
export function Table({
  state,
  width,
  table,
  menuAt,
  onMenuAt,
  dispatch,
  post,
  ...on
}: TableProps): JSX.Element {
  const { kept, shared, rows, selection } = state;
  const count = rows.matching;
  // Rows stay until those of another kind are there.
  const kind = rows.answer?.kind ?? kept.kind;
  // The same list for as long as they are the same: rows are drawn anew for others.
  const columns = useMemo(() => shownColumns(kind, shared.columns, width), [kind, shared.columns, width]);
  const active: ActiveCell = {
    row: Math.min(state.active.row, count - 1),
    column: Math.min(state.active.column, columns.length - 1),
  };
  const sight = useRowsInSight(table, count, active.row);
  const wantsFocus = useRef(false);
  const hasFocus = useRef(false);
  const [menuOf, setMenuOf] = useState<number>();

  useLayoutEffect(() => {
    const cell = cellAt(table.current, active);
    // The palette, a tree or another window may have it now: it is not to be taken away from there.
    const isLost = hasFocus.current && document.hasFocus() && document.activeElement === document.body;
    if (wantsFocus.current || isLost) cell?.focus({ preventScroll: true });
    wantsFocus.current = false;
  });
  useEffect(() => {
    // In steps, so that not each row that comes into sight is a question.
    const first = Math.max(0, Math.floor((sight.first - MORE) / 10) * 10);
    on.onRange({ first, count: Math.ceil((sight.count + MORE * 2 + 10) / 10) * 10 });
  }, [sight.first, sight.count]);
  useEffect(() => {
    const place = rows.answer?.focusedAt;
    if (state.revealed === undefined || place === undefined) return;
    // An answer may still be of what had the focus before.
    if (state.active.row !== place) return;
    sight.show(place);
    if (rows.idAt(place) === state.revealed) dispatch({ is: 'revealed' });
  }, [state.revealed, rows]);
  useLayoutEffect(() => {
    table.current?.scrollTo({ top: 0 });
  }, [kind]);

  const arrange = (columnsNow: PageState['shared']['columns'], isFinal = true): void => {
    dispatch({ is: 'columns', columns: columnsNow });
    if (isFinal) post({ kind: 'columns', columns: columnsNow });
  };
  const resize = (column: (typeof columns)[number]['column'], to: number | undefined, isFinal = true): void =>
    arrange(withWidth(kind, shared.columns, column, to), isFinal);
  const move = (column: (typeof columns)[number]['column'], before: typeof column | undefined): void =>
    arrange(withMoved(kind, shared.columns, column, before));
  const fit = (column: (typeof columns)[number]['column']): void => {
    const place = columns.findIndex((each) => each.column === column);
    resize(column, fittingWidth(table.current, place));
  };
  const go = (to: ActiveCell, way: SelectionWay | undefined): void => {
    wantsFocus.current = true;
    if (to.row >= 0) sight.show(to.row);
    cellAt(table.current, to)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    if (way === undefined) dispatch({ is: 'focus', active: to });
    else dispatch({ is: 'select', way, active: to });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Of the mouse, the row says enough where the focus is.
    table.current?.removeAttribute('data-by-mouse');
    const isDone = onTableKey(event, active, columns, count, Math.max(1, sight.count - 2), {
      go,
      selectAll: () => dispatch({ is: 'selectAll' }),
      copy: () => {
        if (selection.isAll) post({ kind: 'copy' });
        else if (selection.ids.size > 0) post({ kind: 'copy', ids: [...selection.ids] });
        else if (meantRows(state).length > 0) post({ kind: 'copy', ids: meantRows(state) });
      },
      sort: (column, isAdded) => dispatch({ is: 'sort', column, isAdded }),
      move: (column, step) => {
        const at = columns.findIndex((each) => each.column === column);
        if (columns[at + step] === undefined) return;
        go({ row: active.row, column: at + step }, undefined);
        move(column, columns[step < 0 ? at - 1 : at + 2]?.column);
      },
      widen: (column, step) => {
        const cell = cellAt(table.current, active);
        resize(column, (cell?.getBoundingClientRect().width ?? 0) + step);
      },
      details: on.onDetails,
      kill: () => {
        const ids = meantRows(state);
        if (ids.length > 0) post({ kind: 'act', action: 'kill', ids });
      },
    });
    if (isDone) take(event);
  };
  const onMouseDown = (event: MouseEvent): void => {
    table.current?.setAttribute('data-by-mouse', '');
    const to = placeOf(event.target);
    if (to === undefined) return;
    if (to.row < 0) {
      if (event.button === 0) wantsFocus.current = true;
      return dispatch({ is: 'focus', active: to });
    }
    event.preventDefault();
    const isCommand = event.ctrlKey || event.metaKey;
    const way = event.button !== 0 ? undefined : event.shiftKey ? 'range' : isCommand ? 'toggle' : 'alone';
    go(to, way);
  };
  const onContextMenu = (event: MouseEvent): void => {
    const to = placeOf(event.target);
    if (to === undefined) return;
    if (to.row < 0) {
      take(event);
      const box = (event.target as HTMLElement).getBoundingClientRect();
      const isKey = event.clientX === 0 && event.clientY === 0;
      setMenuOf(to.column);
      return onMenuAt(isKey ? { x: box.left, y: box.bottom } : { x: event.clientX, y: event.clientY });
    }
    const id = rows.idAt(to.row);
    if (id === undefined) return take(event);
    // VS Code reads this once the event has come up to the window.
    const element = (event.target as HTMLElement).closest<HTMLElement>('[data-place]');
    element?.setAttribute('data-vscode-context', JSON.stringify(contextOf(state, id)));
  };
  return (
    <div class="table-box">
      <div
        ref={table}
        class="table"
        role="grid"
        aria-label={kindTitle(kind)}
        aria-rowcount={count + 1}
        aria-colcount={columns.length}
        aria-multiselectable
        onKeyDown={onKeyDown}
        onMouseDown={onMouseDown}
        onContextMenu={onContextMenu}
        onFocusIn={() => {
          hasFocus.current = true;
          dispatch({ is: 'held', isHeld: true });
        }}
        onFocusOut={({ relatedTarget, currentTarget }) => {
          if (relatedTarget instanceof Node && currentTarget.contains(relatedTarget)) return;
          currentTarget.removeAttribute('data-by-mouse');
          hasFocus.current = relatedTarget === null && document.activeElement === document.body && count > 0;
          dispatch({ is: 'held', isHeld: currentTarget.matches(':hover') });
        }}
        onPointerEnter={() => dispatch({ is: 'held', isHeld: true })}
        onPointerLeave={({ currentTarget }) =>
          dispatch({ is: 'held', isHeld: currentTarget.contains(document.activeElement) })
        }
        onDblClick={({ target }) => {
          if ((placeOf(target)?.row ?? -1) >= 0) on.onDetails();
        }}
      >
        <div
          class="table-columns"
          style={{ '--columns': gridColumns(columns), minWidth: `${leastWidth(columns)}px` }}
        >
          <Header
            kind={kind}
            columns={columns}
            sort={kept.sort}
            active={active.row < 0 ? active.column : undefined}
            onSort={(column, isAdded) => dispatch({ is: 'sort', column, isAdded })}
            onMove={move}
            onResize={resize}
            onFit={fit}
          />
          <div class="rows" style={{ height: `${count * ROW_HEIGHT}px` }}>
            <div role="rowgroup" class="drawn-rows" style={{ top: `${sight.from * ROW_HEIGHT}px` }}>
              {sight.drawn.map((place) => (
                <Row
                  key={place}
                  place={place}
                  apart={
                    place < sight.from || place >= sight.to ? (place - sight.from) * ROW_HEIGHT : undefined
                  }
                  rows={rows}
                  columns={columns}
                  units={shared.units}
                  isSelected={isSelected(state, place)}
                  active={active.row === place ? active.column : undefined}
                />
              ))}
            </div>
          </div>
        </div>
      </div>
      <EmptyTable state={state} dispatch={dispatch} post={post} />
      {rows.answer?.isOutOfOrder === true && (
        <button type="button" class="out-of-order" onClick={() => dispatch({ is: 'release' })}>
          {t('The order is out of date: sort again (r)')}
        </button>
      )}
      {menuAt && (
        <Menu
          label={t('Columns')}
          at={menuAt}
          entries={columnMenu(state, menuOf === undefined ? undefined : columns[menuOf]?.column, {
            arrange,
            sort: (column, isDescending) => dispatch({ is: 'sortBy', column, isDescending }),
            fit,
          })}
          onClose={(isChosen) => {
            onMenuAt(undefined);
            setMenuOf(undefined);
            if (!isChosen) cellAt(table.current, active)?.focus();
          }}
        />
      )}
    </div>
  );
}

function isSelected({ selection, rows }: PageState, place: number): boolean {
  const id = rows.idAt(place);
  return selection.isAll || (id !== undefined && selection.ids.has(id));
}

function contextOf({ place, kept, rows, selection }: PageState, id: number): RowContext {
  return {
    webviewSection: ROW_SECTION,
    trafficPlace: place,
    trafficKind: rows.answer?.kind ?? kept.kind,
    trafficRow: id,
    trafficRows: selection.isAll ? [id] : meant(selection, id),
    preventDefaultContextMenuItems: true,
  };
}

function cellAt(table: HTMLElement | null, { row, column }: ActiveCell): HTMLElement | null {
  const of = row < 0 ? '.head .row' : `[data-place="${row}"]`;
  return table?.querySelector<HTMLElement>(`${of} > [data-column="${column}"]`) ?? null;
}

/** The cell that something happened in. */
function placeOf(target: EventTarget | null): ActiveCell | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null;
  if (cell === null) return undefined;
  const place = cell.parentElement?.dataset['place'];
  return { row: place === undefined ? -1 : Number(place), column: Number(cell.dataset['column']) };
}
