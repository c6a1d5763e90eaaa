import assert from 'node:assert/strict';
import { type LikelyOwner, NO_LIKELY_OWNERS } from '../../../../src/core/model/likelyOwner';
import { likelyOwnerOf } from '../../../../src/core/model/snapshot';
import { uncounted } from '../../../../src/core/model/trafficTable';
import { narrow } from '../../../../src/core/query/narrow';
import { process, snapshot } from '../../snapshots';

function ownerOf(unit: string): LikelyOwner {
  return { unit, unitOf: 'system', processes: [], count: 1, evidence: ['madeInGroup'] };
}

describe('a snapshot with the sockets that listen alone', () => {
  it('keeps who probably has them, each once and no others', () => {
    const [web, ssh, nobody] = [ownerOf('web.service'), ownerOf('ssh.service'), ownerOf('nobody.service')];
    const whole = snapshot([
      { state: 1, likelyOwner: nobody },
      { likelyOwner: ssh },
      { pids: [42] },
      { likelyOwner: web },
      { likelyOwner: ssh },
    ]);
    const shared = { ...whole, likely: { index: Int32Array.of(0, 1, -1, 2, 1), owners: [nobody, ssh, web] } };
    const listening = narrow(shared, 'listening');
    const likely = [0, 1, 2, 3].map((row) => likelyOwnerOf(listening, row)?.unit);
    assert.deepEqual(likely, ['ssh.service', undefined, 'web.service', 'ssh.service']);
    assert.deepEqual(listening.likely.owners, [ssh, web]);
  });

  it('says of none that is likely where nothing is', () => {
    const whole = { ...snapshot([{}, {}]), likely: NO_LIKELY_OWNERS };
    assert.equal(narrow(whole, 'listening').likely.index.length, 0);
  });
});

describe('the parts of a snapshot', () => {
  it('are narrowed as it is, and share no memory with it', () => {
    const whole = snapshot(
      [{ pids: [42] }],
      [process({ pid: 42 }), process({ pid: 43 }), process({ pid: 44 })],
    );
    const { takenAt: readAt, ...rows } = snapshot([{ state: 1, pids: [44] }, { pids: [43] }]);
    const namespace = { key: 'net2', inode: 2, isOwn: false, names: [], containers: [], processes: 1 };
    const part = { ...rows, namespace, readAt, isOld: false };
    const namespaces = { wish: { shown: { kind: 'all' } }, parts: [part], unread: [] } as const;
    const narrowed = narrow({ ...whole, namespaces }, 'listening');
    const [there] = narrowed.namespaces?.parts ?? [];
    assert.deepEqual([there?.inet.inode.length, there?.namespace], [1, namespace]);
    assert.deepEqual([...(there?.ownerPids ?? [])], [43]);
    assert.deepEqual([...narrowed.processes.keys()], [42, 43]);
    assert.notEqual(there?.inet.inode.buffer, part.inet.inode.buffer);
  });

  it('are without what is counted of them, which stays with the engine', () => {
    const counted = { ...snapshot([{}, {}]), traffic: uncounted(2) };
    const { takenAt: readAt, ...rows } = counted;
    const namespace = { key: 'net2', inode: 2, isOwn: false, names: [], containers: [], processes: 1 };
    const part = { ...rows, namespace, readAt, isOld: false };
    const namespaces = { wish: { shown: { kind: 'all' } }, parts: [part], unread: [] } as const;
    for (const scope of ['listening', 'inet', 'all'] as const) {
      const narrowed = narrow({ ...counted, namespaces }, scope);
      assert.equal('traffic' in narrowed, false);
      assert.deepEqual(
        narrowed.namespaces?.parts.map((each) => 'traffic' in each),
        [false],
      );
    }
  });
});
