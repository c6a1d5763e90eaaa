/** Identify against servers that listen on loopback, and against connections that are made up. */
import assert from 'node:assert/strict';
import { Socket } from 'node:net';
import { LONGEST_DIALOGUE } from '../../../../../../src/core/identify/dialogue';
import { requestOf } from '../../../../../../src/core/identify/probes';
import type { AskedProtocol, Identity, IdentifyOutcome } from '../../../../../../src/core/model/identity';
import {
  type Converse,
  Identifier,
  MOST_AT_A_TIME,
} from '../../../../../../src/node/engine/answers/identify/identifier';
import { until } from '../../../../../host/until';
import { answering, type Running, Servers } from './servers';

const PAGE = 'HTTP/1.1 200 OK\r\nServer: made/1\r\nConnection: close\r\n\r\n<title>Shop\u001b[31m</title>';

const servers = new Servers();
const identifier = new Identifier({ socketFor: () => new Socket() });

async function identify({ listener }: Pick<Running, 'listener'>): Promise<IdentifyOutcome> {
  const [outcome] = await identifier.identify(1, [listener]);
  assert.ok(outcome);
  return outcome;
}

async function identityOf(running: Running): Promise<Identity> {
  const outcome = await identify(running);
  assert.equal(outcome.kind, 'identified', JSON.stringify(outcome));
  return outcome.kind === 'identified' ? outcome.identity : {};
}

/** Every connection is closed once all is known, whatever the server does. */
async function allClosed({ connections }: Running): Promise<void> {
  await until('all connections to close', () => connections.every(({ isOpen }) => !isOpen));
}

describe('Identify', () => {
  afterEach(() => servers.stop());

  it('takes the word of who speaks first, and says nothing to it', async () => {
    const running = await servers.start((socket) => socket.write('SSH-2.0-made_1\r\n'));
    assert.deepEqual(await identityOf(running), { protocol: 'SSH', product: 'made_1' });
    await allClosed(running);
    assert.deepEqual(running.connections, [{ received: '', isOpen: false }]);
  });

  it('reads a greeting that comes in pieces', async () => {
    const running = await servers.start((socket) => {
      socket.write('SSH-2.0-');
      setTimeout(() => socket.write('made_2\r\n'), 5);
    });
    assert.deepEqual(await identityOf(running), { protocol: 'SSH', product: 'made_2' });
  });

  it('asks in the suggested protocol, on the same connection', async () => {
    for (const [suggested, answer, identity] of [
      ['redis', '+PONG\r\n', { protocol: 'Redis' }],
      ['postgres', 'N', { protocol: 'PostgreSQL' }],
      ['memcached', 'VERSION 1.6.18\r\n', { protocol: 'memcached', product: '1.6.18' }],
      ['http', PAGE, { protocol: 'HTTP', status: 200, product: 'made/1', title: 'Shop<U+001B>[31m' }],
    ] as const) {
      const question = Buffer.from(
        requestOf(suggested, { address: '127.0.0.1', port: 80 }).slice(0, 5),
      ).toString('latin1');
      const running = await servers.start(answering(question, answer), suggested);
      assert.deepEqual(await identityOf(running), identity);
      await allClosed(running);
      assert.equal(running.connections.length, 1);
    }
  });

  it('names itself to a server of HTTP by the address that was asked for', async () => {
    const running = await servers.start(answering('\r\n\r\n', PAGE), 'http');
    await identityOf(running);
    const received = running.connections[0]?.received ?? '';
    assert.match(received, /^GET \/ HTTP\/1\.1\r\n/);
    assert.ok(received.includes(`Host: localhost:${running.listener.port}\r\n`));
  });

  it('finds HTTP where nothing suggests it, with the third connection', async () => {
    const running = await servers.start(answering('\r\n\r\n', PAGE));
    assert.equal((await identityOf(running)).title, 'Shop<U+001B>[31m');
    assert.equal(running.connections.length, 3);
  });

  it('shows the certificate of a server of TLS, which nobody signed, and sends it no name and no request', async () => {
    const names: string[] = [];
    const SNICallback = (name: string, done: (error: Error | null) => void): void => {
      names.push(name);
      done(null);
    };
    const running = await servers.startTls({ SNICallback }, () => undefined);
    const identity = await identityOf(running);
    assert.deepEqual(identity, {
      protocol: 'TLS',
      certificate: {
        names: ['shop.test', '*.shop.test', '127.0.0.1'],
        more: 0,
        ends: Date.UTC(2126, 10, 3, 22, 4, 20),
      },
    });
    assert.deepEqual(names, []);
    assert.deepEqual(
      running.connections.map(({ received }) => received),
      ['', ''],
    );
  });

  it('reads the page of a server of HTTPS that says in the handshake that it is one', async () => {
    const running = await servers.startTls(
      { ALPNProtocols: ['http/1.1'] },
      answering('\r\n\r\n', PAGE),
      'tls',
    );
    const { protocol, title, certificate } = await identityOf(running);
    assert.deepEqual([protocol, title, certificate?.names[0]], ['HTTPS', 'Shop<U+001B>[31m', 'shop.test']);
  });

  it('knows TLS where the handshake is refused', async () => {
    const running = await servers.startTls({ ALPNProtocols: ['made-up'] }, () => undefined);
    assert.deepEqual(await identityOf(running), { protocol: 'TLS', certificate: null });
  });

  it('gives up on who is silent, in the time that was promised', async () => {
    const running = await servers.start(() => undefined);
    const start = Date.now();
    assert.deepEqual(await identify(running), { kind: 'silent' });
    assert.ok(Date.now() - start < LONGEST_DIALOGUE);
    await allClosed(running);
    assert.equal(running.connections.length, 3);
  });

  it('reads no more than 64 kB of who says ten million bytes', async () => {
    let written = 0;
    const running = await servers.start((socket) => {
      const piece = Buffer.alloc(65_536, 'a');
      const more = (): void => {
        while (written < 10_000_000 && !socket.destroyed) {
          written += piece.length;
          if (!socket.write(piece)) return void socket.once('drain', more);
        }
      };
      more();
    });
    const { said = '' } = await identityOf(running);
    assert.match(said, /^a{59}…$/);
    await allClosed(running);
    assert.equal(running.connections.length, 1);
  });

  it('says of who serves one connection that it ended by it', async () => {
    const running = await servers.start((_socket, _received, server) => void server.close());
    assert.deepEqual(await identify(running), { kind: 'ended' });
    assert.equal(running.connections.length, 1);
  });

  it('says that nobody listens, and what the system says', async () => {
    const { listener } = await servers.start(() => undefined);
    await servers.stop();
    assert.deepEqual(await identify({ listener }), { kind: 'refused' });
    const outcome = await identify({ listener: { address: '255.255.255.255', port: 9 } });
    assert.equal(outcome.kind, 'failed');
  });

  it('outlives servers that close, reset or break off', async () => {
    for (const suggested of [undefined, 'redis', 'http', 'tls'] as (AskedProtocol | undefined)[]) {
      const closing = await servers.start((socket) => void socket.end(), suggested);
      assert.deepEqual(await identify(closing), { kind: 'silent' });
      const resetting = await servers.start((socket) => void socket.resetAndDestroy(), suggested);
      assert.deepEqual(await identify(resetting), { kind: 'silent' });
    }
  });

  it('closes what it has open once it is stopped, and asks nobody any more', async () => {
    const running = await servers.start(() => undefined);
    const asking = identifier.identify(
      7,
      Array.from({ length: 20 }, () => running.listener),
    );
    await until('the first to be asked', () => running.connections.length === MOST_AT_A_TIME);
    identifier.stop(8);
    identifier.stop(7);
    const outcomes = await asking;
    assert.deepEqual([...new Set(outcomes.map(({ kind }) => kind))], ['cancelled']);
    assert.equal(outcomes.length, 20);
    await allClosed(running);
    assert.equal(running.connections.length, MOST_AT_A_TIME);
    identifier.stop(7);
  });

  it('asks eight at a time, and answers in the order of the question', async () => {
    let now = 0;
    let most = 0;
    const converse: Converse = async (_socket, _planned, { port }) => {
      most = Math.max(most, ++now);
      await new Promise(setImmediate);
      now--;
      return { kind: 'heard', bytes: Buffer.from(`+OK ${port}\r\n`) };
    };
    const made = new Identifier({ socketFor: () => new Socket(), converse });
    const ports = Array.from({ length: 30 }, (_, at) => at + 1);
    const outcomes = await made.identify(
      1,
      ports.map((port) => ({ address: '127.0.0.1', port })),
    );
    assert.equal(most, MOST_AT_A_TIME);
    assert.deepEqual(
      outcomes.map((outcome) => outcome.kind === 'identified' && Number(outcome.identity.product)),
      ports,
    );
  });

  it('connects nowhere where the thread may not enter the network namespace', async () => {
    const made = new Identifier({ socketFor: () => undefined });
    const listener = {
      address: '127.0.0.1',
      port: 80,
      namespace: { kind: 'name', name: 'made-up' },
    } as const;
    assert.deepEqual(await made.identify(1, [listener]), [{ kind: 'closed' }]);
  });

  it('says of who takes no connection that it does not', async () => {
    const made = new Identifier({
      socketFor: () => new Socket(),
      converse: async () => ({ kind: 'full' }),
    });
    assert.deepEqual(await made.identify(1, [{ address: '127.0.0.1', port: 1 }]), [{ kind: 'full' }]);
  });
});
