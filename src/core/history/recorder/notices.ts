import type { HistoryNotice } from '../../model/history';
import type { Changes } from './changes';

/** A notice that has not got its id and place yet. */
export type NewNotice = Omit<HistoryNotice, 'id' | 'place'>;

/** Different notices that are kept of a second; those beyond are counted by what they are of. */
export const MOST_NOTICES = 20;

const SECOND = 1000;

/** Folds the kernel's notices: a route that flaps, or a thousand that come at once, are not a thousand entries. */
export class Notices {
  readonly #changes: Changes;
  #folded = new Map<string, NewNotice>();
  #since = 0;
  /** Different ones that were kept since then. */
  #kept = 0;

  constructor(changes: Changes) {
    this.#changes = changes;
  }

  add(notice: NewNotice): void {
    const { by } = notice.at;
    if (by < this.#since || by >= this.#since + SECOND) {
      this.flush();
      this.#since = by;
      this.#kept = 0;
    }
    const { subject, change, device = '', address = '', gateway = '' } = notice;
    const whole = [subject, change, device, address, gateway].join('\0');
    const isKept = this.#folded.has(whole) || this.#kept < MOST_NOTICES;
    const key = isKept ? whole : [subject, change].join('\0');
    const { at, count, ...facts } = isKept ? notice : countedAlone(notice);
    const known = this.#folded.get(key);
    if (isKept && known === undefined) this.#kept++;
    const after = Math.min(known?.at.after ?? by, at.after ?? by);
    this.#folded.set(key, { ...facts, at: { after, by }, count: count + (known?.count ?? 0) });
  }

  /** No more of them are awaited. */
  flush(): void {
    for (const notice of this.#folded.values()) this.#changes.add(notice);
    this.#folded = new Map();
  }
}

/** What is left of one where its device and address are not kept. */
function countedAlone({ kind, subject, change, at, count }: NewNotice): NewNotice {
  return { kind, subject, change, at, count };
}
