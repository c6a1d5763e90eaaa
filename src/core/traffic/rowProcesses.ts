import type { ProcessOwner } from '../model/process';
import { processLabel } from './processLabel';
import type { ProcessSubject } from './trafficRecorder';
import type { TrafficSums } from './trafficSums';

/** The processes of a sample by their places in the sums; 0 stands for none. */
export class RowProcesses {
  readonly #sums: TrafficSums<ProcessSubject>;
  readonly #labels = new Map<number, string>();

  constructor(sums: TrafficSums<ProcessSubject>) {
    this.#sums = sums;
  }

  subject(place: number): ProcessSubject | undefined {
    return this.#sums.subject(place);
  }

  /** Cleaned and cut; empty for none. */
  label(place: number): string {
    let label = this.#labels.get(place);
    if (label === undefined) {
      const subject = this.subject(place);
      label = subject === undefined ? '' : processLabel(subject);
      this.#labels.set(place, label);
    }
    return label;
  }

  owner(place: number): ProcessOwner | undefined {
    const subject = this.subject(place);
    return subject?.kind === 'process' ? subject.owner : undefined;
  }

  isLikely(place: number): boolean {
    const subject = this.subject(place);
    return subject?.kind === 'process' && subject.isLikely;
  }
}
