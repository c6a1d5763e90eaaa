import assert from 'node:assert/strict';
import fc from 'fast-check';
import { destroyedAddress, DestroyedReader, shareFilter } from '../../../../src/core/netlink/destroyed';
import { DESTROYED_KINDS, DestroyedTable } from '../../../../src/core/traffic/destroyedSockets';
import { assertProperty, hostileBytes } from '../../property';
import { attributeOf, type Described, describing, refusal } from './recordedMessages';

const AT = 1_700_000_000_000;

/** What struct tcp_info says. */
interface Figures {
  readonly acknowledged?: number;
  readonly received?: number;
  readonly sent?: number;
  readonly sentAgain?: number;
  readonly roundTrip?: number;
  readonly retransmitted?: number;
  readonly segments?: number;
  /** All segments that came, with and without payload. */
  readonly came?: number;
}

/** struct tcp_info as a kernel has it whose structure is so long. */
function infoOf(figures: Figures, length = 280, littleEndian = true): Uint8Array {
  const view = new DataView(new ArrayBuffer(Math.max(length, 280)));
  const { acknowledged = 0, received = 0, sent = 0, sentAgain = 0, roundTrip = 20 } = figures;
  view.setUint32(68, roundTrip, littleEndian);
  view.setUint32(100, figures.retransmitted ?? 0, littleEndian);
  view.setUint32(140, figures.came ?? 0, littleEndian);
  view.setUint32(152, figures.segments ?? (received > 1 ? 1 : 0), littleEndian);
  for (const [at, value] of [
    [120, acknowledged],
    [128, received],
    [200, sent],
    [208, sentAgain],
  ] as const)
    view.setBigUint64(at, BigInt(value), littleEndian);
  return attributeOf(2, new Uint8Array(view.buffer, 0, length), littleEndian);
}

const LOOPBACK: Pick<Described, 'state' | 'local' | 'remote' | 'cookie'> = {
  state: 7,
  local: [[0x7f000001, 0, 0, 0], 49344],
  remote: [[0x7f000001, 0, 0, 0], 56517],
  cookie: [2_522_777, 1],
};

/** The rows that messages make, without where they came from. */
function read(messages: readonly Uint8Array[], littleEndian = true, hasOthers = false) {
  const table = new DestroyedTable();
  const reader = new DestroyedReader(littleEndian, table, hasOthers);
  const answers = messages.map((message) => reader.take(message, AT));
  const { columns, length } = table;
  const rows = Array.from({ length }, (_, row) => ({
    sent: columns.sent[row],
    received: columns.received[row],
    receivedDoubt: columns.receivedDoubt[row],
    acknowledged: columns.acknowledged[row],
    isAborted: columns.isAborted[row],
  }));
  return { rows, columns, length, answers };
}

/** The row of a socket that ended with this. */
function rowOf(figures: Figures, socket: Described = {}) {
  const { rows } = read([describing({ ...LOOPBACK, ...socket, attributes: [infoOf(figures)] })]);
  assert.equal(rows.length, 1);
  return rows[0];
}

describe('the kernel’s messages of sockets that were destroyed', () => {
  it('are asked for by an address with the groups of TCP alone', () => {
    assert.deepEqual([...destroyedAddress(true)], [16, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0]);
    assert.deepEqual([...destroyedAddress(false)], [0, 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5]);
  });

  it('are shared among sockets by the last byte of the cookie', () => {
    const words = (share: number, littleEndian: boolean): number[] => {
      const program = shareFilter(share, 8, littleEndian);
      const view = new DataView(program.buffer);
      return Array.from({ length: 10 }, (_, word) => view.getUint32(word * 4, littleEndian));
    };
    // What `bpf_asm` makes of: ldb [60]; and #7; jne #3, no; ret #-1; no: ret #0
    assert.deepEqual(
      [...shareFilter(3, 8, true).subarray(0, 24)],
      [0x30, 0, 0, 0, 60, 0, 0, 0, 0x54, 0, 0, 0, 7, 0, 0, 0, 0x15, 0, 0, 1, 3, 0, 0, 0],
    );
    assert.deepEqual(words(3, true).slice(7), [0xffff_ffff, 6, 0]);
    assert.equal(words(3, false)[1], 63);
  });

  for (const littleEndian of [true, false]) {
    it(`give every column on a ${littleEndian ? 'little' : 'big'}-endian machine`, () => {
      const figures = { acknowledged: 102, received: 5_000_000_201, sent: 130, sentAgain: 30 };
      const info = infoOf({ ...figures, roundTrip: 5402, retransmitted: 3 }, 280, littleEndian);
      const other = attributeOf(10, new Uint8Array([6]), littleEndian);
      const message = describing({ ...LOOPBACK, attributes: [other, info] }, littleEndian);
      const { columns, length } = read([message], littleEndian);
      assert.equal(length, 1);
      assert.equal(columns.cookie[0], 2 ** 32 + 2_522_777);
      assert.equal(columns.isIPv6[0], 0);
      assert.deepEqual([...columns.localAddress.subarray(0, 4)], [0x7f000001, 0, 0, 0]);
      assert.deepEqual([...columns.remoteAddress.subarray(0, 4)], [0x7f000001, 0, 0, 0]);
      assert.deepEqual([columns.localPort[0], columns.remotePort[0]], [49344, 56517]);
      assert.equal(columns.sent[0], 100);
      assert.equal(columns.received[0], 5_000_000_200);
      assert.deepEqual([columns.roundTrip[0], columns.retransmitted[0], columns.at[0]], [5402, 3, AT]);
    });
  }

  it('have all words of an IPv6 address', () => {
    const address = [0x20010db8, 0, 0, 7];
    const message = describing({
      ...LOOPBACK,
      family: 10,
      remote: [address, 443],
      attributes: [infoOf({ acknowledged: 2 })],
    });
    const { columns } = read([message]);
    assert.equal(columns.isIPv6[0], 1);
    assert.deepEqual([...columns.remoteAddress.subarray(0, 4)], address);
  });

  // As Linux 6.18 told them of connections on loopback whose bytes were known.
  const ended: readonly (readonly [string, Figures, Described, object])[] = [
    [
      'that connected and was told to the end',
      { acknowledged: 102, received: 201, sent: 100 },
      {},
      { sent: 100, received: 200, receivedDoubt: 1, acknowledged: 2, isAborted: 0 },
    ],
    [
      'that was accepted and was told to the end',
      { acknowledged: 201, received: 101, sent: 200 },
      {},
      { sent: 200, received: 100, receivedDoubt: 1, acknowledged: 1, isAborted: 0 },
    ],
    [
      'that closed first, and did not hear the end of the other',
      { acknowledged: 102, received: 200, sent: 100 },
      {},
      { sent: 100, received: 199, receivedDoubt: 1, acknowledged: 2, isAborted: 0 },
    ],
    [
      'that closed first, and has the FIN of the other unread',
      { acknowledged: 102, received: 201, sent: 100 },
      { rxQueue: 1 },
      { sent: 100, received: 200, receivedDoubt: 0, acknowledged: 2, isAborted: 0 },
    ],
    [
      'that received nothing',
      { acknowledged: 102, received: 0, sent: 100 },
      {},
      { sent: 100, received: 0, receivedDoubt: 0, acknowledged: 2, isAborted: 0 },
    ],
    [
      'that received nothing but a FIN',
      { acknowledged: 102, received: 1, sent: 100, segments: 0 },
      {},
      { sent: 100, received: 0, receivedDoubt: 0, acknowledged: 2, isAborted: 0 },
    ],
    [
      'that received one byte',
      { acknowledged: 102, received: 1, sent: 100, segments: 1 },
      {},
      { sent: 100, received: 0, receivedDoubt: 1, acknowledged: 2, isAborted: 0 },
    ],
    [
      'that was shut down and closed with bytes unread',
      { acknowledged: 102, received: 201, sent: 100 },
      { rxQueue: 201 },
      { sent: 100, received: 200, receivedDoubt: 1, acknowledged: 2, isAborted: 0 },
    ],
    [
      'that was closed with bytes unread',
      { acknowledged: 101, received: 200, sent: 100 },
      { rxQueue: 200 },
      { sent: 100, received: 199, receivedDoubt: 1, acknowledged: 1, isAborted: 1 },
    ],
    [
      'that was accepted and reset by the other end',
      { acknowledged: 200, received: 100, sent: 200 },
      {},
      { sent: 200, received: 99, receivedDoubt: 1, acknowledged: 0, isAborted: 1 },
    ],
    [
      'whose FIN was not acknowledged',
      { acknowledged: 101, received: 0, sent: 100 },
      { txQueue: 1 },
      { sent: 100, received: 0, receivedDoubt: 0, acknowledged: 1, isAborted: 1 },
    ],
    [
      'that gave up sending again',
      { acknowledged: 51, received: 0, sent: 260, sentAgain: 140, retransmitted: 2 },
      { txQueue: 70 },
      { sent: 120, received: 0, receivedDoubt: 0, acknowledged: 0, isAborted: 1 },
    ],
  ];
  for (const [what, figures, socket, row] of ended) {
    it(`tell the payload of one ${what}`, () => assert.deepEqual(rowOf(figures, socket), row));
  }

  it('have no figures of one that was aborted with SO_LINGER of 0, but its cookie and foreign address', () => {
    const { columns, rows } = read([
      describing({
        ...LOOPBACK,
        local: [[0, 0, 0, 0], 60080],
        remote: [[0x7f000001, 0, 0, 0], 0],
        txQueue: 65_538,
        attributes: [infoOf({ roundTrip: 0 })],
      }),
    ]);
    const [sent, received] = [Number.NaN, Number.NaN];
    assert.deepEqual(rows, [{ sent, received, receivedDoubt: 0, acknowledged: 0, isAborted: 1 }]);
    assert.equal(columns.cookie[0], 2 ** 32 + 2_522_777);
    assert.deepEqual([columns.localPort[0], columns.remoteAddress[0]], [60080, 0x7f000001]);
  });

  const none: readonly (readonly [string, Described])[] = [
    ['of a connect that was refused', { remote: [[0x7f000001, 0, 0, 0], 0], txQueue: 3 }],
    ['of a connect that was refused meanwhile', { remote: [[0x7f000001, 0, 0, 0], 1], txQueue: 1 }],
    ['of a socket that never was connected', { remote: [[0, 0, 0, 0], 0] }],
    ['of a listener', { local: [[0x7f000001, 0, 0, 0], 80], remote: [[0, 0, 0, 0], 0], txQueue: 128 }],
    ['of another family', { family: 1, remote: [[1, 0, 0, 0], 1] }],
  ];
  for (const [what, socket] of none) {
    it(`are left out where they are ${what}`, () => {
      const message = describing({ state: 7, ...socket, attributes: [infoOf({ roundTrip: 0 })] });
      assert.equal(read([message]).length, 0);
    });
  }

  // As Linux 6.18 told them to root and to uid 65534.
  const LOOP = [0x7f000001, 0, 0, 0];
  const others: readonly (readonly [string, Described, Figures, number | undefined])[] = [
    ['a listener', { local: [LOOP, 4005] }, {}, DESTROYED_KINDS.listenerOrBound],
    ['a listener of IPv6 on all addresses', { family: 10, local: [[0, 0, 0, 0], 4006] }, {}, 1],
    ['a socket that was bound', { local: [LOOP, 4004] }, {}, DESTROYED_KINDS.listenerOrBound],
    ['a socket that was never bound', {}, {}, undefined],
    [
      'a connect that was refused, whose program asked for the outcome',
      { local: [LOOP, 36_838], remote: [LOOP, 4002], txQueue: 1 },
      { came: 1 },
      DESTROYED_KINDS.refused,
    ],
    [
      'a connect that was given up without an answer',
      { local: [LOOP, 55_150], remote: [LOOP, 4010], txQueue: 1 },
      {},
      undefined,
    ],
    [
      'a connect that connect(2) itself says was refused',
      { local: [[0, 0, 0, 0], 58_544], remote: [LOOP, 0], txQueue: 3 },
      {},
      undefined,
    ],
    [
      'a connection that waited to be accepted when its listener closed',
      { local: [LOOP, 4007], remote: [LOOP, 0], txQueue: 65_538 },
      {},
      DESTROYED_KINDS.connection,
    ],
  ];
  for (const [what, socket, figures, kind] of others) {
    it(`are told apart, where all are asked for, if they are of ${what}`, () => {
      const attributes = [infoOf({ roundTrip: 0, ...figures })];
      const message = describing({ state: 7, cookie: [9, 0], ...socket, attributes });
      const { columns, length } = read([message], true, true);
      assert.equal(length === 0 ? undefined : columns.kind[0], kind);
      const local = socket.local?.[1];
      if (length > 0) assert.deepEqual([columns.cookie[0], columns.localPort[0]], [9, local]);
    });
  }

  it('of a kernel before 4.19 tell at least what was sent, and before 4.1 nothing was counted', () => {
    const socket = (length: number): Uint8Array =>
      describing({ ...LOOPBACK, attributes: [infoOf({ acknowledged: 102, received: 201 }, length)] });
    const { rows } = read([socket(192), socket(104)]);
    const unknown = { acknowledged: 0, isAborted: 0 };
    assert.deepEqual(rows, [
      { ...unknown, sent: 100, received: 200, receivedDoubt: 1 },
      { ...unknown, sent: Number.NaN, received: Number.NaN, receivedDoubt: 0 },
    ]);
  });

  it('without figures are of aborted ones', () => {
    const { rows } = read([describing(LOOPBACK)]);
    assert.equal(rows[0]?.isAborted, 1);
    assert.ok(Number.isNaN(rows[0]?.sent));
  });

  it('give no row where the kernel says something else, or is cut off', () => {
    const whole = describing({ ...LOOPBACK, attributes: [infoOf({ acknowledged: 1 })] });
    const { length, answers } = read([refusal(1), whole.subarray(0, 60)]);
    assert.equal(length, 0);
    assert.deepEqual(answers, ['refused', 'refused']);
  });

  it('never fail, whatever the bytes', () => {
    assertProperty(hostileBytes, (bytes) => void read([bytes]));
    const whole = describing({ ...LOOPBACK, attributes: [infoOf({ acknowledged: 1, received: 9 })] });
    const changed = fc.tuple(
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }),
      fc.nat(whole.length),
    );
    assertProperty(changed, ([changes, length]) => {
      const bytes = whole.slice();
      for (const [at, value] of changes) bytes[at] = value;
      const { rows } = read([bytes.subarray(0, length)]);
      for (const { sent, received } of rows) {
        assert.ok(Number.isNaN(sent) || Number.isFinite(sent));
        assert.ok(Number.isNaN(received) || (received ?? -1) >= 0);
      }
    });
  });
});
