/** What stands in for other parts until they are there: of their shape. */
import type { JSX } from 'preact';
import {
  type SeriesId,
  type TrafficColumn,
  type TrafficKind,
  type TrafficSeries,
  type TrafficSeriesAnswer,
  type TrafficSpan,
  type TrafficSummary,
  type TrafficWindow,
} from '../core/model/traffic';
import type { DetailLine } from '../core/traffic/messages';

export type FigureUnits = 'bytes' | 'bits';
export type FigureKind = 'bytes' | 'bytesPerSecond' | 'count' | 'perSecond' | 'microseconds' | 'fraction';

export function isNothing(value: number, kind: FigureKind): boolean {
  return kind === 'bytesPerSecond' ? value < 1 : value === 0;
}

export function figureText(value: number, kind: FigureKind, units: FigureUnits): string {
  if (Number.isNaN(value)) return '–';
  if (kind === 'microseconds') return `${(value / 1000).toPrecision(3)} ms`;
  if (kind === 'count') return String(Math.round(value));
  const of = units === 'bits' ? value * 8 : value;
  const power = Math.max(0, Math.floor(Math.log10(Math.max(1, of)) / 3));
  const digits = power === 0 ? String(Math.round(of)) : (of / 1000 ** power).toPrecision(3);
  const rate = kind === 'bytesPerSecond' ? '/s' : '';
  return `${digits} ${['', 'k', 'M', 'G', 'T'][power]}${units === 'bits' ? 'bit' : 'B'}${rate}`;
}

export function ageText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  return seconds < 3600 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

export interface ColumnFacts {
  readonly kinds: readonly TrafficKind[];
  readonly isText: boolean;
  readonly unit?: FigureKind | 'age';
  readonly width: number;
  readonly align: 'start' | 'end';
  readonly isShownFirst: boolean;
  readonly sortsDescendingFirst: boolean;
}

const all: readonly TrafficKind[] = ['connections', 'listeners', 'processes', 'containers', 'hosts'];
const sockets: readonly TrafficKind[] = ['connections', 'listeners'];
const sums: readonly TrafficKind[] = ['connections', 'processes', 'containers', 'hosts'];
const owned: readonly TrafficKind[] = ['connections', 'listeners', 'processes'];

const text = (kinds: readonly TrafficKind[], width: number, isShownFirst = true): ColumnFacts => ({
  ...{ kinds, isText: true, width, align: 'start', isShownFirst, sortsDescendingFirst: false },
});
const figure = (
  kinds: readonly TrafficKind[],
  width: number,
  unit: ColumnFacts['unit'] & string,
  isShownFirst = true,
): ColumnFacts => ({
  ...{ kinds, isText: false, unit, width, align: 'end', isShownFirst, sortsDescendingFirst: true },
});

export const TRAFFIC_COLUMN_FACTS: Readonly<Record<TrafficColumn, ColumnFacts>> = {
  process: text(owned, 160),
  pid: { ...figure(owned, 70, 'count', false), sortsDescendingFirst: false },
  user: text(owned, 90, false),
  container: text(['connections', 'listeners', 'processes', 'containers'], 120, false),
  protocol: text(sockets, 60, false),
  localAddress: text(sockets, 160),
  foreignAddress: text(['connections', 'hosts'], 180),
  state: text(sockets, 120),
  connections: figure(['processes', 'containers', 'hosts'], 90, 'count'),
  receiveQueue: figure(all, 80, 'bytes', false),
  sendQueue: figure(all, 80, 'bytes', false),
  receivedRate: figure(sums, 90, 'bytesPerSecond'),
  sentRate: figure(sums, 90, 'bytesPerSecond'),
  received: figure(sums, 85, 'bytes'),
  sent: figure(sums, 85, 'bytes'),
  roundTrip: figure(['connections'], 75, 'microseconds'),
  retransmitted: figure(sums, 75, 'count'),
  congestionWindow: figure(['connections'], 70, 'count', false),
  timer: text(['connections'], 90, false),
  age: figure(all, 65, 'age'),
};

export interface PlotsProps {
  readonly answer: TrafficSeriesAnswer | undefined;
  readonly window: TrafficWindow;
  readonly size: 'row' | 'small' | 'large';
  readonly units: FigureUnits;
  readonly hidden: readonly SeriesId[];
  readonly span: TrafficSpan | undefined;
  readonly narrowed: SeriesId | undefined;
  readonly reducedMotion: boolean;
  readonly onHide: (id: SeriesId, isHidden: boolean) => void;
  readonly onSpan: (span: TrafficSpan | undefined) => void;
  readonly onNarrow: (id: SeriesId | undefined) => void;
}

export function Plots({ answer, size, onSpan, onNarrow }: PlotsProps): JSX.Element {
  const times = answer?.times;
  return (
    <div class={`plots-stand-in ${size}`}>
      <button
        type="button"
        onClick={() => times && onSpan({ from: times[0] ?? 0, to: times[times.length - 1] ?? 0 })}
      >
        span
      </button>
      {answer?.plots.interfaces.map(({ id, label }) => (
        <button key={id} type="button" onClick={() => onNarrow(id)}>
          {label}
        </button>
      ))}
    </div>
  );
}

export function Headline({
  summary,
}: {
  readonly summary: TrafficSummary | undefined;
  readonly takenAt?: number;
  readonly step?: number;
  readonly units: FigureUnits;
}): JSX.Element {
  return <div>{summary === undefined ? '' : `ESTABLISHED ${summary.established}`}</div>;
}

export function Details({
  title,
  lines,
  height,
  onClose,
}: {
  readonly title: string;
  readonly lines: readonly DetailLine[];
  readonly series: readonly TrafficSeries[];
  readonly times: Float64Array;
  readonly units: FigureUnits;
  readonly height: number;
  readonly onHeight: (px: number) => void;
  readonly onClose: () => void;
}): JSX.Element {
  return (
    <div style={{ height: `${height}px` }} tabIndex={0}>
      <h2>{title}</h2>
      <button type="button" onClick={onClose}>
        close
      </button>
      {lines.map((line) => ('heading' in line ? line.heading : `${line.label} ${line.value}`))}
    </div>
  );
}
