import type { LikelyOwner } from './likelyOwner';
import type { SocketRow } from './page';
import type { ProcessOwner } from './process';

/** What a row of the Traffic page stands for, by which kind of rows the page shows. */
export const TRAFFIC_KINDS = ['connections', 'listeners', 'processes', 'containers', 'hosts'] as const;

export type TrafficKind = (typeof TRAFFIC_KINDS)[number];

/** The places of the page, of which each may be there once. */
export const TRAFFIC_PLACES = ['panel', 'editor'] as const;

export type TrafficPlace = (typeof TRAFFIC_PLACES)[number];

/** The columns of its table. What each says, and of which kinds of rows, is in `core/traffic/trafficColumns.ts`. */
export const TRAFFIC_COLUMNS = [
  'process',
  'pid',
  'user',
  'container',
  'protocol',
  'localAddress',
  'foreignAddress',
  'state',
  'connections',
  'receiveQueue',
  'sendQueue',
  'receivedRate',
  'sentRate',
  'received',
  'sent',
  'roundTrip',
  'retransmitted',
  'congestionWindow',
  'timer',
  'age',
] as const;

export type TrafficColumn = (typeof TRAFFIC_COLUMNS)[number];

/** By which column rows are sorted. */
export interface TrafficSort {
  readonly column: TrafficColumn;
  readonly isDescending: boolean;
}

/** Milliseconds since 1970, both within what is kept. */
export interface TrafficSpan {
  readonly from: number;
  readonly to: number;
}

/** A series of a plot by its id, to which the table can be narrowed: "process 12", "state 1". */
export type SeriesId = string;

/** Which rows of the table are wanted. */
export interface TrafficRowsQuestion {
  readonly place: TrafficPlace;
  readonly kind: TrafficKind;
  /** A filter expression without mistakes; empty for all. */
  readonly filter: string;
  /** The first decides. Empty: the kind's own order, by received and sent per second. */
  readonly sort: readonly TrafficSort[];
  /** The columns in sight. */
  readonly columns: readonly TrafficColumn[];
  /** Rows in sight, by their place in the order. */
  readonly first: number;
  readonly count: number;
  /** Whether rows keep their places, and new ones come behind: the pointer or the focus is on them. */
  readonly isHeld: boolean;
  /** The span that is marked: rates and totals are what happened in it, and rows that did nothing in it are left out. */
  readonly span?: TrafficSpan;
  /** What the table is narrowed to by a click on a series. */
  readonly series?: SeriesId;
  /** A row whose place in the order is wanted, so that it can be brought into sight. */
  readonly focused?: number;
  /** The page has the strings up to here; 0 where it has none, or has lost some. */
  readonly strings: number;
  /** Whether addresses and ports are shown with names: see the setting netstat.resolveNames. */
  readonly names: 'numbers' | 'services' | 'hosts';
}

/** Marks of rows, as numbers of a column: `closed` rows linger for a moment. */
export const TRAFFIC_MARKS = { none: 0, new: 1, changed: 2, closed: 3 } as const;

/** Bits of what else is told of a row. */
export const TRAFFIC_FLAGS = {
  /** Its totals are no more than what was seen: it was aborted, or messages were lost. */
  atLeast: 1,
  /** It was there already when its age began to be counted. */
  isOlder: 2,
  /** Its process is probable, and not known. */
  isLikely: 4,
  /** Both its ends are on this machine. */
  isLocal: 8,
} as const;

/** Why a column has no values where it could have some. */
export type TrafficGap =
  /** The kernel cannot be asked over netlink here. */
  | 'noNetlink'
  /** That of another network namespace takes root. */
  | 'otherNamespace'
  /** The kernel is too old to count it. */
  | 'oldKernel';

/** The rows in sight, as columns. Numbers are NaN where they are not known; texts are places in the page's list of strings. */
export interface TrafficRowsAnswer {
  readonly place: TrafficPlace;
  readonly kind: TrafficKind;
  /** Of the sample behind it; 0 where none was taken yet. */
  readonly sequence: number;
  readonly takenAt: number;
  /** Milliseconds between the last two samples; undefined before the second, and behind a gap. */
  readonly step?: number;
  /** Rows of the kind, and those that filter, series and span let through. */
  readonly total: number;
  readonly matching: number;
  readonly first: number;
  readonly ids: Float64Array;
  readonly marks: Uint8Array;
  readonly flags: Uint8Array;
  readonly cells: Partial<Record<TrafficColumn, Float64Array>>;
  /** Strings that the page lacks, from place `from` on; where that is 0, all that it has is forgotten. */
  readonly strings: { readonly from: number; readonly texts: readonly string[] };
  /** Whether the order that is held is another than the one asked for. */
  readonly isOutOfOrder: boolean;
  /** The place of the row that was asked for as `focused`; undefined where it is not among the rows. */
  readonly focusedAt?: number;
  readonly gaps: Partial<Record<TrafficColumn, TrafficGap>>;
  /** Set where it is not known which rows the series has, so that all are there. */
  readonly isSeriesUnknown?: true;
  /** Set where names are being looked up: asked again, there are more. */
  readonly isNaming?: true;
}

/** The plots, from left to right. */
export const TRAFFIC_PLOTS = ['interfaces', 'processes', 'states', 'turnover', 'losses'] as const;

export type TrafficPlot = (typeof TRAFFIC_PLOTS)[number];

/** Minutes that plots show. */
export const TRAFFIC_WINDOWS = [1, 5, 60] as const;

export type TrafficWindow = (typeof TRAFFIC_WINDOWS)[number];

/** Points that a series has at most. */
export const MOST_POINTS = 240;

/** What of the last hour is wanted for plots. */
export interface TrafficSeriesQuestion {
  readonly place: TrafficPlace;
  readonly window: TrafficWindow;
  /** The end of what is shown, in milliseconds since 1970; now where left out. */
  readonly until?: number;
  /** The row whose own series are wanted, too. */
  readonly row?: number;
  /** How many processes have a series of their own. */
  readonly processes: number;
}

/** What a value of a series says. `received` and `sent` are bytes a second, `count` sockets, `rate` events a second. */
export type SeriesMeasure = 'received' | 'sent' | 'count' | 'rate' | 'microseconds';

/** A line of a plot. */
export interface TrafficSeries {
  /** The same for as long as what it stands for is there. */
  readonly id: SeriesId;
  /** Cleaned; empty where the page has a text for it: see {@link SeriesId}. */
  readonly label: string;
  readonly measure: SeriesMeasure;
  /** A value for each time; NaN in gaps. */
  readonly values: Float32Array;
}

/** Series for plots. All have the times of the answer. */
export interface TrafficSeriesAnswer {
  readonly place: TrafficPlace;
  readonly sequence: number;
  /** Ends of the steps that values are of, in milliseconds since 1970, rising. */
  readonly times: Float64Array;
  /** Where each of them began. */
  readonly begins: Float64Array;
  readonly plots: Readonly<Record<TrafficPlot, readonly TrafficSeries[]>>;
  readonly summary: TrafficSummary;
  /** Of the row that was asked for: received, sent and round trip. */
  readonly row?: { readonly id: number; readonly series: readonly TrafficSeries[] };
}

/** Figures of the last sample. Rates are of one second; undefined where they are not known. */
export interface TrafficSummary {
  /** Of the interfaces: the machine's total. */
  readonly received?: number;
  readonly sent?: number;
  /** Set where there is no interface but loopback: then nothing comes from outside or goes there, and there is no such total. */
  readonly isLoopbackOnly?: true;
  readonly established: number;
  readonly opened?: number;
  readonly closed?: number;
  /** Of the segments that were sent, those that were sent again: 0 to 1. */
  readonly retransmitted?: number;
  /** Closed connections that the kernel could not tell of, since the last sample. */
  readonly lost: number;
  /** Set where nobody listened to what closes for some of the step: more may have closed than that. */
  readonly isPartial?: true;
}

/** What a process, container or host did while it was watched, over TCP alone. */
export interface TrafficSum {
  readonly connections: number;
  readonly listeners: number;
  /** Bytes. */
  readonly received: number;
  readonly sent: number;
  /** Since when, in milliseconds since 1970. */
  readonly firstSeen: number;
}

/**
 * What is known of a row, for commands that it is chosen for: the worker looks it up by the row's id. A process has no owner where
 * only a likely one is known, too: nothing acts on that.
 */
export type TrafficRow =
  | { readonly kind: 'connections' | 'listeners'; readonly row: SocketRow; readonly isClosed: boolean }
  | {
      readonly kind: 'processes';
      readonly owner: ProcessOwner | undefined;
      /** Who probably is it, where that is not known. */
      readonly likelyOwner?: LikelyOwner;
      readonly name: string;
      readonly sum?: TrafficSum;
    }
  | { readonly kind: 'containers'; readonly id: string; readonly name: string; readonly sum?: TrafficSum }
  | { readonly kind: 'hosts'; readonly address: string; readonly sum?: TrafficSum };

/** Rows, or samples, as a text. */
export interface TrafficTextQuestion {
  readonly of: 'rows' | 'samples';
  readonly format: 'csv' | 'json' | 'tsv';
  /** The rows and their order; of samples the place, kind and filter say nothing. */
  readonly rows: TrafficRowsQuestion;
  /** Ids of those that are wanted; all that pass where left out. */
  readonly ids?: readonly number[];
  readonly window: TrafficWindow;
}
