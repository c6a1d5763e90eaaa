import assert from 'node:assert/strict';
import type { TrafficSeries } from '../../../../src/core/model/traffic';
import { samplesText, type SeriesSource } from '../../../../src/core/traffic/samplesText';

const series = (
  id: string,
  label: string,
  measure: TrafficSeries['measure'],
  ...values: number[]
): TrafficSeries => {
  return { id, label, measure, values: Float32Array.from(values) };
};

const source: SeriesSource = () => ({
  begins: Float64Array.of(0, 1_000),
  times: Float64Array.of(1_000, 2_000),
  plots: {
    interfaces: [series('interface e\tth0 received', 'e\tth0', 'received', 5, Number.NaN)],
    processes: [series('process 12 sent', 'vite·42', 'sent', 1, 2)],
    states: [series('state 1', '', 'count', 3, 4)],
    turnover: [series('opened', '', 'rate', 0.5, 0)],
    losses: [],
  },
});

describe('samples of Traffic as a text', () => {
  it('are a row a step with a field for each series that tells its unit; gaps are empty', () => {
    assert.equal(
      samplesText('csv', source),
      [
        'from,to,interface e th0 received bytesPerSecond,process 12 sent (vite·42) bytesPerSecond,state 1 sockets,opened perSecond',
        '1970-01-01T00:00:00.000Z,1970-01-01T00:00:01.000Z,5,1,3,0.5',
        '1970-01-01T00:00:01.000Z,1970-01-01T00:00:02.000Z,,2,4,0',
        '',
      ].join('\n'),
    );
    const [, last] = JSON.parse(samplesText('json', source)) as Record<string, unknown>[];
    assert.deepEqual(
      [last?.['interface e th0 received bytesPerSecond'], last?.['state 1 sockets']],
      [null, 4],
    );
  });
});
