import { storyOf, type StoryClock } from '../history/story';
import type { HistoryEntry } from '../model/history';
import type { PrintFormat } from '../model/print';
import type { DataRow, DataValue } from '../netstat/data/dataSink';
import type { ByteText } from '../netstat/context/environment';
import { ENGLISH } from '../text/localizer';
import { encodeByteText } from '../text/utf8';
import { PrintSink } from './printSink';

/** Columns of CSV: what most entries have; all of an entry is in JSON. */
const COLUMNS = [
  ...['table', 'kind', 'id', 'at.by', 'opened.after', 'opened.by', 'closed.after', 'closed.by', 'ending'],
  ...['protocol', 'address', 'port', 'path', 'owners.evidence', 'owners.programs', 'direction'],
  ...['local.address', 'local.port', 'local.owners', 'foreign.address', 'foreign.port', 'foreign.owners'],
  ...['sent', 'received', 'retransmitted', 'roundTrip', 'count', 'by', 'deed', 'outcome'],
  ...['subject', 'change', 'device', 'gateway', 'why', 'from', 'to', 'lost'],
];

/**
 * Entries of the history: as text the story that they tell, the newest first; as data, a single one is a JSON object, and several
 * are a list; CSV begins with a line of columns.
 * @param now milliseconds since 1970: times of today stand without their date
 * @returns one character a byte
 */
export function printHistory(entries: readonly HistoryEntry[], format: PrintFormat, now: number): ByteText {
  if (format === 'text') {
    const story = storyOf(entries, { l10n: ENGLISH, clock: localClock(now) });
    const width = Math.max(0, ...story.map(({ when }) => when.length));
    return story.map(({ when, line }) => encodeByteText(`${when.padEnd(width)}  ${line}\n`)).join('');
  }
  const sink = new PrintSink();
  for (const entry of entries) sink.ownRow('history', COLUMNS, dataOf({ ...entry }) as DataRow);
  return format === 'csv' ? sink.csv : sink.json;
}

/** Local times, as ISO 8601 has them. */
function localClock(now: number): StoryClock {
  const two = (number: number): string => String(number).padStart(2, '0');
  return {
    now,
    time: (at) => {
      const date = new Date(at);
      return [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
    },
    day: (at) => {
      const date = new Date(at);
      return [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
    },
  };
}

function dataOf(value: unknown): DataValue {
  if (typeof value === 'string') return encodeByteText(value);
  if (Array.isArray(value)) return value.map(dataOf);
  if (typeof value !== 'object' || value === null) return value as DataValue;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, dataOf(member)]));
}
