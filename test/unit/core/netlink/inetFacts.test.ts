import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { InetSocket } from '../../../../src/core/model/inetTable';
import { InetFactsReader, inetFactsRequest } from '../../../../src/core/netlink/inetFacts';
import { readUnixDiagnosis, unixDiagRequest } from '../../../../src/core/netlink/unixDiag';
import { assertProperty } from '../../property';
import { attributeOf, describing, describingUnix, done, refusal, wordsOf } from './recordedMessages';

const [INFO, CONGESTION, MEMORY] = [2, 4, 7];
const [PEER, QUEUES] = [2, 4];

/** A struct tcp_info of so many bytes, in which each word is its own offset. */
function tcpInfo(length: number, littleEndian: boolean): Uint8Array {
  return wordsOf(
    Array.from({ length: length / 4 }, (_, word) => word * 4),
    littleEndian,
  );
}

function factsOf(messages: readonly Uint8Array[], littleEndian = true, protocol: 'tcp' | 'udp' = 'tcp') {
  const reader = new InetFactsReader(7, protocol, littleEndian);
  assert.equal(reader.take(Buffer.concat([...messages, done(0, littleEndian)])), 'done');
  return reader.facts;
}

const memory = (littleEndian = true): Uint8Array =>
  attributeOf(MEMORY, wordsOf([1, 2, 3, 4, 5, 6, 7, 8, 9], littleEndian), littleEndian);

describe('what the kernel knows of a socket', () => {
  for (const littleEndian of [true, false]) {
    it(`is told of a connection on a ${littleEndian ? 'little' : 'big'}-endian machine`, () => {
      const attributes = [
        attributeOf(CONGESTION, Buffer.from('cubic\0'), littleEndian),
        attributeOf(INFO, tcpInfo(248, littleEndian), littleEndian),
        memory(littleEndian),
      ];
      const long = (low: number, high: number): number =>
        littleEndian ? low + high * 2 ** 32 : high + low * 2 ** 32;
      assert.deepEqual(factsOf([describing({ inode: 7, attributes }, littleEndian)], littleEndian), {
        connection: {
          retransmissionTimeout: 8,
          segmentSize: 16,
          unacknowledged: 24,
          sentAgo: 44,
          receivedAgo: 52,
          pathMtu: 60,
          roundTrip: { time: 68, variation: 72, least: 148 },
          congestionWindow: 80,
          retransmitted: 100,
          acknowledged: long(120, 124),
          received: long(128, 132),
          unsent: 144,
          deliveryRate: long(160, 164),
          sent: long(200, 204),
          sentAgain: long(208, 212),
        },
        congestionControl: 'cubic',
        buffers: { receive: 1, receiveLimit: 2, sendLimit: 4, send: 6 },
      });
    });
  }

  it('leaves out what an older kernel does not tell, and a round trip that was never measured', () => {
    const older = describing({ inode: 7, attributes: [attributeOf(INFO, tcpInfo(104, true))] });
    assert.deepEqual(Object.keys(factsOf([older])?.connection ?? {}).toSorted(), [
      'congestionWindow',
      'pathMtu',
      'receivedAgo',
      'retransmissionTimeout',
      'retransmitted',
      'roundTrip',
      'segmentSize',
      'sentAgo',
      'unacknowledged',
    ]);
    const info = tcpInfo(152, true);
    const roundTrip = () =>
      factsOf([describing({ inode: 7, attributes: [attributeOf(INFO, info)] })])?.connection?.roundTrip;
    info.fill(0xff, 148);
    assert.deepEqual(roundTrip(), { time: 68, variation: 72 });
    info.fill(0, 68, 72);
    assert.equal(roundTrip(), undefined);
  });

  it('has no time of data that never was, and none before the connection is made', () => {
    const infoWith = (...zeroes: readonly number[]): Uint8Array => {
      const info = tcpInfo(248, true);
      for (const at of zeroes) info.fill(0, at, at + 8);
      return info;
    };
    const timesOf = (state: number, ...zeroes: readonly number[]) => {
      const socket = describing({ inode: 7, state, attributes: [attributeOf(INFO, infoWith(...zeroes))] });
      const { sentAgo, receivedAgo } = factsOf([socket])?.connection ?? {};
      return [sentAgo, receivedAgo];
    };
    const [SENT, RECEIVED, SYN_SENT] = [200, 128, 2];
    assert.deepEqual(timesOf(1), [44, 52]);
    assert.deepEqual(timesOf(1, SENT), [undefined, 52]);
    assert.deepEqual(timesOf(1, RECEIVED), [44, undefined]);
    assert.deepEqual(timesOf(SYN_SENT), [undefined, undefined]);
  });

  it('is of UDP its buffers, the memory that is sent from among them', () => {
    assert.deepEqual(factsOf([describing({ inode: 7, state: 7, attributes: [memory()] })], true, 'udp'), {
      buffers: { receive: 1, receiveLimit: 2, send: 3, sendLimit: 4 },
    });
  });

  it('is of a listener how many wait to be accepted, and how many may', () => {
    const listener = describing({
      inode: 7,
      state: 10,
      rxQueue: 3,
      txQueue: 511,
      attributes: [attributeOf(INFO, tcpInfo(248, true))],
    });
    assert.deepEqual(factsOf([listener]), { acceptQueue: { waiting: 3, limit: 511 } });
  });

  it('is of the socket that has the inode, among others of its ports', () => {
    const others = [describing({ inode: 6, attributes: [memory()] }), describing({ inode: 8 })];
    assert.deepEqual(factsOf([...others, describing({ inode: 7 })]), {});
    assert.equal(factsOf(others), undefined);
  });

  it('is asked for by ports, and of listeners in their small table alone', () => {
    const socket = { protocol: 'tcp', state: 1, localPort: 80, remotePort: 0xabcd } as InetSocket;
    const request = inetFactsRequest(socket, 'tcp', true);
    const view = new DataView(request.buffer);
    assert.equal(view.getUint32(0, true), request.length);
    assert.equal(view.getUint8(16 + 3), (1 << 1) | (1 << 3) | (1 << 6));
    assert.equal(view.getUint32(16 + 52, true), 0x1fff);
    const operations = [...request.subarray(76 + 4)];
    // Code, where to go on, and where to if not: behind all that follows, and four bytes more.
    assert.deepEqual(operations, [
      ...[2, 8, 36, 0, 0, 0, 80, 0],
      ...[3, 8, 28, 0, 0, 0, 80, 0],
      ...[4, 8, 20, 0, 0, 0, 0xcd, 0xab],
      ...[5, 8, 12, 0, 0, 0, 0xcd, 0xab],
    ]);
    const ofListener = inetFactsRequest({ ...socket, state: 10 }, 'tcp', true);
    assert.equal(new DataView(ofListener.buffer).getUint32(16 + 52, true), 1 << 10);
  });

  it('is of a UNIX socket its other end, and of a listening one its queue', () => {
    const peer = attributeOf(PEER, wordsOf([4_000_000_000]));
    const queues = attributeOf(QUEUES, wordsOf([2, 128]));
    const read = (state: number, ...attributes: Uint8Array[]) =>
      readUnixDiagnosis(describingUnix({ state, inode: 7 }, attributes), true);
    assert.deepEqual(read(1, peer, queues), { peerInode: 4_000_000_000 });
    assert.deepEqual(read(10, queues), { acceptQueue: { waiting: 2, limit: 128 } });
    assert.deepEqual(read(1, attributeOf(PEER, wordsOf([0]))), {});
    assert.equal(readUnixDiagnosis(refusal(), true), undefined);
    for (const littleEndian of [true, false]) {
      const view = new DataView(unixDiagRequest(0x12345678, littleEndian).buffer);
      // The family, the inode, what is to be shown, and any cookie.
      assert.equal(view.getUint8(16), 1);
      assert.equal(view.getUint32(24, littleEndian), 0x12345678);
      assert.equal(view.getUint32(28, littleEndian), 0x14);
      assert.equal(view.getBigUint64(32, littleEndian), 2n ** 64n - 1n);
      assert.equal(view.byteLength, view.getUint32(0, littleEndian));
    }
  });

  it('never throws and always ends, whatever comes', () => {
    const value = fc.tuple(fc.nat({ max: 9 }), fc.uint8Array({ maxLength: 260 }));
    const cut = fc.nat({ max: 400 });
    assertProperty(
      fc.tuple(fc.array(value, { maxLength: 4 }), cut, fc.nat({ max: 11 })),
      ([values, end, state]) => {
        const attributes = values.map(([type, bytes]) => attributeOf(type, bytes));
        const inet = describing({ inode: 7, state, attributes });
        new InetFactsReader(7, 'tcp', true).take(inet);
        new InetFactsReader(7, 'tcp', true).take(inet.subarray(0, end));
        readUnixDiagnosis(describingUnix({ state, inode: 7 }, attributes).subarray(0, end), true);
      },
    );
  });
});
