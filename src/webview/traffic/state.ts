import type {
  SeriesId,
  TrafficColumn,
  TrafficKind,
  TrafficPlace,
  TrafficRowsAnswer,
  TrafficSeriesAnswer,
  TrafficSpan,
  TrafficWindow,
} from '../../core/model/traffic';
import type {
  ColumnArrangement,
  Completion,
  DetailLine,
  HostMessage,
  PageStart,
  PlaceState,
  SharedState,
} from '../../core/traffic/messages';
import { MOST_IDS } from '../../core/traffic/pageMessage';
import { columnsOf, sortedBy } from '../table/columns';
import { meant, NOTHING_SELECTED, select, type Selection, type SelectionWay } from '../table/selection';
import { seriesLabel } from '../plots/entries';
import { type KnownRows, NO_ROWS, takeRows } from './knownRows';

/** Height of the details as they are opened first, in pixels. */
export const DETAILS_HEIGHT = 200;

/** Where the focus of the table is: a place in the order, -1 for the header, and a column by its place. */
export interface ActiveCell {
  readonly row: number;
  readonly column: number;
}

/** All that the page shows. */
export interface PageState {
  readonly place: TrafficPlace;
  readonly shared: SharedState;
  readonly kept: PlaceState;
  readonly filter: string;
  /** Filters that the host was told and has not given back yet, as all places share them. */
  readonly ownFilters: readonly string[];
  /** The same of columns, by {@link arrangementKey}. */
  readonly ownColumns: readonly string[];
  /** Those that all places share, as far as the host has said. */
  readonly heardColumns: string;
  readonly filterProblem: { readonly text: string; readonly problem: string };
  readonly completions: { readonly request: number; readonly items: readonly Completion[] };
  readonly rows: KnownRows;
  readonly series: TrafficSeriesAnswer | undefined;
  readonly details:
    { readonly id: number; readonly title: string; readonly lines: readonly DetailLine[] } | undefined;
  readonly problem: string;
  readonly span: TrafficSpan | undefined;
  readonly narrowed: SeriesId | undefined;
  /** What the series was called where it was chosen: it may be none of the plots' later. */
  readonly narrowedLabel: string;
  readonly selection: Selection;
  /** Places that were selected at once and are not all known: they are asked for beside those in sight. */
  readonly selecting: { readonly from: number; readonly to: number } | undefined;
  readonly active: ActiveCell;
  /** The row that the focus is on; it goes with the row where the order moves. */
  readonly activeId: number | undefined;
  /** The row whose place is asked for, so that it is brought into sight. */
  readonly revealed: number | undefined;
  /** The row whose details are to be opened, in the page where it has room for them. */
  readonly opening: number | undefined;
  /** Whether the pointer or the focus is on the rows. */
  readonly isHeld: boolean;
  /** Whether the order is brought up to date once, although it is held. */
  readonly isReleased: boolean;
}

/** What the host was told last of what the page wants to see: an answer is to that, or to what was told before. */
export interface Told {
  readonly focused: number | undefined;
  readonly isHeld: boolean;
}

export type PageEvent =
  | { readonly is: 'heard'; readonly message: HostMessage; readonly told: Told }
  | { readonly is: 'kind'; readonly kind: TrafficKind }
  | { readonly is: 'sort'; readonly column: TrafficColumn; readonly isAdded: boolean }
  | { readonly is: 'sortBy'; readonly column: TrafficColumn; readonly isDescending: boolean }
  | { readonly is: 'columns'; readonly columns: readonly ColumnArrangement[] }
  | { readonly is: 'window'; readonly window: TrafficWindow }
  | { readonly is: 'hide'; readonly series: SeriesId; readonly isHidden: boolean }
  | { readonly is: 'span'; readonly span: TrafficSpan | undefined }
  | { readonly is: 'narrow'; readonly series: SeriesId | undefined }
  | { readonly is: 'filter'; readonly text: string }
  | { readonly is: 'filterTold'; readonly text: string }
  | { readonly is: 'columnsTold'; readonly columns: readonly ColumnArrangement[] }
  | { readonly is: 'shared'; readonly shared: Partial<SharedState> }
  | { readonly is: 'select'; readonly way: SelectionWay; readonly active: ActiveCell }
  | { readonly is: 'selectAll' }
  | { readonly is: 'focus'; readonly active: ActiveCell }
  | { readonly is: 'revealed' }
  | { readonly is: 'opened' }
  | { readonly is: 'held'; readonly isHeld: boolean }
  | { readonly is: 'release' }
  | { readonly is: 'details'; readonly height: number }
  | { readonly is: 'back' };

export function firstState({ place, shared }: PageStart, kept: PlaceState): PageState {
  return {
    place,
    shared,
    kept,
    filter: shared.filter,
    ownFilters: [],
    ownColumns: [],
    heardColumns: arrangementKey(shared.columns),
    filterProblem: { text: '', problem: '' },
    completions: { request: 0, items: [] },
    rows: NO_ROWS,
    series: undefined,
    details: undefined,
    problem: '',
    span: undefined,
    narrowed: undefined,
    narrowedLabel: '',
    selection: NOTHING_SELECTED,
    selecting: undefined,
    active: { row: 0, column: 0 },
    activeId: undefined,
    revealed: undefined,
    opening: undefined,
    isHeld: false,
    isReleased: false,
  };
}

/** What the page shows after something happened. */
export function after(state: PageState, event: PageEvent): PageState {
  switch (event.is) {
    case 'heard':
      return afterMessage(state, event.message, event.told);
    case 'kind':
      return withKind(state, event.kind);
    case 'sort':
      return {
        ...withKept(state, { sort: sortedBy(state.kept.sort, event.column, event.isAdded) }),
        isReleased: true,
      };
    case 'sortBy': {
      const { column, isDescending } = event;
      return { ...withKept(state, { sort: [{ column, isDescending }] }), isReleased: true };
    }
    case 'columns':
      return { ...state, shared: { ...state.shared, columns: event.columns } };
    case 'window':
      return withKept(state, { window: event.window });
    case 'hide': {
      const others = state.kept.hiddenSeries.filter((id) => id !== event.series);
      return withKept(state, { hiddenSeries: event.isHidden ? [...others, event.series] : others });
    }
    case 'span':
      return { ...state, span: event.span, isReleased: true };
    case 'narrow':
      return {
        ...state,
        narrowed: event.series,
        narrowedLabel: event.series === undefined ? '' : seriesLabel(event.series, state.series),
        isReleased: true,
      };
    case 'filter':
      return { ...state, filter: event.text, isReleased: true };
    case 'filterTold':
      return { ...state, ownFilters: [...state.ownFilters, event.text.trim()] };
    case 'columnsTold':
      return { ...state, ownColumns: [...state.ownColumns, arrangementKey(event.columns)] };
    case 'shared':
      return { ...state, shared: { ...state.shared, ...event.shared } };
    case 'select':
      return withSelection(withFocus(state, event.active), event.way, event.active.row);
    case 'selectAll':
      return { ...state, selecting: undefined, selection: allSelected(state) };
    case 'focus':
      return withFocus(state, event.active);
    case 'revealed':
      return { ...state, revealed: undefined };
    case 'opened':
      return { ...state, opening: undefined };
    case 'held':
      return { ...state, isHeld: event.isHeld };
    case 'release':
      return { ...state, isReleased: true };
    case 'details':
      return withKept(state, { detailsHeight: event.height });
    case 'back':
      return oneStepBack(state);
  }
}

function afterMessage(state: PageState, message: HostMessage, told: Told): PageState {
  switch (message.kind) {
    case 'shared':
      return withShared(state, message.shared);
    case 'rows':
      return message.answer.kind === state.kept.kind ? withRows(state, message.answer, told) : state;
    case 'series':
      return { ...state, series: message.answer };
    case 'details':
      return { ...state, details: message };
    case 'filterProblem':
      return { ...state, filterProblem: message, ownFilters: asRead(state.ownFilters, message) };
    case 'completions':
      return { ...state, completions: { request: message.request, items: message.completions } };
    case 'reveal': {
      const at = withKind(state, message.rowKind);
      const selection = { ids: new Set([message.row]), anchor: 0, isAll: false };
      const { row } = message;
      return {
        ...at,
        selection,
        activeId: row,
        revealed: row,
        opening: message.opensDetails ? row : undefined,
      };
    }
    case 'problem':
      // Rows of another kind are shown for as long as others are to be expected.
      return message.text !== '' && state.rows.answer?.kind !== state.kept.kind
        ? { ...state, problem: message.text, rows: NO_ROWS.with(state.rows) }
        : { ...state, problem: message.text };
  }
}

/**
 * What is typed and arranged here comes back as what all places share, later than the next key or click: it must not take
 * their place.
 */
function withShared(state: PageState, shared: SharedState): PageState {
  const heardColumns = arrangementKey(shared.columns);
  const filters =
    shared.filter === state.shared.filter ? state.ownFilters : withoutEcho(state.ownFilters, shared.filter);
  const columns =
    heardColumns === state.heardColumns ? state.ownColumns : withoutEcho(state.ownColumns, heardColumns);
  return {
    ...state,
    shared: columns === undefined ? shared : { ...shared, columns: state.shared.columns },
    filter: filters === undefined ? shared.filter : state.filter,
    ownFilters: filters ?? [],
    ownColumns: columns ?? [],
    heardColumns,
  };
}

/** What is typed and unfinished comes back as what could be read of it. */
function asRead(
  own: readonly string[],
  { text, readAs }: Extract<HostMessage, { kind: 'filterProblem' }>,
): readonly string[] {
  return readAs === undefined ? own : own.map((each) => (each === text.trim() ? readAs : each));
}

/** What is still to come back once something has; undefined where that was not the page's own. */
function withoutEcho(own: readonly string[], back: string): readonly string[] | undefined {
  const at = own.indexOf(back);
  return at === -1 ? undefined : own.slice(at + 1);
}

function arrangementKey(columns: readonly ColumnArrangement[]): string {
  return columns.map(({ column, width = '' }) => `${column} ${width}`).join();
}

function withRows(state: PageState, answer: TrafficRowsAnswer, { focused, isHeld }: Told): PageState {
  const rows = takeRows(state.rows, answer, state.isHeld && !state.isReleased);
  const last = answer.matching - 1;
  const isTold = focused !== undefined && focused === state.activeId;
  const isFollowed = isTold && answer.focusedAt !== undefined;
  const place = isFollowed && state.active.row >= 0 ? (answer.focusedAt ?? 0) : state.active.row;
  const row = Math.max(Math.min(place, last), Math.min(state.active.row, 0));
  const next: PageState = {
    ...state,
    rows,
    active: { ...state.active, row },
    // Once its row is gone, the focus is on the one that stands in its place.
    activeId: isTold && !isFollowed && state.revealed === undefined ? rows.idAt(row) : state.activeId,
    isReleased: state.isReleased && (isHeld || answer.isOutOfOrder),
  };
  if (state.selecting === undefined) return next;
  const { from, to } = state.selecting;
  return withSelection(next, 'range', state.selection.anchor === from ? to : from);
}

/** A range has rows in it that the page has never seen: it waits for their ids. */
function withSelection(state: PageState, way: SelectionWay, place: number): PageState {
  const selection = select(state.selection, way, place, state.rows.idAt);
  const from = Math.min(selection.anchor, place);
  const to = Math.max(selection.anchor, place);
  const isWhole = way !== 'range' || selection.ids.size === to - from + 1;
  return { ...state, selection, selecting: isWhole ? undefined : { from, to } };
}

function withKind(state: PageState, kind: TrafficKind): PageState {
  if (kind === state.kept.kind) return state;
  const columns = columnsOf(kind);
  return {
    ...withKept(state, { kind, sort: state.kept.sort.filter(({ column }) => columns.includes(column)) }),
    selection: NOTHING_SELECTED,
    selecting: undefined,
    active: { row: 0, column: 0 },
    activeId: undefined,
    details: undefined,
    revealed: undefined,
  };
}

const withKept = (state: PageState, kept: Partial<PlaceState>): PageState => ({
  ...state,
  kept: { ...state.kept, ...kept },
});

function withFocus(state: PageState, active: ActiveCell): PageState {
  return { ...state, active, activeId: state.rows.idAt(active.row), revealed: undefined };
}

/** Where the page knows all rows they are selected by their ids, so that commands serve them. */
function allSelected({ rows }: PageState): Selection {
  const ids = rows.all();
  return { ids: new Set(ids), anchor: 0, isAll: ids.length < rows.matching || ids.length > MOST_IDS };
}

/** Takes the last thing away that narrows what is shown. */
function oneStepBack(state: PageState): PageState {
  if (state.span !== undefined) return { ...state, span: undefined };
  if (state.narrowed !== undefined) return { ...state, narrowed: undefined };
  if (state.selection.ids.size > 0 || state.selection.isAll)
    return { ...state, selection: NOTHING_SELECTED, selecting: undefined };
  if (state.kept.detailsHeight > 0) return withKept(state, { detailsHeight: 0 });
  return state;
}

/** Rows that a key or menu is meant for: the selected ones with the focused one, or it alone. */
export function meantRows({ selection, activeId }: PageState): readonly number[] {
  if (selection.isAll) return activeId === undefined ? [] : [activeId];
  return meant(selection, activeId);
}
