import { deepStrictEqual } from 'node:assert/strict';
import type { SeriesMeasure, TrafficSeries, TrafficSeriesAnswer } from '../../../../src/core/model/traffic';
import { entriesOf, seriesLabel } from '../../../../src/webview/plots/entries';

const series = (id: string, measure: SeriesMeasure, ...values: number[]): TrafficSeries => ({
  id,
  label: '',
  measure,
  values: Float32Array.from(values),
});

const both = (id: string, received: number, sent: number): TrafficSeries[] => [
  series(`${id} received`, 'received', received),
  series(`${id} sent`, 'sent', sent),
];

describe('what the legend of a plot names', () => {
  it('is an interface once, with both directions, whatever its name', () => {
    const [entry, ...others] = entriesOf('interfaces', both('interface a b', 5, 6));
    deepStrictEqual(others, []);
    deepStrictEqual([entry!.id, entry!.label], ['interface a b', 'a b']);
    deepStrictEqual([entry!.up!.values[0], entry!.down!.values[0]], [5, 6]);
  });

  it('is the busiest interfaces in the order of all, and none that was silent', () => {
    const all = [10, 0, 30, 5, 20, 40].flatMap((bytes, at) => both(`interface eth${at}`, bytes, 0));
    deepStrictEqual(
      entriesOf('interfaces', all).map(({ label }) => label),
      ['eth0', 'eth2', 'eth4', 'eth5'],
    );
    deepStrictEqual(
      entriesOf('interfaces', both('interface eth0', 0, 0)).map(({ label }) => label),
      ['eth0'],
    );
  });

  it('is loopback behind the other interfaces: what is on it never leaves', () => {
    const all = ['lo', 'eth0', 'eth1'].flatMap((name) => both(`interface ${name}`, 5, 5));
    deepStrictEqual(
      entriesOf('interfaces', all).map(({ label }) => label),
      ['eth0', 'eth1', 'lo'],
    );
  });

  it('is what a series is called elsewhere, too', () => {
    const plots = {
      interfaces: both('interface eth0', 1, 1),
      processes: [
        { ...series('process 4 received', 'received', 1), label: 'vite' },
        ...both('process 5', 1, 1),
      ],
      states: [series('state 6', 'count', 1)],
      turnover: [],
      losses: [],
    };
    const answer = { plots } as unknown as TrafficSeriesAnswer;
    deepStrictEqual(
      ['interface eth0', 'process 4', 'process 5', 'processes rest', 'state 6'].map((id) =>
        seriesLabel(id, answer),
      ),
      ['eth0', 'vite', 'unknown, short-lived', 'others', 'TIME_WAIT'],
    );
  });

  it('is processes in an order that stays, with both directions as one and the rest outside', () => {
    const all = [...both('processes rest', 1, 1), ...both('process 12', 3, 4), ...both('process 4', 1, 2)];
    const entries = entriesOf('processes', all);
    deepStrictEqual(
      entries.map(({ id, label, up, down }) => [id, label, up!.values[0], down]),
      [
        ['process 4', 'unknown, short-lived', 3, undefined],
        ['process 12', 'unknown, short-lived', 7, undefined],
        ['processes rest', 'others', 2, undefined],
      ],
    );
  });

  it("is states by netstat's names, as far as sockets are in them", () => {
    const all = [
      series('state 1', 'count', 3),
      series('state 6', 'count', 0),
      series('state 10', 'count', Number.NaN, 2),
    ];
    deepStrictEqual(
      entriesOf('states', all).map(({ label }) => label),
      ['ESTABLISHED', 'LISTEN'],
    );
  });

  it('is what was closed and sent downwards', () => {
    const directions = (all: readonly TrafficSeries[]): unknown =>
      entriesOf('turnover', all).map(({ id, up, down }) => [id, up !== undefined, down !== undefined]);
    deepStrictEqual(directions([series('opened', 'rate', 1), series('closed', 'rate', 1)]), [
      ['opened', true, false],
      ['closed', false, true],
    ]);
    deepStrictEqual(directions([series('received', 'received', 1), series('sent', 'sent', 1)]), [
      ['received', true, false],
      ['sent', false, true],
    ]);
  });
});
