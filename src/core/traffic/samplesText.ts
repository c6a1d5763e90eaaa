import {
  TRAFFIC_PLOTS,
  type SeriesMeasure,
  type TrafficSeriesAnswer,
  type TrafficTextQuestion,
} from '../model/traffic';
import { clean } from '../text/clean';
import { type Datum, dataText } from './dataText';

/** The series of the last hour. */
export type SeriesSource = () => Pick<TrafficSeriesAnswer, 'times' | 'begins' | 'plots'>;

/** How the names of fields end, so that they tell the unit. */
const ENDINGS: Readonly<Record<SeriesMeasure, string>> = {
  received: 'bytesPerSecond',
  sent: 'bytesPerSecond',
  count: 'sockets',
  rate: 'perSecond',
  microseconds: 'microseconds',
};

/** The samples that are kept: a row for each step, with a field for each series. Gaps are fields without values. */
export function samplesText(format: TrafficTextQuestion['format'], source: SeriesSource): string {
  const { times, begins, plots } = source();
  const series = TRAFFIC_PLOTS.flatMap((plot) => plots[plot]);
  const names = series.map(({ id, label, measure }) => {
    const name = label === '' || id.includes(label) ? id : `${id} (${label})`;
    return clean(`${name} ${ENDINGS[measure]}`);
  });
  const rows = Array.from(times, (time, at): Datum[] => [
    isoTime(begins[at] ?? time),
    isoTime(time),
    ...series.map(({ values }) => known(values[at])),
  ]);
  return dataText(format, ['from', 'to', ...names], rows);
}

function isoTime(time: number): string {
  return new Date(time).toISOString();
}

function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
