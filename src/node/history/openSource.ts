import type { HistorySource } from '../../core/history/historyStore';
import { MemoryStore } from '../../core/history/memoryStore';
import type { HistoryPlace } from '../../core/model/history';
import { openReading } from './openReading';

/**
 * Opens the history of a folder for questions, whatever comes of it: where it cannot be read, nothing is found, and the status says why.
 * @returns nothing where nothing was ever recorded
 */
export function openSource(
  folder: string,
  place: HistoryPlace,
): (HistorySource & { close(): void }) | undefined {
  const opened = openReading(folder, place);
  if (opened.kind === 'nothing') return undefined;
  if (opened.kind === 'trouble') return new MemoryStore(place, opened.trouble);
  const { reader } = opened;
  return {
    entries: (question) => reader.entries(question),
    standing: (at) => reader.standing(at),
    status: () => reader.status(),
    close: () => opened.close(),
  };
}
