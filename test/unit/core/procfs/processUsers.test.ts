import assert from 'node:assert/strict';
import { parseUsers } from '../../../../src/core/procfs/processUsers';
import { assertProperty, hostileBytes } from '../../property';

describe('the users of a process', () => {
  it('are the four of the line of them', () => {
    const text = 'Name:\tUid: 1\nUmask:\t0022\nUid:\t0\t33\t0\t33\nGid:\t1\t1\t1\t1\n';
    assert.deepEqual(parseUsers(Buffer.from(text)), [0, 33, 0, 33]);
  });

  it('are not told by any other text', () => {
    for (const text of ['', 'Uid:\n', 'Uid:\ta\tb\n', 'Gid:\t1\t1\t1\t1\n'])
      assert.equal(parseUsers(Buffer.from(text)), undefined, text);
  });

  it('never throws, whatever the bytes', () => {
    assertProperty(hostileBytes, (bytes) => void parseUsers(bytes));
  });
});
