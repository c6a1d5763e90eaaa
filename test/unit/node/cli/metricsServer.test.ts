import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import type { Metric } from '../../../../src/core/netstat/prometheus/metric';
import { MetricsServer } from '../../../../src/node/cli/metricsServer';

const METRICS: readonly Metric[] = [{ name: 'netstat_sockets', help: 'Sockets.', samples: [[{}, 3]] }];

interface Answer {
  readonly status: number | undefined;
  readonly type: string | undefined;
  readonly body: string;
}

describe('a server of metrics', () => {
  let server: MetricsServer;
  let readings: number;
  let read: () => Promise<readonly Metric[]>;

  const ask = async (method: string, path: string, headers: Record<string, string> = {}): Promise<Answer> => {
    const asked = request({ host: '127.0.0.1', port: server.port, method, path, headers, agent: false });
    asked.end();
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    let body = '';
    for await (const part of response) body += String(part);
    return { status: response.statusCode, type: response.headers['content-type'], body };
  };

  beforeEach(async () => {
    readings = 0;
    read = () => Promise.resolve(METRICS);
    server = new MetricsServer(() => {
      readings++;
      return read();
    });
    await server.listen('127.0.0.1', 0);
  });
  afterEach(() => server.close());

  it('answers with text, with OpenMetrics where that is wanted, and without a body to HEAD', async () => {
    const text = await ask('GET', '/metrics');
    assert.deepEqual([text.status, text.type], [200, 'text/plain; version=0.0.4; charset=utf-8']);
    assert.match(text.body, /^netstat_sockets 3$/m);
    const wanted = await ask('GET', '/metrics', { accept: 'application/openmetrics-text;version=1.0.0' });
    assert.deepEqual(wanted.type, 'application/openmetrics-text; version=1.0.0; charset=utf-8');
    assert.match(wanted.body, /\n# EOF\n$/);
    const head = await ask('HEAD', '/metrics');
    assert.deepEqual([head.status, head.type, head.body], [200, text.type, '']);
  });

  it('reads nothing for who asks otherwise', async () => {
    const other = [
      await ask('GET', '/metrics', { host: `example.org:${server.port}` }),
      await ask('GET', '/'),
      await ask('POST', '/metrics'),
      await ask('GET', '/metrics', { cookie: 'x'.repeat(10_000) }),
    ];
    assert.deepEqual(
      other.map(({ status }) => status),
      [400, 404, 405, 431],
    );
    assert.equal(readings, 0);
  });

  it('reads once for all who ask meanwhile, and anew afterwards', async () => {
    const line = `GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n`;
    const socket = connect(server.port, '127.0.0.1').setEncoding('latin1');
    // The server has all of them at once.
    socket.write(`${`${line}\r\n`.repeat(4)}${line}Connection: close\r\n\r\n`);
    let text = '';
    for await (const part of socket) text += String(part);
    assert.equal(text.match(/HTTP\/1\.1 200 OK/g)?.length, 5);
    assert.equal(text.match(/^netstat_sockets 3$/gm)?.length, 5);
    assert.equal(readings, 1);
    await ask('GET', '/metrics');
    assert.equal(readings, 2);
  });

  it('says why there are none', async () => {
    read = () => Promise.reject(new Error('The namespace is gone.'));
    const { status, body } = await ask('GET', '/metrics');
    assert.deepEqual([status, body], [500, 'The namespace is gone.\n']);
  });

  it('has no more than 32 connections at a time', async () => {
    const sockets = Array.from({ length: 40 }, () =>
      connect(server.port, '127.0.0.1').on('error', () => undefined),
    );
    const closed = sockets.map((socket) => once(socket, 'close').then(() => socket));
    await Promise.race(closed);
    // Those that are left hold all the places.
    let count = 0;
    for (const each of closed) void each.then(() => count++);
    await Promise.race([Promise.all(closed.slice(32)), Promise.all(closed)]);
    assert.equal(count, 8);
    for (const socket of sockets) socket.destroy();
  });

  it('says that a port is taken', async () => {
    const second = new MetricsServer(read);
    await assert.rejects(second.listen('127.0.0.1', server.port), { code: 'EADDRINUSE' });
  });
});
