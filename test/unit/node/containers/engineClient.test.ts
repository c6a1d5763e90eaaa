/** The client of an engine, against servers that answer anything. */
import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { EngineClient } from '../../../../src/node/containers/engineClient';
import { whyNoOtherUser } from '../../../host/users';
import { until } from '../../../host/until';
import { recorded } from '../../core/containers/recorded';
import { EngineServer, response } from './engineServer';

const ID = 'a'.repeat(64);
const EVENT = '{"Type":"container","Action":"start","Actor":{"ID":"a"}}\n';

describe('a client of an engine', () => {
  const server = new EngineServer();
  const client = new EngineClient(server.path);
  before(() => server.start());
  after(() => server.remove());
  beforeEach(() => server.requests.splice(0));

  const answers = (text: string): void => {
    server.answering = (connection) => void connection.end(text);
  };

  it('reads lists, at once and in pieces', async () => {
    const body = recorded('docker.json');
    answers(response(body));
    const whole = await client.containers('docker');
    assert.equal(whole.outcome === 'ok' && whole.value.length, 5);
    assert.deepEqual(server.requests, ['GET /containers/json HTTP/1.1']);
    server.answering = (connection) => {
      connection.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
      for (let at = 0; at < body.length; at += 700) {
        const piece = body.slice(at, at + 700);
        connection.write(`${piece.length.toString(16)}\r\n${piece}\r\n`);
      }
      connection.end('0\r\n\r\n');
    };
    assert.deepEqual(await client.containers('docker'), whole);
  });

  it('asks Podman in its own words, and in Docker’s where it refuses', async () => {
    server.answering = (connection, request) => {
      const isOwn = request.includes('/libpod/');
      connection.end(isOwn ? response('{"message":"too new"}', 400) : response(recorded('podman.json')));
    };
    const answer = await client.containers('podman');
    assert.equal(answer.outcome, 'ok');
    assert.deepEqual(
      server.requests.map((line) => line.split(' ')[1]),
      ['/v4.0.0/libpod/containers/json', '/containers/json'],
    );
  });

  it('says what came of it', async () => {
    const cases: readonly [text: string, outcome: string][] = [
      ['', 'gone'],
      ['no HTTP at all\r\n\r\n', 'rubbish'],
      ['HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[', 'gone'],
      ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 'rubbish'],
      [response('<html>'), 'rubbish'],
      [response('{}'), 'rubbish'],
      [response('[]', 206), 'rubbish'],
      [response('', 302, ['Location: http://localhost/other']), 'rubbish'],
      [response('{"message":"no\\u202e"}', 500), 'refused'],
      [response('nothing', 500), 'rubbish'],
      ['HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n', 'rubbish'],
      [`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`, 'rubbish'],
    ];
    for (const [text, outcome] of cases) {
      answers(text);
      assert.equal((await client.containers('docker')).outcome, outcome, text.slice(0, 60));
    }
    assert.deepEqual(new Set(server.requests), new Set(['GET /containers/json HTTP/1.1']));
  });

  it('says that nobody is there, or that it may not', async function () {
    const absent = await new EngineClient(join(server.folder, 'none')).containers('docker');
    assert.deepEqual(absent, { outcome: 'absent', detail: 'ENOENT' });
    assert.equal((await new EngineClient('/dev/null').containers('docker')).outcome, 'absent');
    assert.equal((await new EngineClient(`/${'x'.repeat(500)}`).containers('docker')).outcome, 'absent');
    if (whyNoOtherUser() !== undefined) {
      chmodSync(server.path, 0);
      assert.equal((await client.containers('docker')).outcome, 'denied');
      chmodSync(server.path, 0o600);
    }
  });

  it('does not wait for ever, and keeps no connection', async () => {
    const hasty = new EngineClient(server.path, { timeLimit: 100 });
    const slow: readonly (() => string | undefined)[] = [
      () => undefined,
      () => 'X: y\r\n',
      () => 'HTTP/1.1 100 Continue\r\n\r\n',
    ];
    for (const [at, more] of slow.entries()) {
      server.answering = (connection) => {
        if (at === 1) connection.write('HTTP/1.1 200 OK\r\n');
        const timer = setInterval(() => void connection.write(more() ?? ''), 10);
        connection.on('close', () => clearInterval(timer));
      };
      assert.equal((await hasty.containers('docker')).outcome, 'slow');
      await until('the connection to end', () => server.open === 0);
    }
  });

  it('takes no more than it may of an endless answer', async () => {
    const small = new EngineClient(server.path, { mostBytes: 1_000_000 });
    let written = 0;
    server.answering = (connection) => {
      written = 0;
      const block = 'x'.repeat(65_536);
      const write = (): void => {
        while (!connection.destroyed && connection.write(block)) written += block.length;
      };
      connection.on('drain', write);
      connection.write('HTTP/1.1 200 OK\r\n\r\n[');
      write();
    };
    assert.deepEqual(await small.containers('docker'), {
      outcome: 'rubbish',
      detail: 'more than 1000000 bytes',
      status: 200,
    });
    await until('the connection to end', () => server.open === 0);
    assert.ok(written < 8_000_000, `${written} bytes`);
  });

  it('does not throw at any bytes, cut anywhere', async () => {
    const hasty = new EngineClient(server.path, { timeLimit: 1_000, mostBytes: 100_000 });
    const good = response(recorded('docker.json'));
    const chunked = `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n`;
    const text = fc.constantFrom(good, chunked, response('[]'), response('{"message":"x"}', 500));
    const cut = fc.tuple(text, fc.nat()).map(([whole, at]) => whole.slice(0, at % whole.length));
    const overwritten = fc.tuple(text, fc.nat(), fc.string({ maxLength: 9 })).map(([whole, at, other]) => {
      const from = at % whole.length;
      return whole.slice(0, from) + other + whole.slice(from + other.length);
    });
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      cut.map((each) => Buffer.from(each)),
      overwritten.map((each) => Buffer.from(each)),
    );
    const pieces = fc.integer({ min: 1, max: 5 });
    await fc.assert(
      fc.asyncProperty(bytes, pieces, async (all, count) => {
        server.answering = (connection) => {
          connection.setNoDelay(true);
          const size = Math.max(1, Math.ceil(all.length / count));
          for (let at = 0; at < all.length; at += size) connection.write(all.subarray(at, at + size));
          connection.end();
        };
        const { outcome } = await hasty.containers('docker');
        assert.ok(['ok', 'gone', 'rubbish', 'refused', 'slow'].includes(outcome), outcome);
        const stop = await hasty.stop(ID);
        assert.ok(stop.outcome !== 'ok' || stop.value === 'noSuchContainer' || all.length > 0);
        await hasty.events(() => undefined, new AbortController().signal).ended;
      }),
      { numRuns: Math.min(200, Number(process.env['FAST_CHECK_RUNS'] ?? 60)) },
    );
    await until('all connections to end', () => server.open === 0);
  });

  it('tells of events until it is ended, however they are cut', async () => {
    const abort = new AbortController();
    let changes = 0;
    server.answering = (connection) => {
      const all = `${EVENT}{"Type":"container","Action":"exec_create"}\n${'x'.repeat(100_000)}\n${EVENT}`;
      connection.write('HTTP/1.1 200 OK\r\n\r\n');
      for (let at = 0; at < all.length; at += 999) connection.write(all.slice(at, at + 999));
    };
    const { began, ended } = client.events(() => changes++, abort.signal);
    await began;
    // Two of them, and one that is too long to be read.
    await until('the events', () => changes === 3);
    const path = server.requests[0]?.split(' ')[1] ?? '';
    assert.match(decodeURIComponent(path), /^\/events\?filters=\{"type":\["container","network"\]/);
    abort.abort();
    assert.equal((await ended).outcome, 'cancelled');
    await until('the connection to end', () => server.open === 0);
    const again = client.events(() => undefined, abort.signal);
    await again.began;
    assert.equal((await again.ended).outcome, 'cancelled');
  });

  it('says that an engine has ended in the middle of its events', async () => {
    server.answering = (connection) => {
      connection.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', () => connection.destroy());
    };
    const { ended } = client.events(() => undefined, new AbortController().signal);
    assert.equal((await ended).outcome, 'gone');
  });

  describe('that stops a container', () => {
    it('tells one that ended by it from one that had ended, or is no more', async () => {
      for (const [status, body, value] of [
        [204, '', 'stopped'],
        [304, '', 'alreadyStopped'],
        [404, '{"message":"No such container: x"}', 'noSuchContainer'],
      ] as const) {
        answers(status === 404 ? response(body, status) : `HTTP/1.1 ${status} Any\r\n\r\n`);
        assert.deepEqual(await client.stop(ID), { outcome: 'ok', value });
      }
      assert.deepEqual(new Set(server.requests), new Set([`POST /containers/${ID}/stop HTTP/1.1`]));
    });

    it('does not take anything else for success', async () => {
      for (const [text, outcome] of [
        [response('{"message":"cannot stop"}', 500), 'refused'],
        [response('', 404), 'rubbish'],
        [response('', 200), 'rubbish'],
        ['', 'gone'],
      ] as const) {
        answers(text);
        assert.equal((await client.stop(ID)).outcome, outcome, text);
      }
    });

    it('waits as long as it takes, until it is cancelled', async () => {
      const hasty = new EngineClient(server.path, { timeLimit: 20 });
      const abort = new AbortController();
      server.answering = () => undefined;
      const stopping = hasty.stop(ID, abort.signal);
      await until('the request', () => server.requests.length === 1);
      // Far longer than a question may take.
      assert.equal((await hasty.details(ID)).outcome, 'slow');
      assert.equal(await Promise.race([stopping, Promise.resolve('waits')]), 'waits');
      abort.abort();
      assert.equal((await stopping).outcome, 'cancelled');
    });

    it('sends nothing for what is no id', async () => {
      for (const id of ['db', ID.slice(1), `${ID}/../x`, `${ID}\n`, ID.toUpperCase(), '']) {
        assert.equal((await client.stop(id)).outcome, 'rubbish');
        assert.equal((await client.details(id)).outcome, 'rubbish');
      }
      assert.deepEqual(server.requests, []);
    });
  });

  it('takes details of the container that it asked for alone', async () => {
    const body = recorded('docker-one.json');
    const { Id: id } = JSON.parse(body) as { Id: string };
    answers(response(body));
    assert.equal((await client.details(id)).outcome, 'ok');
    assert.equal((await client.details(ID)).outcome, 'rubbish');
  });
});
