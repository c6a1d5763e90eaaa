/** What the engine shows of real connections whose bytes are known, from the kernel to rows, sums, summary and plots. */
import assert from 'node:assert/strict';
import { isRoot, NOBODY, whyNotReadable } from '../host/users';
import { whyNoNativeCode } from '../nativeCode';
import { skipWithReason } from '../skip';
import { HEADER, type PeerEnding, type PeerMade, type PeerPlan } from './peer.inner';
import { bundlePrograms } from './programs';
import { bytesOf, Peer, Viewer, WORKER } from './viewer';

const OTHER = { uid: NOBODY };

const FINS: readonly PeerEnding[] = ['client', 'server', 'both', 'client closes'];

/** Sizes from 1 kB to 100 MB, most of them small. */
function sizes(count: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.round(1000 * 10 ** (5 * (i / (count - 1)) ** 14)));
}

const sumOf = (made: readonly PeerMade[], of: 'up' | 'down'): number =>
  made.reduce((sum, each) => sum + each[of], 0);

describe('the traffic that is shown', () => {
  let viewer: Viewer;
  let server: Peer;
  let client: Peer;

  before(async function () {
    skipWithReason(this, whyNoNativeCode());
    await bundlePrograms();
  });
  beforeEach(() => {
    viewer = new Viewer();
    server = new Peer();
    client = new Peer();
  });
  afterEach(async () => {
    for (const program of [viewer, server, client]) await program?.end();
  });

  function assertEnds(made: PeerMade, host?: string): void {
    const text = JSON.stringify(made);
    const [here, there] = [viewer.client(made, host), viewer.server(made, host)];
    assert.ok(here && there, `${text}: both ends have rows`);
    assert.deepEqual([here.sentBytes, here.receivedBytes], [made.up, made.down], `client of ${text}`);
    assert.deepEqual([there.sentBytes, there.receivedBytes], [made.down, made.up], `server of ${text}`);
    assert.ok(!here.isAtLeast && !there.isAtLeast, `${text} is exact`);
  }

  /** The server is known by its listener; who made what is over by the next sample need not be. */
  function assertSums(up: number, down: number): void {
    const rows = viewer.processes;
    const there = rows.find(({ pid }) => pid === server.pid);
    assert.deepEqual([there?.sentBytes, there?.receivedBytes], [down, up], 'the server');
    const others = rows.filter(({ pid }) => pid === null || pid === client.pid);
    const sum = (of: 'sentBytes' | 'receivedBytes'): number =>
      others.reduce((total, row) => total + (row[of] ?? 0), 0);
    assert.deepEqual([sum('sentBytes'), sum('receivedBytes')], [up, down], JSON.stringify(others));
  }

  it('is exactly what was sent over 1,000 connections of 1 kB to 100 MB: in rows, sums, marked spans and plots', async function () {
    this.timeout(120_000);
    const plans = sizes(1000).map((size, i): PeerPlan => {
      const ending = FINS[i % 4] ?? 'both';
      return i % 8 < 4 ? { up: size, down: 100 + i, ending } : { up: HEADER + i, down: size, ending };
    });
    const where = await server.listen();
    await viewer.watch();
    const made = await viewer.sampleUntil(client.connect(where, plans, 16));
    for (const each of made) assertEnds(each);
    assert.deepEqual(viewer.back, [], 'no total went back');
    const [up, down] = [sumOf(made, 'up'), sumOf(made, 'down')];
    assertSums(up, down);
    const hosts = await viewer.rows('hosts');
    const host = hosts.find(({ foreignAddress }) => foreignAddress === '127.0.0.1');
    assert.deepEqual([host?.sentBytes, host?.receivedBytes], [up + down, up + down], 'the host');
    const inSpan = await viewer.rows('connections', true);
    const total = inSpan.reduce((sum, row) => sum + (row.sentBytes ?? 0), 0);
    assert.ok(Math.abs(total / (up + down) - 1) < 1e-6, `${total} of ${up + down} in a marked span`);
    assert.equal(Math.round(viewer.opened), 2 * made.length, 'opened');
    assert.equal(Math.round(viewer.closed), 2 * made.length, 'closed');
    assert.equal(viewer.lost, 0);
    const series = await viewer.series();
    const { processes, interfaces } = series.plots;
    const sent = processes.filter(({ id }) => id.endsWith(' sent'));
    const plotted = (slack: number): number =>
      sent.reduce((sum, { values }) => sum + bytesOf(series, values, slack), 0);
    const [least, most] = [plotted(-1), plotted(1)];
    assert.ok(least <= up + down && up + down <= most, `${up + down} is between ${least} and ${most}`);
    const loopback = interfaces.find(({ id }) => id === 'interface lo received')?.values;
    assert.ok(bytesOf(series, loopback) >= up + down, 'the interface counts headers, too');
  });

  it('counts 1,000 connections of a millisecond a second for ten seconds, for an ordinary user', async function () {
    this.timeout(60_000);
    if (isRoot) {
      skipWithReason(this, whyNotReadable(NOBODY, WORKER));
      for (const program of [viewer, server, client]) await program.end();
      [viewer, server, client] = [new Viewer(OTHER), new Peer(OTHER), new Peer(OTHER)];
    }
    const to = await server.listen();
    await viewer.watch();
    const made = await viewer.sampleUntil(
      client.order<PeerMade[]>({ kind: 'short', to, aSecond: 1000, seconds: 10 }),
    );
    assert.equal(made.length, 10_000);
    assert.equal(viewer.lost, 0, 'none was lost');
    assert.equal(Math.round(viewer.opened), 20_000, 'opened');
    assert.equal(Math.round(viewer.closed), 20_000, 'closed');
    assertSums(sumOf(made, 'up'), sumOf(made, 'down'));
  });
});

describe('the traffic that is shown of connections that end otherwise', () => {
  let viewer: Viewer;
  let server: Peer;
  let client: Peer;

  before(async function () {
    skipWithReason(this, whyNoNativeCode());
    await bundlePrograms();
  });
  beforeEach(async () => {
    viewer = new Viewer();
    server = new Peer();
    client = new Peer();
    await viewer.watch();
  });
  afterEach(async () => {
    for (const program of [viewer, server, client]) await program?.end();
  });

  it('is marked where an end was aborted, with the figures of the other one', async () => {
    const to = await server.listen();
    const plans = (['client resets', 'server resets'] as const).flatMap((ending) =>
      [1000, 300_000].map((size) => ({ up: size, down: size, ending })),
    );
    const made = await viewer.sampleUntil(client.connect(to, plans, 1));
    for (const each of made) {
      const text = JSON.stringify(each);
      const [here, there] = [viewer.client(each), viewer.server(each)];
      assert.ok(here && there, `${text}: both ends have rows`);
      const aborted = each.ending === 'client resets' ? here : there;
      assert.ok(aborted.isAtLeast && aborted.isClosed, `${text}: ${JSON.stringify(aborted)}`);
      for (const [row, sent, received] of [
        [here, each.up, each.down],
        [there, each.down, each.up],
      ] as const)
        // Nothing says whether the last byte was a FIN.
        for (const [bytes, told] of [
          [row.sentBytes ?? Number.NaN, sent],
          [row.receivedBytes ?? Number.NaN, received],
        ] as const)
          assert.ok(bytes === told || bytes === told - 1, `${bytes} of ${text}`);
    }
    assert.equal(Math.round(viewer.opened), 2 * made.length, 'opened');
    assert.equal(Math.round(viewer.closed), 2 * made.length, 'closed');
  });

  it('is no more than was seen of programs that are killed, and still their own', async () => {
    const to = await server.listen();
    const made = await client.connect(to, [{ up: 5000, down: 7000, ending: 'stays' }]);
    await viewer.sample();
    // What is not read makes the kernel reset the connection.
    await server.order({ kind: 'deaf' });
    for (let i = 0; i < 3; i++) {
      await client.order({ kind: 'more', bytes: 300_000 });
      await viewer.sample();
    }
    await server.kill();
    await viewer.settle();
    const [each] = made as [PeerMade];
    const [here, there] = [viewer.client(each), viewer.server(each)];
    assert.deepEqual(
      [here?.isClosed, here?.isAtLeast, there?.isClosed, there?.isAtLeast],
      [true, true, true, true],
    );
    assert.ok(here && there);
    const got = there.receivedBytes ?? 0;
    assert.ok(got >= 5000 && got <= (here.sentBytes ?? 0) && (here.sentBytes ?? 0) <= 905_000);
    const sum = viewer.process(server.pid);
    assert.deepEqual([sum?.receivedBytes, sum?.sentBytes, sum?.connections], [got, 7000, 0]);
  });

  it('is exact half-closed, over IPv6, and over IPv4 in IPv6', async () => {
    const hosts = [
      ['127.0.0.1', '127.0.0.1', '127.0.0.1'],
      ['::1', '[::1]', '[::1]'],
      // Accepted by a socket of IPv6.
      ['127.0.0.1', '127.0.0.1', '[::ffff:127.0.0.1]'],
    ] as const;
    for (const [host, here, there] of hosts) {
      const listening = await server.listen(there.startsWith('[::ffff') ? '::' : host);
      const to = { ...listening, host };
      const plans = [...FINS, 'half' as const].map((ending) => ({ up: 4000, down: 50_000, ending }));
      const made = await viewer.sampleUntil(client.connect(to, plans, 2));
      for (const each of made) {
        const text = `${here} ${JSON.stringify(each)}`;
        const [one, other] = [viewer.client(each, here), viewer.server(each, there)];
        assert.deepEqual([one?.sentBytes, one?.receivedBytes, one?.isAtLeast], [4000, 50_000, false], text);
        assert.deepEqual(
          [other?.sentBytes, other?.receivedBytes, other?.isAtLeast],
          [50_000, 4000, false],
          text,
        );
        if (each.ending === 'half')
          assert.deepEqual([one?.state, other?.state], ['FIN_WAIT2', 'CLOSE_WAIT'], text);
      }
    }
    const hosts4 = (await viewer.rows('hosts')).filter(({ foreignAddress }) =>
      foreignAddress.includes('127.0.0.1'),
    );
    assert.equal(hosts4.length, 1, 'IPv4 in IPv6 is the same host');
  });

  it('is unknown of UDP, in rows and in sums, and never 0', async () => {
    const port = await client.order<number>({ kind: 'datagrams', bytes: 500 });
    await viewer.settle();
    const row = (await viewer.rows('connections')).find(
      ({ localAddress }) => localAddress === `127.0.0.1:${port}`,
    );
    assert.equal(row?.protocol, 'udp');
    for (const shown of [row, viewer.process(client.pid)]) {
      assert.ok(shown);
      const { receivedBytes, sentBytes, receivedBytesPerSecond, sentBytesPerSecond } = shown;
      assert.deepEqual(
        [receivedBytes, sentBytes, receivedBytesPerSecond, sentBytesPerSecond],
        [null, null, null, null],
      );
    }
    // Once it has a connection of TCP, that is counted.
    const to = await server.listen();
    await client.connect(to, [{ up: 900, down: 80, ending: 'stays' }]);
    await viewer.settle();
    const sum = viewer.process(client.pid);
    assert.deepEqual([sum?.sentBytes, sum?.receivedBytes], [900, 80]);
  });

  it('counts for the client that listens nowhere, and for each of many processes that end', async function () {
    this.timeout(60_000);
    const to = await server.listen();
    const clients = Array.from({ length: 12 }, () => new Peer());
    try {
      for (const each of clients) await each.connect(to, [{ up: 2000, down: 30, ending: 'stays' }]);
      await viewer.sample();
      const pids = clients.map(({ pid }) => pid);
      for (const each of clients.slice(0, 6)) await each.kill();
      for (const each of clients.slice(6)) await each.end();
      await server.order({ kind: 'end' });
      await viewer.settle();
      const rows = viewer.processes;
      for (const pid of pids) {
        const row = rows.find((each) => each.pid === pid);
        assert.deepEqual([row?.sentBytes, row?.receivedBytes], [2000, 30]);
      }
      const sum = rows.find(({ pid }) => pid === server.pid);
      assert.deepEqual([sum?.receivedBytes, sum?.sentBytes], [24_000, 360]);
    } finally {
      for (const each of clients) await each.end();
    }
  });
});
