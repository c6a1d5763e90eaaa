import assert from 'node:assert/strict';
import { parseSockstat } from '../../../../src/core/procfs/sockstat';
import { assertProperty, hostileBytes } from '../../property';

describe('parseSockstat', () => {
  it('reads the counters of each protocol, and leaves out what is none', () => {
    const text = 'sockets: used 9\nTCP: inuse 5 orphan 0 tw 1 alloc 7 mem x\nUDP\nRAW: inuse\n';
    assert.deepEqual(Object.fromEntries(parseSockstat(Buffer.from(text))), {
      'sockets used': 9,
      'TCP inuse': 5,
      'TCP orphan': 0,
      'TCP tw': 1,
      'TCP alloc': 7,
    });
  });

  it('never throws, whatever the bytes', () => {
    assertProperty(hostileBytes, (bytes) => void parseSockstat(bytes));
  });
});
