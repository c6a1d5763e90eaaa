import assert from 'node:assert/strict';
import { findSeen, isClosable } from '../../../../src/core/connections/closable';
import type { NamedConnection, SeenConnection } from '../../../../src/core/model/connection';

const SEEN: SeenConnection = {
  ...{ protocol: 'tcp', isIPv6: false, state: 1, inode: 77 },
  ...{ localAddress: [1, 0, 0, 0], localPort: 4000, remoteAddress: [2, 0, 0, 0], remotePort: 443 },
};
const now = (more: Partial<NamedConnection> = {}): NamedConnection => ({
  ...{ ...SEEN, device: 0, cookie: [1, 0] },
  ...more,
});

describe('what is ever closed', () => {
  it('is a connection of TCP in any state, and never what listens or has no foreign end', () => {
    for (const state of [1, 2, 3, 4, 5, 6, 8, 9, 11]) assert.ok(isClosable({ ...SEEN, state }), `${state}`);
    assert.ok(isClosable({ ...SEEN, protocol: 'tcp6' }));
    for (const state of [7, 10]) assert.ok(!isClosable({ ...SEEN, state }), `${state}`);
    assert.ok(!isClosable({ ...SEEN, remotePort: 0 }));
    for (const protocol of ['udp', 'udp6', 'sctp', 'raw'] as const)
      assert.ok(!isClosable({ ...SEEN, protocol }));
  });
});

describe('a connection that was seen', () => {
  it('is the one with its ends and inode, whatever state it is in by now', () => {
    assert.deepEqual(findSeen(SEEN, [now({ state: 8 })]), now({ state: 8 }));
  });

  it('is gone where nothing has its ends, though a listener has its port', () => {
    assert.equal(findSeen(SEEN, []), 'gone');
    assert.equal(findSeen(SEEN, [now({ state: 10, remotePort: 0, remoteAddress: [0, 0, 0, 0] })]), 'gone');
    const others = [
      { localAddress: [9, 0, 0, 0] },
      { remoteAddress: [9, 0, 0, 0] },
      { localPort: 4001 },
      { remotePort: 444 },
      { isIPv6: true, protocol: 'tcp6' },
    ] as const;
    for (const other of others) assert.equal(findSeen(SEEN, [now(other)]), 'gone', JSON.stringify(other));
  });

  it('is another one where its ends have another inode, or none', () => {
    assert.equal(findSeen(SEEN, [now({ inode: 78 })]), 'changed');
    assert.equal(findSeen(SEEN, [now({ inode: 0, state: 6 })]), 'changed');
  });

  it('is, without an inode, the one in the same state', () => {
    const waiting = { ...SEEN, inode: 0, state: 6 };
    assert.deepEqual(findSeen(waiting, [now({ inode: 0, state: 6 })]), now({ inode: 0, state: 6 }));
    assert.equal(findSeen(waiting, [now({ inode: 0, state: 5 })]), 'changed');
    assert.equal(findSeen(waiting, [now()]), 'changed');
  });

  it('is none of several that are the same but for their interface', () => {
    const waiting = { ...SEEN, inode: 0, state: 6 };
    const several = [1, 2].map((device) => now({ inode: 0, state: 6, device }));
    assert.equal(findSeen(waiting, several), 'changed');
  });
});
