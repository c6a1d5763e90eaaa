/** `trafficRounds CONNECTIONS`: what samples among so many connections of TCP cost, said as JSON ({@link SampleFigures}). */
import { setTimeout as later } from 'node:timers/promises';
import type { Snapshot } from '../../src/core/model/snapshot';
import { cpuHere, cpuOf, median } from './measure';
import { TrafficParts } from './trafficParts';
import type { SampleFigures } from './trafficSample';

const ROUNDS = 11;
/** Where one pass takes a good part of a second. */
const ROUNDS_OF_MANY = 7;
const MANY = 50_000;

/** Rows that samples before those that are measured have in all, and the least of them: what is compiled meanwhile belongs to none. */
const WARM_UP_ROWS = 1_000_000;
const WARM_UP = 12;

/** In one round each is done so often, unless that takes long: the clock of CPU time is coarse. */
const TIMES = 5;

/** Milliseconds in which some connections come and go, so that each pass reads the tables. */
const PAUSE = 250;

async function rounds(parts: TrafficParts, connections: number): Promise<SampleFigures> {
  const [count, times] = connections >= MANY ? [ROUNDS_OF_MANY, 1] : [ROUNDS, TIMES];
  const all: Record<string, number>[] = [];
  const warmUps = Math.min(200, Math.max(WARM_UP, WARM_UP_ROWS / connections));
  for (let warmUp = 0; warmUp < warmUps; warmUp++) {
    const snapshot = parts.scan(true);
    parts.read();
    parts.move(snapshot);
    parts.take(snapshot);
    parts.rows();
    parts.series();
    parts.scan(false);
    // Connections come and go meanwhile.
    await later(0);
  }
  for (let i = 0; i < count; i++) all.push(await round(parts, times));
  const names = Object.keys(all[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, median(all.map((each) => each[name] ?? Number.NaN))]));
}

async function round(parts: TrafficParts, times: number): Promise<Record<string, number>> {
  let [reading, taking, rows, series, pass, refresh] = [0, 0, 0, 0, 0, 0];
  const cost = (act: () => unknown): Promise<number> => cpuHere(() => Promise.resolve(act()));
  const ss = cpuOf('ss -tien');
  for (let time = 0; time < times; time++) {
    await later(PAUSE / times);
    refresh += await cost(() => parts.scan(false));
    await later(PAUSE / times);
    let snapshot: Snapshot | undefined;
    pass += await cost(() => (snapshot = parts.scan(true)));
    if (snapshot === undefined) throw new Error('A pass told nothing.');
    const read = snapshot;
    reading += await cost(() => parts.read());
    parts.move(read);
    taking += await cost(() => parts.take(read));
    rows += await cost(() => parts.rows());
    series += await cost(() => parts.series());
  }
  const sample = reading + taking + rows;
  return {
    'ss -tien, ms': ss,
    'reading, ms': reading / times,
    'rates and sums, ms': taking / times,
    'filter and sort, ms': rows / times,
    'series of the plots, ms': series / times,
    'a pass with traffic, ms': pass / times,
    'a refresh without traffic, ms': refresh / times,
    'a sample / ss -tien': sample / times / ss,
    'owners beside it / a refresh without traffic': (pass - reading - taking) / refresh,
  };
}

rounds(new TrafficParts(), Number(process.argv[2])).then(
  (figures) => {
    console.log(JSON.stringify(figures));
    process.exit();
  },
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
