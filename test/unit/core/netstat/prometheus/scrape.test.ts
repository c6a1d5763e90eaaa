import assert from 'node:assert/strict';
import { formatFor, type ScrapeRequest, servedAt } from '../../../../../src/core/netstat/prometheus/scrape';

/** As Prometheus 2.42 asks. */
const PROMETHEUS =
  'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1';

function answer(changes: Partial<ScrapeRequest>, port = 9101): unknown {
  const asked = { method: 'GET', url: '/metrics', host: '127.0.0.1:9101', accept: undefined, ...changes };
  const format = formatFor(asked, port);
  return typeof format === 'string' ? format : format.status;
}

describe('a request for metrics', () => {
  it('is answered by the names of this machine alone, with its port', () => {
    for (const host of ['127.0.0.1:9101', 'localhost:9101', 'LOCALHOST:9101', '[::1]:9101']) {
      assert.equal(answer({ host }), 'text', host);
    }
    for (const host of [
      undefined,
      '',
      'example.org:9101',
      'example.org',
      '127.0.0.1',
      'localhost:80',
      'localhost.:9101',
    ]) {
      assert.equal(answer({ host }), 400, host);
    }
    assert.equal(answer({ host: 'localhost' }, 80), 'text');
  });

  it('is GET or HEAD of /metrics, and refused else', () => {
    assert.equal(answer({ method: 'HEAD' }), 'text');
    assert.equal(answer({ url: '/metrics?name=x' }), 'text');
    for (const method of ['POST', 'PUT', 'OPTIONS', undefined]) assert.equal(answer({ method }), 405, method);
    for (const url of ['/', '/metrics/', '/metricsx', '//metrics']) assert.equal(answer({ url }), 404, url);
    for (const url of ['http://127.0.0.1:9101/metrics', '*', undefined])
      assert.equal(answer({ url }), 400, url);
  });

  it('is answered as OpenMetrics where that is wanted as much as text', () => {
    for (const [accept, format] of [
      [PROMETHEUS, 'openMetrics'],
      ['application/openmetrics-text; version=1.0.0; charset=utf-8', 'openMetrics'],
      ['application/openmetrics-text', 'openMetrics'],
      ['application/openmetrics-text;version="1.0.0";q=0.5, text/plain;q=0.5', 'openMetrics'],
      ['application/openmetrics-text;version=1.0.0;q=0.4,text/plain;version=0.0.4;q=0.5', 'text'],
      ['application/openmetrics-text;version=1.0.0;q=0', 'text'],
      ['application/openmetrics-text;version=0.0.1', 'text'],
      ['*/*', 'text'],
      ['text/html', 'text'],
      [undefined, 'text'],
    ] as const) {
      assert.equal(answer({ accept }), format, accept);
    }
  });
});

describe('the address of --serve', () => {
  it('is one of this machine alone, with a port', () => {
    assert.deepEqual(servedAt('127.0.0.1:9101'), { host: '127.0.0.1', address: '127.0.0.1', port: 9101 });
    assert.deepEqual(servedAt('localhost:80'), { host: 'localhost', address: '127.0.0.1', port: 80 });
    assert.deepEqual(servedAt('[::1]:65535'), { host: '[::1]', address: '::1', port: 65535 });
    for (const text of [
      '0.0.0.0:80',
      '192.0.2.1:80',
      '[::]:80',
      'example.org:80',
      '127.0.0.2:80',
      '::1:80',
    ]) {
      assert.equal(servedAt(text), 'elsewhere', text);
    }
    for (const text of [
      '',
      '9101',
      ':9101',
      '127.0.0.1',
      '127.0.0.1:',
      '127.0.0.1:0',
      '127.0.0.1:65536',
      '127.0.0.1:x',
    ]) {
      assert.equal(servedAt(text), 'wrong', text);
    }
  });
});
