import assert from 'node:assert/strict';
import { inetSocketAt } from '../../../../../src/core/model/inetTable';
import { likelyOwnerOf, ownersOf, type Snapshot, unixOwnersOf } from '../../../../../src/core/model/snapshot';
import { uncounted } from '../../../../../src/core/model/trafficTable';
import { unixSocketAt } from '../../../../../src/core/model/unixTable';
import { joinParts } from '../../../../../src/core/query/page/joinedParts';
import { likelyOwner } from '../../../likelyOwners';
import { process, snapshot } from '../../../snapshots';
import { machine } from '../filter/machine';

const OWNERS = [42, 43, 44].map((pid) => process({ pid }));

/** The parts as one snapshot. */
function joined(...parts: readonly Snapshot[]): Snapshot {
  const processes = new Map(OWNERS.map((owner) => [owner.pid, owner]));
  return { ...snapshot([]), ...joinParts(parts).rows, processes };
}

const pids = (owners: readonly { readonly pid: number }[]): number[] => owners.map(({ pid }) => pid);

describe('joined tables', () => {
  const first = machine(
    [{ inode: 1, pids: [42, 43] }, { inode: 2 }],
    [{ path: '/run/a', pids: [43] }, { path: '' }],
  );
  const second = machine([{ inode: 3, pids: [44] }], [{ path: '/run/longer', pids: [42, 44] }]);

  it('have all rows in their order, with the owners of each', () => {
    const both = joined(first, joined(), second);
    const rows = [...both.inet.inode.keys()];
    assert.deepEqual(
      rows.map((row) => [inetSocketAt(both.inet, row).inode, ...pids(ownersOf(both, row))]),
      [[1, 42, 43], [2], [3, 44]],
    );
    assert.deepEqual(
      [...both.unix.inode.keys()].map((row) => [
        String.fromCharCode(...unixSocketAt(both.unix, row).path),
        ...pids(unixOwnersOf(both, row)),
      ]),
      [['/run/a', 43], [''], ['/run/longer', 42, 44]],
    );
    assert.deepEqual(joinParts([first, second]).firsts.unix, Uint32Array.of(0, 2, 3));
  });

  it('have what is likely of each, where only some have anything', () => {
    const [ssh, web] = ['ssh.service', 'web.service'].map((unit) => likelyOwner({ unit }));
    assert.ok(ssh !== undefined && web !== undefined);
    const all = joined(
      { ...snapshot([{}]), likely: { index: new Int32Array(0), owners: [] } },
      snapshot([{ likelyOwner: ssh }, {}]),
      snapshot([{ likelyOwner: web }]),
    );
    assert.deepEqual(
      [0, 1, 2, 3].map((row) => likelyOwnerOf(all, row)?.unit),
      [undefined, 'ssh.service', undefined, 'web.service'],
    );
  });

  it('have the doubts of each, at its rows', () => {
    const doubted = { ...second, unixDoubts: { rows: new Set([0]), isConfirmed: false } };
    const { unixDoubts } = joined(first, doubted);
    assert.deepEqual(unixDoubts, { rows: new Set([2]), isConfirmed: false });
  });

  it('are made once for the same tables', () => {
    const made = joinParts([first, second]);
    assert.equal(joinParts([{ ...first }, { ...second }]), made);
    assert.notEqual(
      joinParts([first, { ...second, inet: second.inet, ownerPids: new Uint32Array(9) }]),
      made,
    );
  });

  it('are empty where there is none', () => {
    assert.equal(joined().inet.inode.length, 0);
  });

  it('have what is counted of each, at its rows, where only some have it', () => {
    const counted = (part: Snapshot, ...sent: number[]): Snapshot => {
      const traffic = uncounted(sent.length);
      traffic.sent.set(sent);
      return { ...part, traffic };
    };
    const { traffic } = joined(counted(first, 5, 6), first, counted(second, 7));
    assert.deepEqual([...(traffic?.sent ?? [])], [5, 6, Number.NaN, Number.NaN, 7]);
    assert.equal('traffic' in joinParts([first, second]).rows, false);
  });

  it('are made anew where what is counted is another', () => {
    const [one, other] = [uncounted(2), uncounted(2)];
    const before = joinParts([{ ...first, traffic: one }, second]);
    assert.equal(joinParts([{ ...first, traffic: one }, second]), before);
    assert.notEqual(joinParts([{ ...first, traffic: other }, second]), before);
  });
});
