import { type Columns, growColumns, newColumns, sliceColumns } from '../../model/columns';
import type { TrafficSample } from '../trafficSample';
import type { PieceTime } from './piece';

/** States of TCP by their number, 0 to 12. */
export const STATES = 13;

const LAYOUT = {
  /** Where it began and ended, in milliseconds since 1970, and how much of that was measured: 0 behind a gap. */
  from: [Float64Array, 1],
  to: [Float64Array, 1],
  measured: [Float64Array, 1],
  /** What happened in it; NaN where that is not known. */
  opened: [Float64Array, 1],
  closed: [Float64Array, 1],
  retransmitted: [Float64Array, 1],
  interfaceLosses: [Float64Array, 1],
  listenOverflows: [Float64Array, 1],
  listenDrops: [Float64Array, 1],
  /** Which network namespaces it is of, by a number. */
  network: [Uint16Array, 1],
  /** Sockets by state at its end. */
  states: [Uint32Array, STATES],
} as const;

/** What is kept of each step beside rows. */
export type StepColumns = Columns<typeof LAYOUT>;

/** Those of its columns that count events. */
export type StepEvents =
  'opened' | 'closed' | 'retransmitted' | 'interfaceLosses' | 'listenOverflows' | 'listenDrops';

/** Steps of a second in an hour, and some more: above, the oldest is dropped. */
const MOST_STEPS = 4_000;

/** Milliseconds between samples that may pass unmeasured: reading takes its time, and clocks are set by a little. */
const SLACK = 1_000;

/** Steps in the order of time. */
export class Steps {
  columns: StepColumns = newColumns(LAYOUT, 64);
  #first = 0;
  #end = 0;

  /** The place of the oldest one in the columns. */
  get first(): number {
    return this.#first;
  }

  /** The place behind the newest one. */
  get end(): number {
    return this.#end;
  }

  /** When the newest one ended; 0 where there is none. */
  get last(): number {
    return this.#end > this.#first ? (this.columns.to[this.#end - 1] ?? 0) : 0;
  }

  /** When a sample's step was: it begins where the one before ended, unless more time passed than was measured. */
  timeOf({ takenAt, step = 0 }: Pick<TrafficSample, 'takenAt' | 'step'>): PieceTime {
    const { last } = this;
    const measured = Number.isFinite(step) ? Math.max(0, step) : 0;
    const from = takenAt - measured;
    const isBehind = measured > 0 && last > 0 && from - last < Math.max(SLACK, measured / 2);
    return { from: isBehind ? last : from, to: takenAt, measured };
  }

  /** @param network which namespaces the sample is of, by a number */
  add(time: PieceTime, sample: TrafficSample, network = 0): void {
    if (this.#end === this.columns.to.length) this.#makeRoom();
    const { columns } = this;
    const at = this.#end++;
    columns.from[at] = time.from;
    columns.to[at] = time.to;
    columns.measured[at] = time.measured;
    columns.opened[at] = sample.opened ?? Number.NaN;
    columns.closed[at] = sample.closed ?? Number.NaN;
    columns.retransmitted[at] = sample.retransmitted ?? Number.NaN;
    columns.listenOverflows[at] = sample.listenOverflows ?? Number.NaN;
    columns.listenDrops[at] = sample.listenDrops ?? Number.NaN;
    columns.interfaceLosses[at] = sample.interfaces.reduce((sum, { lost }) => sum + lost, 0);
    columns.network[at] = network;
    columns.states.set(sample.states.subarray(0, STATES), at * STATES);
    if (this.#end - this.#first > MOST_STEPS) this.#first++;
  }

  /** Of which namespaces the newest one is. */
  get network(): number {
    return this.#end > this.#first ? (this.columns.network[this.#end - 1] ?? 0) : 0;
  }

  /** The place of the first one that ended then or later. */
  endedFrom(time: number): number {
    let [low, high] = [this.#first, this.#end];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.columns.to[middle] ?? 0) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Forgets those that ended so early. */
  dropUntil(time: number): void {
    while (this.#first < this.#end && (this.columns.to[this.#first] ?? 0) <= time) this.#first++;
  }

  shift(by: number): void {
    for (let at = this.#first; at < this.#end; at++) {
      this.columns.from[at] = (this.columns.from[at] ?? 0) + by;
      this.columns.to[at] = (this.columns.to[at] ?? 0) + by;
    }
  }

  keep(): StepColumns {
    return sliceColumns(LAYOUT, this.columns, this.#end - this.#first, this.#places());
  }

  /** @returns undefined where that is no such columns, or times do not rise */
  static restore(kept: unknown): Steps | undefined {
    if (typeof kept !== 'object' || kept === null) return undefined;
    const columns = kept as Record<string, unknown>;
    const rows = columns['to'] instanceof Float64Array ? columns['to'].length : -1;
    if (rows > MOST_STEPS) return undefined;
    for (const [name, [type, width]] of Object.entries(LAYOUT)) {
      const column = columns[name];
      if (!(column instanceof type) || column.length !== rows * width) return undefined;
    }
    const steps = new Steps();
    const sound = kept as StepColumns;
    if (sound.to.some((to, i) => !(to > (sound.to[i - 1] ?? 0) && (sound.from[i] ?? Number.NaN) <= to)))
      return undefined;
    steps.columns = sliceColumns(LAYOUT, sound, Math.max(rows, 1));
    steps.#end = rows;
    return steps;
  }

  /** Where so much is dropped that it is worth it, the rest is moved to the front; else there is room for twice as many. */
  #makeRoom(): void {
    if (this.#first < this.#end / 2) {
      this.columns = growColumns(LAYOUT, this.columns);
      return;
    }
    for (const [name, [, width]] of Object.entries(LAYOUT))
      this.columns[name as keyof StepColumns].copyWithin(0, this.#first * width, this.#end * width);
    this.#end -= this.#first;
    this.#first = 0;
  }

  #places(): number[] {
    return Array.from({ length: this.#end - this.#first }, (_, i) => this.#first + i);
  }
}
