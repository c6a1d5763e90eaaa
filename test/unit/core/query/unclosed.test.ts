import assert from 'node:assert/strict';
import { Unclosed, unclosedIn } from '../../../../src/core/query/unclosed';
import { type MadeSocket, snapshot } from '../../snapshots';

const CLOSE_WAIT = 8;
const ends = (port: number): MadeSocket => ({ local: ['10.0.0.1', port], remote: ['10.0.0.2', 443] });

const found = (...sockets: readonly MadeSocket[]): Float64Array => {
  const { inet } = snapshot(sockets);
  return unclosedIn(inet, inet.inode.length);
};

describe('connections that programs forgot to close', () => {
  it('are those of TCP in CLOSE_WAIT, each by a number that stays', () => {
    const of = (port: number, state: number): MadeSocket => ({ ...ends(port), state });
    const first = found(of(1, CLOSE_WAIT), of(2, 1), { ...of(3, CLOSE_WAIT), protocol: 'sctp' });
    assert.equal(first.length, 1);
    assert.equal(found(of(9, CLOSE_WAIT), { ...of(1, CLOSE_WAIT), inode: 77 })[1], first[0]);
  });

  it('were there ten seconds ago already: others are about to be closed', () => {
    const unclosed = new Unclosed();
    assert.equal(unclosed.follow([1, 2], 0), 0);
    assert.equal(unclosed.follow([1, 3], 9_999), 0);
    assert.equal(unclosed.follow([1, 3], 10_000), 1);
    assert.equal(unclosed.follow([3], 20_000), 1);
    assert.equal(unclosed.follow([], 30_000), 0);
    assert.equal(unclosed.follow([1], 40_000), 0, 'it went and came anew');
  });
});
