import assert from 'node:assert/strict';
import { SocketCounters } from '../../../../../src/node/engine/sockets/socketCounters';
import { FakeReader } from '../../fakeReader';

describe('the counters of sockets of a network namespace', () => {
  const reader = new FakeReader();
  const set = (used: number, ofAll: number, opens: number): void => {
    reader.files.set(
      'self/net/sockstat',
      `sockets: used ${used}\nTCP: inuse 1 orphan ${ofAll} tw 0 alloc ${ofAll} mem ${ofAll}\n`,
    );
    reader.files.set(
      'self/net/snmp',
      `Ip: Forwarding\nIp: 1\nTcp: RtoAlgorithm\nTcp: 1 200 120000 -1 ${opens} 0 0 0 1 55\n`,
    );
  };

  it('move with sockets of its own, and of one of many not with those of others', () => {
    for (const [isOneOfMany, ofAll] of [
      [false, false],
      [true, true],
    ] as const) {
      set(5, 1, 2);
      const counters = new SocketCounters(reader, isOneOfMany);
      const looks: boolean[] = [];
      const look = (...numbers: [number, number, number]): void => {
        set(...numbers);
        looks.push(counters.areStill());
      };
      look(5, 1, 2);
      look(5, 1, 2);
      look(6, 1, 2);
      look(6, 1, 3);
      look(6, 9, 3);
      counters.forget();
      look(6, 9, 3);
      assert.deepEqual(looks, [false, true, false, false, ofAll, false]);
    }
  });

  it('are never still where the kernel does not tell them', () => {
    const counters = new SocketCounters(new FakeReader());
    assert.deepEqual([counters.areStill(), counters.areStill()], [false, false]);
  });
});
