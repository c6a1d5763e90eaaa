import { strictEqual } from 'node:assert/strict';
import type { SeriesMeasure, TrafficSeries } from '../../../../src/core/model/traffic';
import type { PlotEntry } from '../../../../src/webview/plots/entries';
import { plotSummary, spokenStep, valueText } from '../../../../src/webview/plots/values';

const series = (measure: SeriesMeasure, ...values: number[]): TrafficSeries => ({
  id: measure,
  label: '',
  measure,
  values: Float32Array.from(values),
});

const ETH0: PlotEntry = {
  id: 'interface eth0',
  label: 'eth0',
  up: series('received', 90e6, 15e6, Number.NaN, 12.4e6),
  down: series('sent', 1, 2, 3, 310e3),
};
const OPEN: PlotEntry = {
  id: 'state 1',
  label: 'ESTABLISHED',
  up: series('count', 9, 300, 2, 214),
  down: undefined,
};

describe('values of plots in words', () => {
  it('stand in the legend with arrows where there are two', () => {
    strictEqual(valueText(ETH0, 3, 'bytes'), '↓ 12.4 MB/s ↑ 310 kB/s');
    strictEqual(valueText(ETH0, 2, 'bytes'), '↓ – ↑ 3 B/s');
    strictEqual(valueText(OPEN, 3, 'bytes'), '214');
    strictEqual(valueText(OPEN, -1, 'bytes'), '–');
  });

  it('are said for a step', () => {
    const time = new Date(2026, 10, 27, 15, 4, 5).getTime();
    strictEqual(
      spokenStep([ETH0, OPEN], time, 3, 'bytes'),
      '15:04:05. eth0: received 12.4 MB/s, sent 310 kB/s. ESTABLISHED: 214',
    );
  });

  it('are said for all that is in sight', () => {
    strictEqual(
      plotSummary('Interfaces', 1, [ETH0], 1, 'bytes'),
      'Interfaces, last minute: eth0: received 12.4 MB/s, sent 310 kB/s now, at most 15.0 MB/s and 310 kB/s',
    );
    strictEqual(
      plotSummary('States', 5, [OPEN], 0, 'bytes'),
      'States, last 5 minutes: ESTABLISHED: 214 now, at most 300',
    );
    strictEqual(plotSummary('Losses', 60, [], 0, 'bytes'), 'Losses, last 60 minutes: nothing');
  });
});
