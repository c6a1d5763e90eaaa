import type { ProcessOwner } from '../model/process';
import { processLabel } from './processLabel';
import type { SampledSockets } from './sampledSockets';
import type { ProcessSubject } from './trafficRecorder';
import type { TrafficSums } from './trafficSums';

/** Whose processes' rows are, as numbers: places in the sums, and beyond them numbers for rows that count in none. */
export class RowProcesses {
  readonly #sockets: SampledSockets;
  readonly #sums: TrafficSums<ProcessSubject>;
  readonly #first: number;
  readonly #further: ProcessSubject[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #labels = new Map<number, string>();
  readonly #place: (row: number) => number;

  constructor(sockets: SampledSockets, sums: TrafficSums<ProcessSubject>) {
    this.#sockets = sockets;
    this.#sums = sums;
    this.#first = sums.length;
    this.#place = sockets.kept(sockets.stored.process, 0);
  }

  numberOf(row: number): number {
    const place = this.#place(row);
    return place > 0 ? place : this.#furtherNumber(row);
  }

  subject(number: number): ProcessSubject | undefined {
    return number < this.#first ? this.#sums.subject(number) : this.#further[number - this.#first];
  }

  /** Cleaned and cut. */
  label(number: number): string {
    let label = this.#labels.get(number);
    if (label === undefined) {
      const subject = this.subject(number);
      label = subject === undefined ? '' : processLabel(subject);
      this.#labels.set(number, label);
    }
    return label;
  }

  owner(number: number): ProcessOwner | undefined {
    const subject = this.subject(number);
    return subject?.kind === 'process' ? subject.owner : undefined;
  }

  isLikely(number: number): boolean {
    const subject = this.subject(number);
    return subject?.kind === 'process' && subject.isLikely;
  }

  /** Of sockets that the sums leave out, as those without another end. */
  #furtherNumber(row: number): number {
    const subject = this.#look(row);
    const key =
      subject.kind === 'process'
        ? `${subject.owner.pid} ${subject.isLikely}`
        : `uid ${'uid' in subject ? subject.uid : ''}`;
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#first + this.#further.push(subject) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }

  #look(row: number): ProcessSubject {
    const place = this.#sockets.placeOf(row);
    const { snapshot } = place.sockets;
    const found = this.#sockets.inetRows(place).subject(place.at, 'process');
    if (found.by === 'process') {
      const [likely] = found.likelyOwner?.processes ?? [];
      const owner = found.owner ?? (likely && snapshot.processes.get(likely.pid));
      if (owner !== undefined) return { kind: 'process', owner, isLikely: found.owner === undefined };
    }
    return { kind: 'unknown', uid: snapshot.inet.uid[place.at] ?? 0 };
  }
}
