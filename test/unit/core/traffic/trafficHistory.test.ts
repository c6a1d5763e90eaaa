import assert from 'node:assert/strict';
import { deserialize, serialize } from 'node:v8';
import fc from 'fast-check';
import {
  MOST_POINTS,
  TRAFFIC_WINDOWS,
  type TrafficSeries,
  type TrafficSeriesAnswer,
  type TrafficSeriesQuestion,
} from '../../../../src/core/model/traffic';
import {
  type HistoryNames,
  type KeptHistory,
  TrafficHistory,
} from '../../../../src/core/traffic/trafficHistory';
import type { TrafficSample } from '../../../../src/core/traffic/trafficSample';
import { assertProperty } from '../../property';
import type { MadeRow } from './history/madeRows';
import { type MadeSample, madeSample } from './history/madeSamples';

const MINUTE = 60_000;
/** A full hour by the clock. */
const START = 472_222 * 60 * MINUTE;

function historyOf(samples: readonly MadeSample[]): TrafficHistory {
  const history = new TrafficHistory();
  for (const made of samples) history.add(madeSample({ ...made, at: START + made.at }));
  return history;
}

function ask(
  history: TrafficHistory,
  question: Partial<TrafficSeriesQuestion> = {},
  names: Partial<HistoryNames> = {},
): TrafficSeriesAnswer {
  return history.series(
    { place: 'editor', window: 1, processes: 3, ...question },
    { now: history.last?.takenAt ?? START, process: (id) => `p·${id}`, kindOf: () => undefined, ...names },
  );
}

function valuesOf(series: readonly TrafficSeries[], id: string): number[] {
  const found = series.find((each) => each.id === id);
  assert.ok(found !== undefined, `${id} is not among ${series.map((each) => each.id).join(', ')}`);
  return [...found.values];
}

const timesOf = ({ times }: TrafficSeriesAnswer): number[] => [...times].map((time) => time - START);

describe('TrafficHistory', () => {
  it('has every plot of a window, each value of a second that was measured', () => {
    const sample = (at: number, step?: number): MadeSample => ({
      at,
      step,
      interfaces: { lo: [200, 200], eth0: [4_000, 1_000, 2] },
      processes: [{ id: 7, received: 600, sent: 20 }],
      states: { 1: 5, 10: 2 },
      rest: { opened: 4, closed: 2, retransmitted: 1, segmentsSent: 9, listenOverflows: 6, listenDrops: 8 },
    });
    const answer = ask(historyOf([sample(1_000), sample(3_000, 2_000), sample(5_000, 2_000)]));
    assert.deepEqual(timesOf(answer), [1_000, 3_000, 5_000]);
    assert.deepEqual(
      [...answer.begins].map((time) => time - START),
      [1_000, 1_000, 3_000],
    );
    const { interfaces, processes, states, turnover, losses } = answer.plots;
    const rest = (series: readonly TrafficSeries[], id: string): number[] => valuesOf(series, id).slice(1);
    assert.deepEqual(rest(interfaces, 'interface lo received'), [100, 100]);
    assert.deepEqual(rest(interfaces, 'interface eth0 sent'), [500, 500]);
    assert.deepEqual(rest(processes, 'process 7 received'), [300, 300]);
    assert.deepEqual(
      processes.map(({ label }) => label),
      ['p·7', 'p·7'],
    );
    assert.deepEqual(
      states.map(({ id }) => id),
      ['state 1', 'state 10'],
    );
    assert.deepEqual(valuesOf(states, 'state 1'), [5, 5, 5]);
    assert.deepEqual(rest(turnover, 'opened'), [2, 2]);
    assert.deepEqual(rest(turnover, 'closed'), [1, 1]);
    assert.deepEqual(
      losses.map(({ id, values }) => [id, ...values.slice(1)]),
      [
        ['retransmitted', 0.5, 0.5],
        ['interfaceLosses', 1, 1],
        ['listenOverflows', 3, 3],
        ['listenDrops', 4, 4],
      ],
    );
    // Of the first step nothing says how long it was.
    for (const series of [...interfaces, ...processes, ...turnover, ...losses])
      assert.ok(Number.isNaN(series.values[0]), series.id);
    assert.equal(answer.summary.received, 2_000);
    assert.equal(answer.summary.established, 5);
  });

  it('is empty before the first sample', () => {
    const answer = ask(new TrafficHistory());
    assert.equal(answer.times.length, 0);
    assert.deepEqual(answer.summary, { established: 0, lost: 0 });
    assert.ok(
      Object.values(answer.plots)
        .flat()
        .every(({ values }) => values.length === 0),
    );
  });

  it('shows the busiest processes of the window, and the rest as one, whose bytes are all the others', () => {
    const rows = [1, 2, 3, 4, 5].map((id) => ({ id, received: id * 1_000, sent: 0 }));
    const { processes } = ask(historyOf([{ at: 0 }, { at: 1_000, step: 1_000, processes: rows }]), {
      processes: 2,
    }).plots;
    assert.deepEqual(
      [...new Set(processes.map(({ id }) => id.replace(/ (received|sent)$/, '')))],
      ['process 4', 'process 5', 'processes rest'],
    );
    assert.equal(valuesOf(processes, 'processes rest received')[1], 6_000);
    assert.equal(processes.find(({ id }) => id === 'processes rest received')?.label, '');
  });

  it('names processes that have ended by what they were called', () => {
    const history = new TrafficHistory();
    const rows = [{ id: 3, received: 1, sent: 1 }];
    history.add(madeSample({ at: START, step: 1_000, processes: rows }), () => 'curl·9');
    const { processes } = ask(history, {}, { process: () => undefined }).plots;
    assert.equal(processes[0]?.label, 'curl·9');
  });

  it('leaves gaps where nothing was measured', () => {
    const step = (at: number): MadeSample => ({
      at,
      step: 1_000,
      interfaces: { eth0: [100, 0] },
      states: { 1: 1 },
    });
    const answer = ask(
      historyOf([
        step(1_000),
        step(2_000),
        // Hidden for 8 s; the clock was set forward by 10 s, with a step that was measured all the same.
        { ...step(10_000), step: undefined },
        step(11_000),
        step(22_000),
      ]),
    );
    const rates = valuesOf(answer.plots.interfaces, 'interface eth0 received');
    const shown = timesOf(answer).map((time, i) => [time, rates[i]]);
    assert.deepEqual(shown, [
      [1_000, 100],
      [2_000, 100],
      [2_500, Number.NaN],
      [10_000, Number.NaN],
      [11_000, 100],
      [11_500, Number.NaN],
      [22_000, 100],
    ]);
    const states = valuesOf(answer.plots.states, 'state 1');
    assert.ok(Number.isNaN(states[2]) && Number.isNaN(states[5]));
    assert.equal(states[3], 1);
  });

  it('goes on behind what it has where the clock is set back', () => {
    const step = (at: number): MadeSample => ({
      at,
      step: 1_000,
      connections: [{ id: 4, received: 50, sent: 1 }],
    });
    const history = historyOf([
      step(500_000),
      step(501_000),
      { ...step(100_000), step: undefined },
      step(101_000),
    ]);
    const answer = ask(history, { row: 4 });
    assert.ok([...answer.times].every((time, i) => i === 0 || time > (answer.times[i - 1] ?? 0)));
    assert.equal(timesOf(answer).at(-1), 101_000);
    const { received } = history.changesIn({ from: START, to: START + 200_000 });
    assert.deepEqual([...received], [200]);
  });

  it('holds points still while time goes on, whatever the step', () => {
    const samples: MadeSample[] = [];
    for (let at = 0; at < 20 * MINUTE; at += 1_700)
      samples.push({ at, step: 1_700, interfaces: { eth0: [at % 977, 0] } });
    for (const window of [5, 60] as const) {
      const early = ask(historyOf(samples.slice(0, -7)), { window });
      const late = ask(historyOf(samples), { window });
      const values = (answer: TrafficSeriesAnswer): Map<number, number | undefined> =>
        new Map(
          valuesOf(answer.plots.interfaces, 'interface eth0 received').map((value, i) => [
            answer.times[i] ?? 0,
            value,
          ]),
        );
      const before = values(early);
      const after = values(late);
      // The last one may not be full yet, the first ones may be out of the window by now.
      const shared = [...before.keys()].slice(0, -1).filter((time) => time >= (late.times[0] ?? 0));
      assert.ok(shared.length > 50);
      for (const time of shared) assert.equal(after.get(time), before.get(time));
    }
  });

  it('has the series of a row: bytes where it did something, and the round trip since it was told last', () => {
    const row = (received: number, roundTrip: number): MadeRow[] => [{ id: 9, received, sent: 2, roundTrip }];
    const history = historyOf([
      { at: 0, connections: row(0, 400) },
      { at: 1_000, step: 1_000, connections: row(100, 0) },
      { at: 2_000, step: 1_000 },
      { at: 3_000, step: 1_000, connections: row(50, 700) },
    ]);
    const { row: own } = ask(history, { row: 9 });
    assert.deepEqual(
      own?.series.map(({ id, measure, values }) => [id, measure, ...values.slice(1)]),
      [
        ['received', 'received', 100, 0, 50],
        ['sent', 'sent', 2, 0, 2],
        ['roundTrip', 'microseconds', 400, 400, 700],
      ],
    );
    assert.equal(own?.id, 9);
    assert.equal(ask(history, { row: 8 }).row, undefined);
    const idle = ask(history, { row: 8 }, { kindOf: () => 'connections' }).row;
    assert.deepEqual(
      idle?.series.map(({ values }) => values[2]),
      [0, 0, Number.NaN],
    );
    const process = historyOf([{ at: 0 }, { at: 1_000, step: 1_000, processes: row(10, 0) }]);
    assert.deepEqual(
      ask(process, { row: 9 }).row?.series.map(({ id }) => id),
      ['received', 'sent'],
    );
  });

  it('says what rows did in a span, widened to the steps and later the minutes that are kept', () => {
    const samples: MadeSample[] = [];
    for (let at = 2_000; at <= 20 * MINUTE; at += 2_000)
      samples.push({
        at,
        step: 2_000,
        connections: [{ id: at % 4_000 === 0 ? 1 : 2, received: 10, sent: 1 }],
        processes: [{ id: 3, received: 10, sent: 1 }],
      });
    const history = historyOf(samples);
    const late = history.changesIn({ from: START + 19 * MINUTE + 1_000, to: START + 19 * MINUTE + 5_000 });
    assert.deepEqual(late.span, { from: START + 19 * MINUTE, to: START + 19 * MINUTE + 6_000 });
    assert.equal(late.measured, 6_000);
    assert.deepEqual(
      [[...late.ids], [...late.received], [...late.sent]],
      [
        [1, 2],
        [10, 20],
        [1, 2],
      ],
    );
    const early = history.changesIn({ from: START + 2.5 * MINUTE, to: START + 2.6 * MINUTE });
    assert.deepEqual(early.span, { from: START + 2 * MINUTE, to: START + 3 * MINUTE });
    assert.deepEqual([...early.received], [150, 150]);
    const ofProcesses = history.changesIn(
      { from: START + 2.5 * MINUTE, to: START + 2.6 * MINUTE },
      'processes',
    );
    assert.deepEqual([[...ofProcesses.ids], [...ofProcesses.received]], [[3], [70]]);
    const nothing = history.changesIn({ from: START - 9_000, to: START - 5_000 });
    assert.deepEqual([nothing.measured, nothing.ids.length], [0, 0]);
  });

  it('says the same of a span that is asked for again, and more once more happened in it', () => {
    const step = (at: number): MadeSample => ({
      at,
      step: 1_000,
      connections: [{ id: 1, received: 5, sent: 0 }],
    });
    const history = historyOf([step(1_000), step(2_000)]);
    const span = { from: START, to: START + 9_000 };
    const add = (made: MadeSample): void => history.add(madeSample({ ...made, at: START + made.at }));
    const received = (): number[] => [...history.changesIn(span).received];
    assert.equal(history.changesIn(span), history.changesIn(span), 'nothing is added up again');
    add(step(3_000));
    assert.deepEqual(received(), [15]);
    add({ ...step(8_000), step: undefined });
    assert.deepEqual(received(), [20], 'what happened in a gap is in it');
    for (const at of [400_000, 401_000, 4_000_000]) add(step(at));
    assert.deepEqual(received(), [], 'an hour later nothing is kept of it');
  });

  it('adds up to the bytes of the samples, whatever the steps', () => {
    const amount = fc.nat(60_000);
    const row = fc.record({ id: fc.integer({ min: 1, max: 12 }), received: amount, sent: amount });
    const rows = fc
      .uniqueArray(row, { selector: ({ id }) => id, maxLength: 6 })
      .map((made) => made.sort((a, b) => a.id - b.id));
    const made = fc.record({ step: fc.integer({ min: 1_000, max: 60_000 }), rows, eth0: amount });
    assertProperty(fc.array(made, { minLength: 1, maxLength: 40 }), (steps) => {
      let at = 0;
      const samples = steps.map(({ step, rows: connections, eth0 }) => ({
        at: (at += step),
        step,
        connections,
        processes: connections,
        interfaces: { eth0: [eth0, 0] as const },
      }));
      const history = historyOf(samples);
      const answer = ask(history, { window: 60, row: 3, processes: 2 }, { kindOf: () => 'connections' });
      const added = (series: readonly TrafficSeries[], measure: string): number =>
        series
          .filter((each) => each.measure === measure)
          .flatMap(({ values }) => [...values])
          .reduce((sum, value, i) => {
            const point = i % answer.times.length;
            const seconds = ((answer.times[point] ?? 0) - (answer.begins[point] ?? 0)) / 1000;
            return sum + (Number.isNaN(value) ? 0 : value * seconds);
          }, 0);
      const bytes = (of: (row: MadeRow) => number): number =>
        steps.flatMap((each) => each.rows).reduce((sum, each) => sum + of(each), 0);
      const near = (actual: number, wanted: number, what: string): void =>
        assert.ok(Math.abs(actual - wanted) <= 1 + wanted * 1e-5, `${what}: ${actual} for ${wanted}`);
      near(
        added(answer.plots.processes, 'received'),
        bytes(({ received }) => received),
        'processes received',
      );
      near(
        added(answer.plots.processes, 'sent'),
        bytes(({ sent }) => sent),
        'processes sent',
      );
      near(
        added(answer.plots.interfaces, 'received'),
        steps.reduce((sum, { eth0 }) => sum + eth0, 0),
        'eth0',
      );
      near(
        added(answer.row?.series ?? [], 'sent'),
        bytes(({ id, sent }) => (id === 3 ? sent : 0)),
        'row',
      );
      const all = history.changesIn({ from: START, to: START + at });
      assert.equal(
        all.received.reduce((sum, value) => sum + value, 0),
        bytes(({ received }) => received),
      );
    });
  });

  it('answers with at most 240 points and 64 kB, whatever there is and is asked for', () => {
    const name = 'ü'.repeat(15);
    const label = 'ü'.repeat(60);
    const history = new TrafficHistory();
    const rows = Array.from({ length: 40 }, (_, i) => ({
      id: 2 ** 40 + i,
      received: 1e9 + i,
      sent: 1e9,
      roundTrip: 5,
    }));
    const sample = (at: number): TrafficSample =>
      madeSample({
        at: START + at,
        step: 1_000,
        interfaces: Object.fromEntries(rows.map((_, i) => [`${name}${i}`, [1e9, 1e9, 1]])),
        processes: rows,
        connections: rows,
        states: Object.fromEntries(Array.from({ length: 13 }, (_, state) => [state, 1e5])),
        rest: { opened: 1, closed: 1, retransmitted: 1, segmentsSent: 1, listenOverflows: 1, listenDrops: 1 },
      });
    for (let at = 1_000; at <= 62 * MINUTE; at += 1_000) history.add(sample(at));
    for (const window of TRAFFIC_WINDOWS)
      for (const shift of [0, 300, 7_000]) {
        const answer = ask(
          history,
          { window, processes: 1e9, row: 2 ** 40 + 1 },
          { now: START + 62 * MINUTE + shift, process: () => label },
        );
        assert.ok(answer.times.length <= MOST_POINTS, `${answer.times.length} points in ${window} min`);
        assert.ok(answer.times.length >= 50);
        const bytes = serialize(answer).length;
        assert.ok(bytes <= 65_536, `${bytes} bytes for ${window} min`);
      }
    for (const odd of [Number.NaN, Number.POSITIVE_INFINITY, -1, 2.5])
      assert.ok(ask(history, { processes: odd, until: odd }).times.length <= MOST_POINTS);
  });

  it('cleans names of interfaces', () => {
    const { interfaces } = ask(
      historyOf([{ at: 0 }, { at: 1_000, step: 1_000, interfaces: { 'a\u202eb': [1, 1] } }]),
    ).plots;
    assert.deepEqual(
      interfaces.map(({ id, label }) => [id, label]),
      [
        ['interface a<U+202E>b received', 'a<U+202E>b'],
        ['interface a<U+202E>b sent', 'a<U+202E>b'],
      ],
    );
  });

  it('has an interface that began anew as unknown in that step, and not as idle', () => {
    const step = (at: number, has: boolean): MadeSample => ({
      at,
      step: 1_000,
      interfaces: has ? { eth0: [100, 0], wg0: [70, 0] } : { eth0: [100, 0] },
    });
    const { interfaces } = ask(historyOf([step(1_000, true), step(2_000, false), step(3_000, true)])).plots;
    assert.deepEqual(valuesOf(interfaces, 'interface wg0 received'), [70, Number.NaN, 70]);
  });

  it('shows what is of the network namespaces that are shown: the time of others is a gap', () => {
    const own = (at: number, step?: number): MadeSample => ({
      at,
      step,
      interfaces: { eth0: [1_000, 0] },
      states: { 1: 5 },
      rest: { network: '', opened: 2 },
    });
    const other = (at: number, step?: number): MadeSample => ({
      at,
      step,
      interfaces: { eth0: [9_000, 0], veth1: [9_000, 0] },
      states: { 1: 1, 6: 3 },
      rest: { network: '4:1', opened: 9 },
    });
    const between = [other(8_000), other(9_000, 1_000), other(10_000, 1_000)];
    const before = [own(1_000, 1_000), own(2_000, 1_000), own(3_000, 1_000)];
    const ofOther = ask(historyOf([...before, ...between]));
    assert.deepEqual(valuesOf(ofOther.plots.interfaces, 'interface eth0 received'), [
      Number.NaN,
      9_000,
      9_000,
    ]);
    assert.deepEqual(valuesOf(ofOther.plots.states, 'state 1'), [1, 1, 1]);
    const back = ask(historyOf([...before, ...between, own(15_000), own(16_000, 1_000)]));
    const { interfaces, states, turnover } = back.plots;
    assert.deepEqual(
      interfaces.map(({ id }) => id),
      ['interface eth0 received', 'interface eth0 sent'],
    );
    const gap = Number.NaN;
    assert.deepEqual(valuesOf(interfaces, 'interface eth0 received'), [1_000, 1_000, 1_000, gap, gap, 1_000]);
    assert.deepEqual(valuesOf(states, 'state 1'), [5, 5, 5, gap, 5, 5]);
    assert.deepEqual(
      states.map(({ id }) => id),
      ['state 1'],
    );
    assert.deepEqual(valuesOf(turnover, 'opened'), [2, 2, 2, gap, gap, 2]);
    const kept = TrafficHistory.restore(historyOf([...before, ...between, own(15_000)]).keep());
    kept.add(madeSample({ ...own(0), at: START + 16_000, step: 1_000 }));
    assert.deepEqual(valuesOf(ask(kept).plots.states, 'state 1'), [5, 5, 5, gap, 5, 5]);
  });

  describe('handed on', () => {
    const step = (at: number): MadeSample => ({
      at,
      step: 2_000,
      interfaces: { eth0: [300, 100] },
      processes: [{ id: 3, received: 300, sent: 100 }],
      connections: Array.from({ length: 600 }, (_, i) => ({
        id: 10 + 3 * i,
        received: i,
        sent: 70_000,
        roundTrip: 90,
      })),
      states: { 1: 600 },
    });
    const samples = Array.from({ length: 400 }, (_, i) => step((i + 1) * 2_000));
    const handedOn = (kept: KeptHistory): KeptHistory => deserialize(serialize(kept)) as KeptHistory;

    it('is the same, and goes on behind a gap', () => {
      const history = historyOf(samples);
      const restored = TrafficHistory.restore(handedOn(history.keep()));
      const question = { window: 60, row: 13 } as const;
      assert.deepEqual(ask(restored, question), ask(history, question));
      const span = { from: START, to: START + 60 * MINUTE };
      assert.deepEqual(restored.changesIn(span), history.changesIn(span));
      assert.deepEqual(restored.last, history.last);
      for (const each of [restored, history]) {
        each.add(madeSample({ ...step(0), at: START + 20 * MINUTE, step: undefined }));
        each.add(madeSample({ ...step(0), at: START + 20 * MINUTE + 2_000 }));
      }
      assert.deepEqual(ask(restored, question), ask(history, question));
      const { plots, times } = ask(restored, question);
      const at = times.findLastIndex((time) => time < START + 20 * MINUTE);
      const rates = valuesOf(plots.interfaces, 'interface eth0 received');
      assert.equal(rates[at - 1], 150);
      assert.ok(Number.isNaN(rates[at]));
    });

    it('is empty where it is damaged, or of another version', () => {
      const kept = handedOn(historyOf(samples).keep());
      const { connections, steps } = kept;
      const shorter = { ...connections, bytes: connections.bytes.slice(0, -1) };
      const other = { ...connections, bytes: connections.bytes.map((byte) => byte ^ 255) };
      const odd = { ...connections, figures: connections.figures.map((each) => -each) };
      for (const damaged of [
        undefined,
        null,
        42,
        {},
        { ...kept, version: kept.version + 1 },
        { ...kept, connections: shorter },
        { ...kept, processes: other },
        { ...kept, connections: other },
        { ...kept, interfaces: odd },
        { ...kept, steps: { ...steps, to: steps.to.slice(1) } },
        { ...kept, steps: { ...steps, to: steps.to.toReversed() } },
        { ...kept, steps: undefined },
        { ...kept, last: {} },
      ]) {
        const history = TrafficHistory.restore(damaged);
        assert.equal(history.last, undefined);
        assert.equal(ask(history, { window: 60 }).times.length, 0);
        history.add(madeSample({ at: START, step: 1_000 }));
        assert.equal(ask(history).times.length, 1);
      }
    });
  });
});
