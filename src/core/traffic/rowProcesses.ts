import type { LikelyOwner } from '../model/likelyOwner';
import type { ProcessOwner } from '../model/process';
import type { Localizer } from '../text/localizer';
import { processLabel } from './processLabel';
import type { ProcessSubject } from './trafficRecorder';
import type { TrafficSums } from './trafficSums';

/** The processes of a sample by their places in the sums; 0 stands for none. */
export class RowProcesses {
  readonly #sums: TrafficSums<ProcessSubject>;
  readonly #users: ReadonlyMap<number, string>;
  readonly #l10n: Localizer | undefined;
  readonly #labels = new Map<number, string>();

  /** @param users names by uid */
  constructor(
    sums: TrafficSums<ProcessSubject>,
    users: ReadonlyMap<number, string>,
    l10n: Localizer | undefined,
  ) {
    this.#sums = sums;
    this.#users = users;
    this.#l10n = l10n;
  }

  subject(place: number): ProcessSubject | undefined {
    return this.#sums.subject(place);
  }

  /** Cleaned and cut; empty for none. */
  label(place: number): string {
    let label = this.#labels.get(place);
    if (label === undefined) {
      const subject = this.subject(place);
      label = subject === undefined ? '' : processLabel(subject, this.#users, this.#l10n);
      this.#labels.set(place, label);
    }
    return label;
  }

  owner(place: number): ProcessOwner | undefined {
    const subject = this.subject(place);
    return subject?.kind === 'process' ? subject.owner : undefined;
  }

  /** Who probably has the sockets, where that is not known. */
  likelyOwner(place: number): LikelyOwner | undefined {
    const subject = this.subject(place);
    return this.isLikely(place) && subject !== undefined && 'likely' in subject ? subject.likely : undefined;
  }

  isLikely(place: number): boolean {
    const subject = this.subject(place);
    return subject?.kind === 'unit' || (subject?.kind === 'process' && subject.isLikely);
  }
}
