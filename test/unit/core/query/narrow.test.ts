import assert from 'node:assert/strict';
import { type LikelyOwner, NO_LIKELY_OWNERS } from '../../../../src/core/model/likelyOwner';
import { likelyOwnerOf } from '../../../../src/core/model/snapshot';
import { narrow } from '../../../../src/core/query/narrow';
import { snapshot } from '../../snapshots';

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
