import { historyData } from '../history/historyData';
import { historyText, type ToldEntries } from '../history/historyText';
import type { PrintFormat } from '../model/print';

/**
 * Entries of the history as rows of other views are copied: as text the story that they tell, the newest first; as data, a single
 * one is a JSON object, and several are a list; CSV begins with a line of columns.
 * @param parts rows that were chosen, or one part of the history in their place
 * @param now milliseconds since 1970: times of today stand without their date
 */
export function printHistory(parts: readonly ToldEntries[], format: PrintFormat, now: number): string {
  const told = { ...parts[0], entries: parts.flatMap(({ entries }) => entries) };
  if (format !== 'json') return historyText(told, format, now);
  const lines = told.entries.map((entry) => JSON.stringify(historyData(entry)));
  return lines.length === 1 ? `${lines[0]}\n` : `[\n${lines.join(',\n')}\n]\n`;
}
