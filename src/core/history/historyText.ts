import type { HistoryEntry, HistoryFormat } from '../model/history';
import { versionLine } from '../netstat/commandLine/version';
import { SCHEMA } from '../netstat/data/jsonWriter';
import { ENGLISH } from '../text/localizer';
import { historyCsvHead, historyCsvRow, historyData } from './historyData';
import { type StoryClock, storyOf } from './story';

/** A part of the history that is to be a text. */
export interface ToldEntries {
  /** The newest first. */
  readonly entries: readonly HistoryEntry[];
  /** Events before and after are not told: of another span, or not whole where entries were cut. Milliseconds since 1970. */
  readonly from?: number;
  readonly to?: number;
}

/** A text of rows that come one after another: what stands before the first, each, between two, and behind the last. */
export interface HistoryRows {
  readonly head: string;
  readonly between: string;
  readonly row: (entry: HistoryEntry) => string;
  readonly tail: string;
}

/**
 * Entries as data, for `--json` and `--csv`. JSON is one document, as all that netstat writes; `messages` are its own.
 * @param now milliseconds since 1970
 * @param lineEnd of CSV
 */
export function historyRows(format: 'json' | 'csv', now: number, lineEnd = '\n'): HistoryRows {
  if (format === 'csv') {
    return {
      head: historyCsvHead() + lineEnd,
      between: '',
      row: (entry) => historyCsvRow(entry) + lineEnd,
      tail: '',
    };
  }
  const head = { schema: SCHEMA, program: versionLine(), mode: 'history', time: new Date(now).toISOString() };
  return {
    head: `${JSON.stringify(head).slice(0, -1)},\n"rows":[\n`,
    between: ',\n',
    row: (entry) => JSON.stringify(historyData(entry)),
    // As in each document of netstat's: see data/jsonWriter.ts.
    tail: '\n],\n"sources":[],\n"issues":[],\n"messages":[],\n"leftOut":0,\n"exitStatus":0}\n',
  };
}

/** A part of the history as a text: in words, as the product tells it, or as data. Empty where there is nothing to tell. */
export function historyText(told: ToldEntries, format: HistoryFormat, now: number): string {
  const { entries, from, to = Number.POSITIVE_INFINITY } = told;
  if (format === 'text') {
    const words = { l10n: ENGLISH, clock: plainClock(now) };
    const story = storyOf(entries, { ...words, ...(from !== undefined && { from }) });
    const events = story.filter(({ at }) => at.by <= to);
    const width = events.reduce((most, { when }) => Math.max(most, when.length), 0);
    return events.map(({ when, line }) => `${when.padStart(width)}  ${line}\n`).join('');
  }
  const { head, between, row, tail } = historyRows(format, now);
  return head + entries.map(row).join(between) + tail;
}

/** Times as ISO 8601 writes them, in the zone of the machine: they are the same in each language, and sort. */
export function plainClock(now: number): StoryClock {
  const two = (value: number): string => String(value).padStart(2, '0');
  return {
    now,
    time: (at) => {
      const date = new Date(at);
      return [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
    },
    day: (at) => {
      const date = new Date(at);
      return [String(date.getFullYear()), two(date.getMonth() + 1), two(date.getDate())].join('-');
    },
  };
}
