/** What the engine shows of real traffic where something goes wrong. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { isInOwnNetwork } from '../host/ownNetwork';
import { until } from '../host/until';
import { isRoot, NOBODY, whyNotReadable } from '../host/users';
import { whyNoNativeCode } from '../nativeCode';
import { skipWithReason } from '../skip';
import { FaultyWorker } from './faulty';
import { dropped } from './heard';
import type { PeerMade } from './peer.inner';
import { bundlePrograms } from './programs';
import { bytesOf, Peer, Viewer, WORKER } from './viewer';

const ONE = { up: 4000, down: 50_000, ending: 'stays' } as const;
const HOUR = 3_600_000;

function ip(...args: readonly string[]): void {
  execFileSync('ip', args);
}

describe('traffic where something goes wrong', () => {
  let worker: FaultyWorker;
  let viewer: Viewer;
  let server: Peer;
  let client: Peer;

  before(async function () {
    skipWithReason(this, whyNoNativeCode());
    await bundlePrograms();
  });
  beforeEach(async () => {
    worker = await FaultyWorker.make();
    viewer = new Viewer({}, { worker: worker.path });
    server = new Peer();
    client = new Peer();
  });
  afterEach(async () => {
    for (const program of [viewer, server, client]) await program?.end();
    await worker?.remove();
  });

  /** A series of the plots; null in gaps. */
  async function values(id: string): Promise<readonly (number | null)[]> {
    const { plots } = await viewer.series();
    return (
      Object.values(plots)
        .flat()
        .find((each) => each.id === id)?.values ?? []
    );
  }

  it('has no figures without netlink, and says why', async () => {
    await viewer.end();
    viewer = new Viewer({}, { worker: worker.path, how: 'files' });
    const [made] = (await client.connect(await server.listen(), [ONE])) as [PeerMade];
    await viewer.watch(false);
    await client.order({ kind: 'more', bytes: 1000 });
    await viewer.sample();
    const row = viewer.client(made);
    assert.ok(row);
    assert.deepEqual([row.receivedBytes, row.sentBytes, row.sentBytesPerSecond], [null, null, null]);
    for (const kind of ['processes', 'hosts'] as const)
      for (const { receivedBytes, sentBytes, sentBytesPerSecond } of await viewer.rows(kind))
        assert.deepEqual([receivedBytes, sentBytes, sentBytesPerSecond], [null, null, null], kind);
    const columns = ['received', 'sent', 'receivedRate', 'sentRate', 'roundTrip', 'state'] as const;
    const { gaps } = await viewer.rowsAnswer('connections', { columns });
    assert.deepEqual(Object.keys(gaps).sort(), ['received', 'receivedRate', 'roundTrip', 'sent', 'sentRate']);
    assert.ok(Object.values(gaps).every((gap) => gap === 'noNetlink'));
    // Interfaces are counted in a file.
    assert.ok(((await values('interface lo received')).at(-1) ?? 0) > 0);
    await client.order({ kind: 'end' });
    await server.order({ kind: 'end' });
    await viewer.sample();
    assert.equal(viewer.client(made)?.sentBytes, null);
  });

  it('says how many closings the kernel could not tell of, and counts the rest', async function () {
    this.timeout(60_000);
    if (isRoot) {
      skipWithReason(this, whyNotReadable(NOBODY, WORKER));
      await viewer.end();
      viewer = new Viewer({ uid: NOBODY }, { worker: worker.path });
    }
    await viewer.watch();
    const to = await server.listen();
    await worker.cause('thread pauses');
    const made = await viewer.sampleUntil(
      client.order<PeerMade[]>({ kind: 'short', to, aSecond: 1000, seconds: 6 }),
    );
    await dropped(200);
    await worker.mend('thread pauses');
    await until('the thread to read again', async () => {
      await viewer.sample();
      return viewer.lost > 0;
    });
    await viewer.settle();
    assert.ok(viewer.lost > 100, `${viewer.lost} lost`);
    // One that was in the tables is seen to be gone, whether or not its message is lost.
    assert.ok(Math.round(viewer.closed) <= 2 * made.length, 'none is counted twice');
    assert.ok(Math.round(viewer.closed) + viewer.lost >= 2 * made.length, 'each is counted or lost');
    const { lost } = viewer;
    const more = await client.connect(to, [{ ...ONE, ending: 'client' }]);
    await viewer.settle();
    assert.equal(viewer.client(more[0] as PeerMade)?.receivedBytes, ONE.down);
    assert.equal(viewer.lost, lost);
  });

  it('goes on when the thread that listens dies: that sample may lack closings, the next ones do not', async () => {
    await viewer.watch();
    const to = await server.listen();
    await worker.cause('thread dies');
    await until('a sample that is marked', async () => {
      await viewer.sample();
      return viewer.isPartial();
    });
    await until('a whole sample', async () => {
      await viewer.sample();
      return !(await viewer.isPartial());
    });
    const [made] = (await client.connect(to, [{ ...ONE, ending: 'both' }])) as [PeerMade];
    await viewer.settle();
    const { sentBytes, receivedBytes, isAtLeast } = viewer.client(made) ?? {};
    assert.deepEqual([sentBytes, receivedBytes, isAtLeast], [ONE.up, ONE.down, false]);
  });

  it('begins anew when the worker dies: totals of connections are right, and nothing is a spike', async () => {
    await viewer.watch();
    const [made] = (await client.connect(await server.listen(), [ONE])) as [PeerMade];
    await viewer.sample();
    await worker.cause('worker dies');
    const log: string[] = [];
    await until('the worker to die', async () => {
      log.push(...(await viewer.call<string[]>('log')));
      return log.some((line) => line.startsWith('died'));
    });
    const first = await viewer.sample();
    assert.deepEqual([first.step, first.opened], [undefined, undefined]);
    assert.equal(viewer.client(made)?.sentBytes, ONE.up);
    assert.match(log.join('\n'), /samples of traffic are lost/);
    await client.order({ kind: 'more', bytes: 300 });
    await viewer.settle();
    assert.equal(viewer.client(made)?.sentBytes, ONE.up + 300);
    // What it did before that worker is not known any more.
    assert.equal(viewer.process(client.pid)?.sentBytes, 300);
  });

  it('is handed to the worker after, with all rows, and a gap', async () => {
    await viewer.watch();
    const to = await server.listen();
    const [made, over] = (await client.connect(to, [ONE, { ...ONE, ending: 'both' }])) as [
      PeerMade,
      PeerMade,
    ];
    await viewer.settle();
    // Other tests have left thousands of connections in TIME_WAIT, of as many ports.
    const filter = `port:${made.clientPort} port:${made.serverPort}`;
    const { ids } = await viewer.rowsAnswer('connections', { filter, count: 100 });
    assert.equal(ids.length, 2);
    await viewer.call('renew');
    await client.order({ kind: 'more', bytes: 700 });
    const behind = await viewer.sample();
    assert.equal(behind.step, undefined);
    const still = (await viewer.rowsAnswer('connections', { filter, count: 100 })).ids;
    assert.deepEqual(new Set(still), new Set(ids));
    assert.equal(viewer.client(made)?.sentBytes, ONE.up + 700);
    await client.order({ kind: 'more', bytes: 20 });
    await viewer.settle();
    // What went on while nobody looked is no step's.
    assert.equal(viewer.process(client.pid)?.sentBytes, ONE.up + 20);
    assert.equal(viewer.client(over)?.receivedBytes, ONE.down);
  });

  it('has no spike of an interface that is removed and made again', async function () {
    if (!isInOwnNetwork()) skipWithReason(this, 'it takes a network of their own');
    const make = (): void => {
      ip('link', 'add', 'again0', 'type', 'veth', 'peer', 'name', 'other0');
      ip('link', 'set', 'other0', 'up');
      ip('addr', 'add', '198.51.100.1/24', 'dev', 'again0');
      ip('link', 'set', 'again0', 'up');
      ip(
        'neighbour',
        'add',
        '198.51.100.9',
        'lladdr',
        '52:54:00:12:34:56',
        'nud',
        'permanent',
        'dev',
        'again0',
      );
    };
    const send = (bytes: number): Promise<number> =>
      client.order({ kind: 'send', to: { host: '198.51.100.9', port: 9 }, bytes });
    try {
      make();
      await viewer.watch();
      await viewer.sample();
      await send(60_000);
      await viewer.sample();
      const before = bytesOf(await viewer.series(), await values('interface again0 sent'));
      assert.ok(before >= 60_000 && before < 80_000, `${before} bytes`);
      ip('link', 'delete', 'again0');
      make();
      await send(1000);
      const again = await viewer.sample();
      await viewer.sample();
      const after = bytesOf(await viewer.series(), await values('interface again0 sent'));
      // A point in which it was not there for a while has the rate of the rest.
      assert.ok(after >= before && after < 2 * before, `${after} bytes after ${before}`);
      assert.ok((again.sent ?? 0) >= 0 && ((again.sent ?? 0) * (again.step ?? 0)) / 1000 < 5000);
    } finally {
      ip('link', 'delete', 'again0');
    }
  });

  it('has a gap where the wall clock jumps or the machine slept, and goes on where it is set back', async () => {
    const to = await server.listen();
    const [made] = (await client.connect(to, [ONE])) as [PeerMade];
    await viewer.watch();
    await viewer.sample();
    await worker.setClock(HOUR / 4);
    await client.order({ kind: 'more', bytes: 5000 });
    const jumped = await viewer.sample();
    assert.equal(jumped.step, undefined);
    assert.equal(viewer.client(made)?.sentBytesPerSecond, null);
    assert.equal(viewer.client(made)?.sentBytes, ONE.up + 5000);
    await sleep(500);
    assert.notEqual((await viewer.sample()).step, undefined);
    await worker.setClock(0);
    await client.order({ kind: 'more', bytes: 100 });
    const back = await viewer.sample();
    assert.ok((back.step ?? 0) > 0 && (back.step ?? 0) < 10_000, `${back.step} ms`);
    const { times } = await viewer.series();
    assert.ok(
      times.every((time, at) => at === 0 || (time ?? 0) > (times[at - 1] ?? 0)),
      'times rise',
    );
    assert.equal(viewer.client(made)?.sentBytes, ONE.up + 5100);
  });

  it('is not counted while nobody looks, which is drawn as a gap', async () => {
    const to = await server.listen();
    const [made] = (await client.connect(to, [ONE])) as [PeerMade];
    await viewer.watch();
    await client.order({ kind: 'more', bytes: 100 });
    await viewer.sample();
    await viewer.call('watchTraffic', false);
    await client.order({ kind: 'more', bytes: 7000 });
    await client.connect(to, [{ ...ONE, ending: 'client' }]);
    await sleep(2500);
    await viewer.call('watchTraffic', true);
    const shown = await viewer.sample();
    assert.deepEqual([shown.step, shown.opened], [undefined, undefined]);
    await sleep(1200);
    await viewer.sample();
    assert.equal(viewer.client(made)?.sentBytes, ONE.up + 7100);
    assert.equal(viewer.process(client.pid)?.sentBytes, 100);
    const sent = await values('interface lo sent');
    const first = sent.findIndex((value) => value !== null);
    const rest = sent.slice(first);
    assert.ok(first >= 0 && rest.includes(null) && rest.at(-1) !== null, JSON.stringify(rest));
  });

  it('is told to two places at once, each with all strings', async () => {
    const to = await server.listen();
    await client.connect(
      to,
      Array.from({ length: 50 }, () => ONE),
    );
    await viewer.watch();
    const columns = ['process', 'localAddress', 'sent'] as const;
    const answers = await Promise.all(
      (['panel', 'editor'] as const).map((place) =>
        viewer.rowsAnswer('connections', { place, columns, count: 200, filter: `process:node` }),
      ),
    );
    for (const { cells, strings, ids } of answers) {
      assert.equal(strings.from, 0);
      assert.ok(ids.length >= 100);
      const texts = (cells.localAddress ?? []).map((at) => strings.texts[at ?? -1]);
      assert.equal(new Set(texts).size, 51);
    }
  });

  it('counts what is sent again, and its payload once', async function () {
    if (!isInOwnNetwork()) skipWithReason(this, 'it takes a network of their own');
    await viewer.watch();
    const to = await server.listen();
    const [made] = (await client.connect(to, [ONE])) as [PeerMade];
    const lose = (how: '-A' | '-D'): void => {
      execFileSync('iptables', [how, 'INPUT', '-p', 'tcp', '--dport', String(to.port), '-j', 'DROP']);
    };
    lose('-A');
    const more = client.order({ kind: 'more', bytes: 30_000 });
    await sleep(300);
    await viewer.sample();
    lose('-D');
    await more;
    await until('the bytes to come', async () => {
      await viewer.sample();
      return viewer.client(made)?.sentBytes === ONE.up + 30_000;
    });
    assert.ok((viewer.client(made)?.retransmitted ?? 0) > 0);
  });
});
