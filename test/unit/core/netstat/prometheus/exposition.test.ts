import assert from 'node:assert/strict';
import { exposition } from '../../../../../src/core/netstat/prometheus/exposition';
import type { Metric } from '../../../../../src/core/netstat/prometheus/metric';

const METRICS: readonly Metric[] = [
  { name: 'netstat_a', help: 'Back\\slash, "quote"\nand line.', samples: [[{ x: '\\"\né' }, 1]] },
  { name: 'netstat_in_bytes_total', help: 'Bytes.', samples: [[{}, 2n ** 64n - 1n]] },
  { name: 'netstat_min_seconds', help: 'Least.', samples: [[{}, 0.2]] },
  { name: 'netstat_nothing', help: 'None.', samples: [] },
  { name: 'netstat_a_total', help: 'The family of the first.', samples: [[{}, 3]] },
];

describe('an exposition of metrics', () => {
  it('is Prometheus’ text 0.0.4', () => {
    assert.equal(
      exposition(METRICS, 'text'),
      [
        '# HELP netstat_a Back\\\\slash, "quote"\\nand line.',
        '# TYPE netstat_a gauge',
        'netstat_a{x="\\\\\\"\\n\xc3\xa9"} 1',
        '# HELP netstat_in_bytes_total Bytes.',
        '# TYPE netstat_in_bytes_total counter',
        'netstat_in_bytes_total 18446744073709551615',
        '# HELP netstat_min_seconds Least.',
        '# TYPE netstat_min_seconds gauge',
        'netstat_min_seconds 0.2',
        '',
      ].join('\n'),
    );
  });

  it('is OpenMetrics 1.0: families without _total, with units and an end', () => {
    assert.equal(
      exposition(METRICS, 'openMetrics'),
      [
        '# HELP netstat_a Back\\\\slash, \\"quote\\"\\nand line.',
        '# TYPE netstat_a gauge',
        'netstat_a{x="\\\\\\"\\n\xc3\xa9"} 1',
        '# HELP netstat_in_bytes Bytes.',
        '# TYPE netstat_in_bytes counter',
        '# UNIT netstat_in_bytes bytes',
        'netstat_in_bytes_total 18446744073709551615',
        '# HELP netstat_min_seconds Least.',
        '# TYPE netstat_min_seconds gauge',
        '# UNIT netstat_min_seconds seconds',
        'netstat_min_seconds 0.2',
        '# EOF',
        '',
      ].join('\n'),
    );
  });
});
