import { asksFor, listedAt, newestFirst } from '../../../../src/core/history/asking';
import type {
  HistoryAnswer,
  HistoryEntry,
  HistoryQuestion,
  HistoryStatus,
} from '../../../../src/core/model/history';
import { at } from '../../historyEntries';

const KEPT: Partial<HistoryStatus> = { since: at('08:00:00') };

/** An engine that has a history, and says what it was asked. */
export class HistoryReading {
  /** Of the last call, its questions. */
  asked: readonly HistoryQuestion[] = [];
  readonly #entries: readonly HistoryEntry[];
  readonly #status: Partial<HistoryStatus>;

  constructor(entries: readonly HistoryEntry[], status = KEPT) {
    this.#entries = [...entries].sort(newestFirst);
    this.#status = status;
  }

  history(question: HistoryQuestion): Promise<HistoryAnswer> {
    this.asked = question.kinds === undefined ? [question] : [...this.asked, question];
    const found = this.#entries.filter(asksFor(question, undefined));
    const entries = found.slice(0, question.most);
    const last = entries.at(-1);
    return Promise.resolve({
      entries,
      ...(last && found.length > entries.length && { next: { at: listedAt(last), id: last.id } }),
      status: { record: 'listeners', recorder: 'none', bytes: 1, entries: 1, revision: 1, ...this.#status },
    });
  }
}
