import assert from 'node:assert/strict';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { PortsCache } from '../../../../src/core/ports/portsCache';
import { likelyOwner } from '../../likelyOwners';
import { process, snapshot } from '../../snapshots';

describe('the list of ports over many passes', () => {
  const first = snapshot([{ local: ['127.0.0.1', 3000], inode: 77, pids: [42] }], [process()]);

  it('stays the same where nothing in it has changed, whatever else has', () => {
    const cache = new PortsCache();
    const ports = cache.portsOf(first);
    assert.deepEqual(
      ports.map(({ port }) => port),
      [3000],
    );
    const later: Snapshot = {
      ...first,
      sequence: 2,
      takenAt: first.takenAt + 2_000,
      sources: [],
      ownerScan: { ...first.ownerScan, processes: first.ownerScan.processes + 1 },
    };
    assert.equal(cache.portsOf(later), ports);
  });

  it('is made anew for other sockets, owners, or reasons why nobody is known to own one', () => {
    const { inet } = snapshot([{ local: ['127.0.0.1', 3001], inode: 78 }]);
    const others: readonly Partial<Snapshot>[] = [
      { inet },
      { ownerStart: Uint32Array.of(0, 0), ownerPids: new Uint32Array(0) },
      { processes: new Map([[42, process({ comm: 'renamed' })]]) },
      { likely: { index: Int32Array.of(0), owners: [likelyOwner()] } },
      { ownerScan: { ...first.ownerScan, denied: first.ownerScan.denied + 1 } },
    ];
    for (const other of others) {
      const cache = new PortsCache();
      const ports = cache.portsOf(first);
      assert.notEqual(cache.portsOf({ ...first, ...other }), ports, Object.keys(other).join());
    }
  });
});
