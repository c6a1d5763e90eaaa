import {
  TRAFFIC_COLUMNS,
  TRAFFIC_KINDS,
  TRAFFIC_WINDOWS,
  type TrafficColumn,
  type TrafficKind,
  type TrafficPlace,
  type TrafficRowsAnswer,
  type TrafficRowsQuestion,
  type TrafficSeriesAnswer,
  type TrafficSeriesQuestion,
  type TrafficWindow,
} from '../model/traffic';
import { isOneOf, isRecord, isSeries, isSort, listOf } from './checks';
import type { FigureUnits } from './figures';
import { COLUMNS } from './trafficColumns';

/** A column as the user has arranged it; those that are not named are hidden. */
export interface ColumnArrangement {
  readonly column: TrafficColumn;
  /** The kinds of rows that it is shown of; all that have it where left out. */
  readonly kinds?: readonly TrafficKind[];
  /** In pixels; its own where left out. */
  readonly width?: number;
}

/** What is shown of a page that nobody has arranged; each kind of rows has some of them. */
export const USUAL_COLUMNS: readonly ColumnArrangement[] = TRAFFIC_COLUMNS.filter(
  (column) => COLUMNS[column].first.length > 0,
).map((column) => {
  const { first, kinds } = COLUMNS[column];
  return first.length === kinds.length ? { column } : { column, kinds: first };
});

/** What the places of the page share. */
export interface SharedState {
  readonly filter: string;
  /** Whether this page has a filter of its own, which does not follow the views'. */
  readonly isPinned: boolean;
  readonly isPaused: boolean;
  readonly columns: readonly ColumnArrangement[];
  /** The setting netstat.traffic.units. */
  readonly units: FigureUnits;
  readonly names: TrafficRowsQuestion['names'];
  /** Whose network is shown, in words; empty for this machine's own. */
  readonly namespace: string;
  /** Why there is nothing to show, in words; empty where there is. */
  readonly emptiness: string;
  /** Whether the page was used before, so that it needs no hint. */
  readonly isKnown: boolean;
}

/** What a place of the page keeps for itself over a reload of the window. */
export interface PlaceState {
  readonly kind: TrafficKind;
  readonly sort: TrafficRowsQuestion['sort'];
  readonly window: TrafficWindow;
  readonly hiddenSeries: readonly string[];
  /** Height of the details in pixels; 0 where they are closed. */
  readonly detailsHeight: number;
}

/** What a page starts with: in its element `body`, as JSON in `data-start`. */
export interface PageStart {
  readonly place: TrafficPlace;
  readonly shared: SharedState;
  /** The texts in the user's language, by the English ones. */
  readonly texts: Readonly<Record<string, string>>;
  /** Of the whole page, BCP 47. */
  readonly language: string;
}

/** A line of the details, or what stands over several. */
export type DetailLine = { readonly heading: string } | { readonly label: string; readonly value: string };

/** One of what a filter can be completed with, as the palette shows it. */
export interface Completion {
  /** The whole filter with it. */
  readonly text: string;
  /** Where the caret is then. */
  readonly caret: number;
  readonly label: string;
  readonly description: string;
}

/** From the page. All of it comes from outside: `readPageMessage` says what is none. */
export type PageMessage =
  /** It is there, and can be told something. */
  | { readonly kind: 'ready' }
  /** What it wants to show from now on: it is told after each sample, and at once. Nothing is told of `series` without it. */
  | {
      readonly kind: 'view';
      readonly rows: Omit<TrafficRowsQuestion, 'place' | 'filter' | 'names'>;
      readonly series: Omit<TrafficSeriesQuestion, 'place'>;
      /** The row whose details are open. */
      readonly details?: number;
    }
  /** The filter, as far as it is typed: the views follow. `isFinal` where it is to be kept. */
  | { readonly kind: 'filter'; readonly text: string; readonly isFinal: boolean }
  | { readonly kind: 'pin'; readonly isPinned: boolean }
  /** How the filter can be completed with the caret there. */
  | { readonly kind: 'complete'; readonly text: string; readonly caret: number; readonly request: number }
  | { readonly kind: 'pause'; readonly isPaused: boolean }
  | { readonly kind: 'columns'; readonly columns: readonly ColumnArrangement[] }
  /** Copies rows with a header, in the order of the page; all that pass where `ids` is left out. */
  | { readonly kind: 'copy'; readonly ids?: readonly number[] }
  | { readonly kind: 'export'; readonly of: 'rows' | 'samples' }
  /** What a key does to rows: see the commands of that name. */
  | { readonly kind: 'act'; readonly action: PageAction; readonly ids: readonly number[] }
  /** The page was used, and needs no hint from now on. */
  | { readonly kind: 'known' };

/** Commands that keys of the page call. */
export const PAGE_ACTIONS = ['details', 'kill', 'close', 'refresh', 'openEditor', 'chooseNamespace'] as const;

export type PageAction = (typeof PAGE_ACTIONS)[number];

/** To the page. */
export type HostMessage =
  | { readonly kind: 'shared'; readonly shared: SharedState }
  | { readonly kind: 'rows'; readonly answer: TrafficRowsAnswer }
  | { readonly kind: 'series'; readonly answer: TrafficSeriesAnswer }
  /** Of a row; without lines where it is gone. */
  | {
      readonly kind: 'details';
      readonly id: number;
      readonly title: string;
      readonly lines: readonly DetailLine[];
    }
  /** What is wrong with the filter that was typed, in words; empty where nothing is, or where it may still become right. */
  | {
      readonly kind: 'filterProblem';
      readonly text: string;
      readonly problem: string;
      /** The expression that it is read as, where it is unfinished: it is this that comes back as the one of all places. */
      readonly readAs?: string;
    }
  | { readonly kind: 'completions'; readonly request: number; readonly completions: readonly Completion[] }
  /** The row of that id is to be selected and brought into sight, with its details open where that is told. */
  | {
      readonly kind: 'reveal';
      readonly row: number;
      readonly rowKind: TrafficKind;
      readonly opensDetails?: true;
    }
  /** Nothing could be read, in words; empty where it could. */
  | { readonly kind: 'problem'; readonly text: string };

/** What the menu of a row is told of it (`data-vscode-context`): never a pid, an address or a name. */
export interface RowContext {
  readonly webviewSection: typeof ROW_SECTION;
  readonly trafficPlace: TrafficPlace;
  readonly trafficKind: TrafficKind;
  /** Of the row that was clicked, and of all selected ones, it among them. */
  readonly trafficRow: number;
  readonly trafficRows: readonly number[];
  readonly preventDefaultContextMenuItems: true;
}

/** What the sections of the page's rows are called where their menus are asked for. */
export const ROW_SECTION = 'netstat.trafficRow';

/** What the host says, by its kind. */
const KINDS: Readonly<Record<HostMessage['kind'], true>> = {
  shared: true,
  rows: true,
  series: true,
  details: true,
  filterProblem: true,
  completions: true,
  reveal: true,
  problem: true,
};

const MOST_HIDDEN = 200;
const HIGHEST_DETAILS = 4_000;

/** What a place begins with. */
const USUAL: PlaceState = {
  kind: 'connections',
  sort: [],
  window: 1,
  hiddenSeries: [],
  detailsHeight: 0,
};

/** A message of the host's. The host is ours: what is looked at is whether it is one that this page knows. */
export function readHostMessage(value: unknown): HostMessage | undefined {
  const isKnown = isRecord(value) && typeof value['kind'] === 'string' && Object.hasOwn(KINDS, value['kind']);
  return isKnown ? (value as unknown as HostMessage) : undefined;
}

/** What a place kept for itself, perhaps in another version: what is wrong in it is as usual. */
export function readPlaceState(value: unknown): PlaceState {
  const { kind, sort, window, hiddenSeries, detailsHeight } = isRecord(value) ? value : {};
  return {
    kind: isOneOf(kind, TRAFFIC_KINDS) ? kind : USUAL.kind,
    sort: listOf(sort, TRAFFIC_COLUMNS.length, isSort) ?? USUAL.sort,
    window: isOneOf(window, TRAFFIC_WINDOWS) ? window : USUAL.window,
    hiddenSeries: listOf(hiddenSeries, MOST_HIDDEN, isSeries) ?? USUAL.hiddenSeries,
    detailsHeight:
      typeof detailsHeight === 'number' && detailsHeight >= 0 && detailsHeight <= HIGHEST_DETAILS
        ? detailsHeight
        : USUAL.detailsHeight,
  };
}
