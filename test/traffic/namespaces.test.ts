/** What the engine shows of real traffic in several network namespaces. */
import assert from 'node:assert/strict';
import { Network, whyNoNetwork } from '../causes/network';
import { whyNoOtherUser } from '../host/users';
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
});
