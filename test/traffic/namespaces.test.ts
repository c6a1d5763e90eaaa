/** What the engine shows of real traffic in several network namespaces. */
import assert from 'node:assert/strict';
import { Network, whyNoNetwork } from '../causes/network';
import { whyMissing } from '../host/programs';
import { NOBODY, whyNoOtherUser } from '../host/users';
import type { NamespaceChoice, NamespaceFacts } from '../../src/core/model/namespace';
import { whyNoNativeCode } from '../nativeCode';
import { skipWithReason } from '../skip';
import type { PeerMade } from './peer.inner';
import { bundlePrograms } from './programs';
import { Peer, Viewer } from './viewer';

const STAYS = { up: 4000, down: 50_000, ending: 'stays' } as const;

describe('traffic of other network namespaces', () => {
  let network: Network;
  let viewer: Viewer;
  let inside: Peer;

  before(async function () {
    skipWithReason(this, whyNoNativeCode() ?? whyNoNetwork() ?? whyNoOtherUser());
    await bundlePrograms();
  });
  beforeEach(async () => {
    network = await Network.make();
    viewer = new Viewer();
    inside = new Peer({ networkOf: network.pid });
  });
  afterEach(async () => {
    for (const program of [viewer, inside]) await program?.end();
    await network?.remove();
  });

  async function choiceOf(): Promise<NamespaceChoice> {
    const all = await viewer.call<readonly NamespaceFacts[]>('namespaces');
    const example = all.find((each) => each.example?.pid === network.pid)?.example;
    assert.ok(example, 'the namespace is found');
    return { kind: 'process', pid: example.pid, startTime: example.startTime };
  }

  it('is nothing new where another is shown, and ends with it', async () => {
    const there = await inside.listen();
    const [made] = (await inside.connect(there, [STAYS])) as [PeerMade];
    await viewer.watch();
    const choice = await choiceOf();
    const first = await viewer.sample(choice);
    assert.equal(first.opened ?? 0, 0, 'what is there when it is shown first was not opened then');
    assert.equal(viewer.client(made)?.sentBytes, STAYS.up);
    assert.equal(viewer.client(made)?.sentBytesPerSecond, null);
    await inside.order({ kind: 'more', bytes: 600 });
    await viewer.sample(choice);
    assert.equal(viewer.client(made)?.sentBytes, STAYS.up + 600);
    assert.ok((viewer.client(made)?.sentBytesPerSecond ?? 0) > 0);
    const back = await viewer.sample();
    assert.equal(back.closed ?? 0, 0, 'what is not shown any more has not closed');
    await inside.end();
    await network.remove();
    const ended = await viewer.sample(choice);
    assert.equal(ended.closed ?? 0, 0, 'what ended with its namespace is not counted');
    assert.ok((await viewer.sample()).established >= 0, 'the own one is shown again');
  });

  it('is unknown to an ordinary user, which columns say, and is that of its interfaces', async () => {
    const as = { uid: NOBODY };
    for (const program of [viewer, inside]) await program.end();
    [viewer, inside] = [new Viewer(as), new Peer({ ...as, networkOf: network.pid })];
    const there = await inside.listen();
    await viewer.watch();
    const choice = await choiceOf();
    await viewer.sample(choice);
    const [made] = (await inside.connect(there, [STAYS])) as [PeerMade];
    await viewer.sample(choice);
    const [here, other] = [viewer.client(made), viewer.server(made)];
    assert.ok(here && other, 'its connections are shown');
    for (const row of [here, other])
      assert.deepEqual([row.sentBytes, row.receivedBytes, row.sentBytesPerSecond], [null, null, null]);
    const { gaps } = await viewer.rowsAnswer('connections');
    assert.deepEqual([gaps.received, gaps.sent], ['otherNamespace', 'otherNamespace']);
    const { plots, summary } = await viewer.series();
    assert.deepEqual(
      plots.interfaces.map(({ id }) => id),
      ['interface lo received', 'interface lo sent'],
    );
    const moved = plots.interfaces[0]?.values.at(-1) ?? 0;
    assert.ok(moved > 0, 'what its interfaces move is known');
    assert.deepEqual([summary.isLoopbackOnly, summary.received], [true, undefined]);
  });
});

describe('traffic of all network namespaces', () => {
  let network: Network;
  let viewer: Viewer;
  let inside: Peer;
  let beside: Peer;

  before(async function () {
    skipWithReason(this, whyNoNativeCode() ?? whyNoNetwork() ?? whyNoOtherUser() ?? whyMissing('unshare'));
    await bundlePrograms();
  });
  beforeEach(async () => {
    network = await Network.make();
    // So that there are no others than those.
    viewer = new Viewer({ processes: 'first' });
    await viewer.call('log');
    const processes = viewer.innerPid;
    inside = new Peer({ networkOf: network.pid, processes });
    beside = new Peer({ processes });
  });
  afterEach(async () => {
    for (const program of [inside, beside, viewer]) await program?.end();
    await network?.remove();
  });

  it('is that of each: with the same ends, who has them, and short ones', async () => {
    const all = { kind: 'all' } as const;
    const made = new Map<Peer, PeerMade>();
    for (const peer of [inside, beside]) {
      const [one] = (await peer.connect(await peer.listen(), [STAYS])) as [PeerMade];
      made.set(peer, one);
    }
    await viewer.watch(true, all);
    for (const one of made.values()) {
      assert.equal(viewer.client(one)?.sentBytes, STAYS.up);
      assert.equal(viewer.server(one)?.sentBytes, STAYS.down);
      assert.equal(viewer.client(one)?.pid, viewer.server(one)?.pid);
    }
    const pids = Array.from(made.values(), (one) => viewer.client(one)?.pid);
    assert.ok(pids[0] && pids[1] && pids[0] !== pids[1], `${pids.join(' and ')} have them`);
    const { established } = await viewer.sample(all);
    assert.equal(established, 4, 'those of both, and no others');
    for (const peer of [inside, beside]) await peer.order({ kind: 'more', bytes: 600 });
    await viewer.sample(all);
    for (const one of made.values()) assert.equal(viewer.client(one)?.sentBytes, STAYS.up + 600);
    viewer.opened = viewer.closed = 0;
    const plans = (['client', 'both'] as const).map((ending) => ({ up: 3000, down: 200, ending }));
    const short = [];
    for (const peer of [inside, beside]) short.push(...(await peer.connect(await peer.listen(), plans)));
    await viewer.settle(all);
    for (const one of short) {
      const [here, there] = [viewer.client(one), viewer.server(one)];
      assert.deepEqual([here?.sentBytes, here?.receivedBytes, here?.isAtLeast], [3000, 200, false]);
      assert.deepEqual([there?.sentBytes, there?.receivedBytes, there?.isAtLeast], [200, 3000, false]);
    }
    assert.deepEqual([Math.round(viewer.opened), Math.round(viewer.closed)], [8, 8]);
    const unknown = viewer.processes.filter(({ pid }) => pid === null);
    assert.deepEqual(
      unknown.map(({ process, container }) => [process, container]),
      [['unknown, short-lived', null]],
      'one row for those of both, which is in no container',
    );
  });
});
