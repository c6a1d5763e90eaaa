import type { SocketStates } from '../../../core/model/comparison';
import type {
  HistoryAnswer,
  HistoryQuestion,
  HistoryStatus,
  HistoryTextQuestion,
  HistoryWish,
} from '../../../core/model/history';

/** The history: recorded by this engine, or by that of another window. */
export class History {
  #wish: HistoryWish | undefined;

  get status(): HistoryStatus {
    const record = this.#wish?.record ?? 'off';
    return { record, recorder: 'none', bytes: 0, entries: 0, revision: 0 };
  }

  record(wish: HistoryWish | undefined): void {
    this.#wish = wish;
  }

  answer(_question: HistoryQuestion): HistoryAnswer {
    return { entries: [], status: this.status };
  }

  text(_question: HistoryTextQuestion): string {
    return '';
  }

  states(at: number): SocketStates {
    return { takenAt: at, sockets: 0, text: '' };
  }

  clear(): HistoryStatus {
    return this.status;
  }
}
