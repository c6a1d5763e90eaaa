import assert from 'node:assert/strict';
import fc from 'fast-check';
import { InetTable } from '../../../../src/core/model/inetTable';
import { TrafficTable } from '../../../../src/core/model/trafficTable';
import { InetDiagReader, inetDiagRequest } from '../../../../src/core/netlink/inetDiag';
import { assertProperty } from '../../property';
import { attributeOf, type Described, describing, done, infoOf, wordsOf } from './recordedMessages';

/** What is read of sockets, row for row. */
function read(sockets: readonly Described[], littleEndian = true, protocol: 'tcp' | 'udp' = 'tcp') {
  const [table, traffic] = [new InetTable(), new TrafficTable()];
  const reader = new InetDiagReader(protocol, littleEndian, table, traffic);
  const messages = sockets.map((each) => describing(each, littleEndian));
  assert.equal(reader.take(Buffer.concat([...messages, done(0, littleEndian)])), 'done');
  assert.equal(traffic.length, table.length);
  return Array.from({ length: traffic.length }, (_, row) =>
    Object.fromEntries(Object.entries(traffic.columns).map(([name, column]) => [name, column[row]])),
  );
}

const NOTHING = { retransmitted: 0, roundTrip: 0, congestionWindow: 0 };
const UNCOUNTED = { sent: Number.NaN, received: Number.NaN, ...NOTHING };

describe('what the kernel counts of connections', () => {
  for (const littleEndian of [true, false]) {
    it(`is read beside each on a ${littleEndian ? 'little' : 'big'}-endian machine, beyond 32 bits`, () => {
      const info = infoOf(
        {
          roundTrip: 1_234,
          congestionWindow: 10,
          retransmitted: 3,
          received: 2 ** 40 + 5,
          acknowledged: 7,
          sent: 2 ** 41 + 900,
          sentAgain: 100,
        },
        280,
        littleEndian,
      );
      // As Linux 6.18 has them: SHUTDOWN, padding, the control group, SOCKOPT, INFO.
      const attributes = [
        attributeOf(8, new Uint8Array(1), littleEndian),
        attributeOf(21, wordsOf([7, 7], littleEndian), littleEndian),
        attributeOf(22, new Uint8Array(2), littleEndian),
        info,
      ];
      assert.deepEqual(read([{ state: 1, cookie: [0x8000_0001, 2], attributes }], littleEndian), [
        {
          cookie: 2 * 2 ** 32 + 0x8000_0001,
          sent: 2 ** 41 + 800,
          received: 2 ** 40 + 5,
          retransmitted: 3,
          roundTrip: 1_234,
          congestionWindow: 10,
        },
      ]);
    });
  }

  it('is what the other end has where the kernel does not count what was sent, without what opens and ends it', () => {
    const of = (state: number, acknowledged: number) =>
      read([{ state, attributes: [infoOf({ acknowledged, received: 4 }, 192)] }])[0];
    const [SYN_SENT, ESTABLISHED, FIN_WAIT1, FIN_WAIT2] = [2, 1, 4, 5];
    assert.deepEqual(
      [of(SYN_SENT, 0), of(ESTABLISHED, 101), of(FIN_WAIT1, 101), of(FIN_WAIT2, 102)].map(
        (row) => row?.['sent'],
      ),
      [0, 100, 100, 100],
    );
    assert.equal(of(ESTABLISHED, 101)?.['received'], 4);
  });

  it('is not known of bytes where the kernel is older still', () => {
    const info = infoOf({ roundTrip: 9, congestionWindow: 2, retransmitted: 1 }, 104);
    assert.deepEqual(read([{ cookie: [1, 0], attributes: [info] }]), [
      { ...UNCOUNTED, cookie: 1, roundTrip: 9, congestionWindow: 2, retransmitted: 1 },
    ]);
  });

  it('is nothing of listeners, of those that are kept for nobody, and of UDP', () => {
    const [SYN_RECV, TIME_WAIT, LISTEN, CLOSE] = [3, 6, 10, 7];
    const listener = {
      state: LISTEN,
      cookie: [3, 0],
      attributes: [infoOf({ congestionWindow: 10 })],
    } as const;
    const rows = read([{ state: SYN_RECV, cookie: [1, 0] }, { state: TIME_WAIT, cookie: [2, 0] }, listener]);
    assert.deepEqual(
      rows,
      [1, 2, 3].map((cookie) => ({ ...UNCOUNTED, cookie })),
    );
    assert.deepEqual(read([{ state: CLOSE, cookie: [4, 0], drops: 1 }], true, 'udp'), [
      { ...UNCOUNTED, cookie: 4 },
    ]);
  });

  it('is not read from an attribute that is cut off, or ends before its least fields', () => {
    const cut = infoOf({ sent: 5 });
    new DataView(cut.buffer).setUint16(0, cut.length + 4, true);
    for (const attributes of [[cut], [infoOf({}, 100)], [new Uint8Array(4)]])
      assert.deepEqual(read([{ attributes }]), [{ ...UNCOUNTED, cookie: 0 }]);
  });

  it('has a row for each of the table, whatever comes', () => {
    const whole = describing({ state: 1, cookie: [9, 0], attributes: [infoOf({ sent: 5, received: 6 })] });
    const damaged = fc.tuple(
      fc.nat({ max: whole.length }),
      fc.nat({ max: whole.length - 1 }),
      fc.uint8Array({ maxLength: 8 }),
    );
    assertProperty(damaged, ([length, at, bytes]) => {
      const message = whole.slice();
      message.set(bytes.subarray(0, message.length - at), at);
      const [table, traffic] = [new InetTable(), new TrafficTable()];
      const reader = new InetDiagReader('tcp', true, table, traffic);
      assert.ok(['more', 'done', 'refused'].includes(reader.take(message.subarray(0, length))));
      assert.equal(traffic.length, table.length);
    });
  });

  it('is asked for where it is wanted alone, of TCP', () => {
    const extensions = (counted: boolean) => inetDiagRequest('tcp', 'all', true, counted)[16 + 3];
    // INET_DIAG_INFO is attribute 2: the second bit.
    assert.deepEqual([extensions(false), extensions(true)], [0, 2]);
    assert.deepEqual(inetDiagRequest('udp', 'all', true, true), inetDiagRequest('udp', 'all', true));
  });
});
