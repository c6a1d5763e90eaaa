import assert from 'node:assert/strict';
import { payload, receivedIn } from '../../../../src/core/netlink/finCame';

const [ESTABLISHED, FIN_WAIT2, CLOSE, CLOSE_WAIT] = [1, 5, 7, 8];

describe('the FIN among the bytes that came', () => {
  it('is none of the payload, where it came or may have come', () => {
    assert.deepEqual(
      [ESTABLISHED, FIN_WAIT2, CLOSE, CLOSE_WAIT].map((state) => payload(101, state)),
      [101, 101, 100, 100],
    );
    assert.equal(payload(0, CLOSE), 0);
    assert.ok(Number.isNaN(payload(Number.NaN, CLOSE)));
  });

  it('is left out where it came after the kernel had written down the state', () => {
    assert.equal(receivedIn(ESTABLISHED, 101, CLOSE_WAIT), 100);
    assert.equal(receivedIn(FIN_WAIT2, 2, CLOSE), 1);
    assert.equal(receivedIn(ESTABLISHED, 101, FIN_WAIT2), 101);
    // Its row says that it came: then it is taken off there.
    assert.equal(receivedIn(CLOSE_WAIT, 101, CLOSE), 101);
  });
});
