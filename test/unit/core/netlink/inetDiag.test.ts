import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type InetSocket, InetTable, inetSocketAt } from '../../../../src/core/model/inetTable';
import {
  completeHalfOpen,
  InetDiagReader,
  inetDiagRequest,
  type Selection,
} from '../../../../src/core/netlink/inetDiag';
import { assertProperty } from '../../property';
import { attributeOf, describing, done, refusal, wordsOf } from './recordedMessages';

function rowsOf(table: InetTable): InetSocket[] {
  return Array.from({ length: table.length }, (_, row) => inetSocketAt(table.columns, row));
}

function read(protocol: 'tcp' | 'udp6', messages: readonly Uint8Array[], littleEndian = true) {
  const table = new InetTable();
  const reader = new InetDiagReader(protocol, littleEndian, table);
  const answer = reader.take(Buffer.concat(messages));
  return { answer, rows: rowsOf(table), counts: reader.rows };
}

describe('the kernel’s socket diagnosis', () => {
  for (const littleEndian of [true, false]) {
    it(`gives every column of a connection on a ${littleEndian ? 'little' : 'big'}-endian machine`, () => {
      const socket = describing(
        {
          state: 1,
          timer: 1,
          counter: 3,
          local: [[0x7f000001, 0, 0, 0], 3000],
          remote: [[0x0a000002, 0, 0, 0], 40000],
          expires: 2_340,
          rxQueue: 7,
          txQueue: 8,
          uid: 1000,
          inode: 4_000_000_000,
        },
        littleEndian,
      );
      const { answer, rows, counts } = read('tcp', [socket, done(0, littleEndian)], littleEndian);
      assert.equal(answer, 'done');
      assert.deepEqual(counts, { ipv4: 1, ipv6: 0 });
      assert.deepEqual(rows, [
        {
          protocol: 'tcp',
          isIPv6: false,
          localAddress: [0x7f000001, 0, 0, 0],
          localPort: 3000,
          remoteAddress: [0x0a000002, 0, 0, 0],
          remotePort: 40000,
          state: 1,
          txQueue: 8,
          rxQueue: 7,
          timer: 1,
          timerWhen: 234,
          retransmits: 3,
          uid: 1000,
          timeout: 0,
          inode: 4_000_000_000,
          drops: 0,
        },
      ]);
    });
  }

  it('counts keepalive probes where that timer runs, and hides the limit of a listener', () => {
    const { rows } = read('tcp', [
      describing({ family: 10, timer: 2, counter: 4 }),
      describing({ family: 10, state: 10, txQueue: 511, rxQueue: 2 }),
    ]);
    assert.deepEqual(
      rows.map(({ protocol, retransmits, timeout, txQueue, rxQueue }) => [
        protocol,
        retransmits,
        timeout,
        txQueue,
        rxQueue,
      ]),
      [
        ['tcp6', 0, 4, 0, 0],
        ['tcp6', 0, 0, 0, 2],
      ],
    );
  });

  it('tells how many connections may wait at a listener to who wants that', () => {
    const limits = new Map<number, number>();
    new InetDiagReader('tcp', true, new InetTable(), undefined, limits).take(
      Buffer.concat([
        describing({ state: 10, txQueue: 511, inode: 7 }),
        describing({ state: 1, txQueue: 9, inode: 8 }),
      ]),
    );
    assert.deepEqual([...limits], [[7, 511]]);
  });

  for (const littleEndian of [true, false]) {
    it(`finds the control group among the attributes on a ${littleEndian ? 'little' : 'big'}-endian machine`, () => {
      const id = [2, 0x8000_0001];
      const group = wordsOf(littleEndian ? id.toReversed() : id, littleEndian);
      const shutdown = attributeOf(8, new Uint8Array(1), littleEndian);
      const inGroup = [shutdown, attributeOf(21, group, littleEndian)];
      const messages = [{ attributes: inGroup }, {}, { attributes: [shutdown] }];
      const table = new InetTable();
      const reader = new InetDiagReader('tcp', littleEndian, table);
      const bytes = messages.map((each) => describing(each, littleEndian));
      reader.take(Buffer.concat([...bytes, done(0, littleEndian)]));
      assert.deepEqual([...table.columns.cgroup.subarray(0, 3)], [2 * 2 ** 32 + 0x8000_0001, 0, 0]);
    });
  }

  it('finds the dropped datagrams of UDP among the attributes', () => {
    const { rows } = read('udp6', [
      describing({ family: 10, state: 7, txQueue: 5, drops: 42 }),
      describing({ family: 10 }),
    ]);
    assert.deepEqual(
      rows.map(({ protocol, txQueue, drops }) => [protocol, txQueue, drops]),
      [
        ['udp6', 5, 42],
        ['udp6', 0, 0],
      ],
    );
  });

  it('gives a connection that is being made the user of its listener: of that address, else of all', () => {
    const table = new InetTable();
    const [here, there] = [0x7f000001, 0x7f000002];
    const at = (address: number, port: number) => [[address, 0, 0, 0], port] as const;
    const mapped = [[0, 0, 0xffff, there], 80] as const;
    new InetDiagReader('tcp', true, table).take(
      Buffer.concat([
        describing({ state: 3, local: at(here, 80) }),
        describing({ state: 3, local: at(there, 80) }),
        describing({ state: 3, family: 10, local: mapped }),
        describing({ state: 3, local: at(here, 81) }),
        describing({ state: 6, local: at(here, 80) }),
        describing({ state: 10, local: at(here, 80), uid: 33, inode: 5 }),
        describing({ state: 10, local: at(0, 80), uid: 44, inode: 6 }),
        describing({ state: 3, family: 10, local: [[1, 2, 3, 4], 80] }),
        describing({ state: 10, family: 10, local: at(0, 80), uid: 55, inode: 7 }),
      ]),
    );
    completeHalfOpen(table);
    assert.deepEqual(
      rowsOf(table).map(({ uid }) => uid),
      [33, 44, 55, 0, 0, 33, 44, 55, 55],
    );
  });

  it('gives connections that are being made the control group of their listener', () => {
    const table = new InetTable();
    const group = (id: number) => [attributeOf(21, wordsOf([id, 0]))];
    const local = [[0x7f000001, 0, 0, 0], 80] as const;
    new InetDiagReader('tcp', true, table).take(
      Buffer.concat([
        describing({ state: 3, local }),
        describing({ state: 10, local, inode: 5, attributes: group(77) }),
        describing({ state: 3, local: [local[0], 81] }),
      ]),
    );
    completeHalfOpen(table);
    assert.deepEqual([...table.columns.cgroup.subarray(0, 3)], [77, 77, 0]);
  });

  it('has no time where no timer runs, and none below 0, whatever an older kernel says', () => {
    const { rows } = read('udp6', [
      describing({ expires: 0xdeadbeef }),
      describing({ timer: 2, expires: 0xffffff00 }),
      describing({ timer: 2, expires: 7_200_000 }),
    ]);
    assert.deepEqual(
      rows.map(({ timerWhen }) => timerWhen),
      [0, 0, 720_000],
    );
  });

  it('is refused where the kernel reports an error, breaks off, or is not understood', () => {
    const socket = describing({});
    assert.equal(read('tcp', [socket]).answer, 'more');
    assert.equal(read('tcp', [socket, refusal()]).answer, 'refused');
    assert.equal(read('tcp', [socket, done(-4)]).answer, 'refused');
    assert.equal(read('tcp', [socket.subarray(0, 80)]).answer, 'refused');
    assert.equal(read('tcp', [describing({}).fill(0, 0, 4)]).answer, 'refused');
  });

  it('never throws and always ends, whatever comes', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc
        .tuple(fc.uint8Array({ maxLength: 200 }), fc.nat({ max: 300 }), fc.integer({ min: 0, max: 30 }))
        .map(([body, length, type]) => {
          const header = Buffer.alloc(16);
          header.writeUInt32LE(length, 0);
          header.writeUInt16LE(type, 4);
          return Buffer.concat([describing({ drops: 1 }), header, body]);
        }),
    );
    assertProperty(bytes, (message) => {
      const { answer } = read('udp6', [message]);
      assert.ok(['more', 'done', 'refused'].includes(answer));
    });
  });

  it('asks for listeners alone where those are wanted', () => {
    const states = (selection: Selection): number =>
      new DataView(inetDiagRequest('tcp', selection, true).buffer).getUint32(16 + 52, true);
    assert.equal(states('listening'), 1 << 10);
    // BOUND_INACTIVE (13) is of sockets that /proc/net does not list.
    assert.equal(states('all'), 0b1_1111_1111_1111);
    assert.equal(states('servers'), 0b1_1111_1111_1111);
  });

  for (const littleEndian of [true, false]) {
    it(`asks for sockets without a foreign port on a ${littleEndian ? 'little' : 'big'}-endian machine`, () => {
      const all = inetDiagRequest('tcp', 'all', littleEndian);
      const servers = inetDiagRequest('tcp', 'servers', littleEndian);
      assert.deepEqual(servers.subarray(4, all.length), all.subarray(4));
      const words = (...values: readonly number[]): number[] =>
        values.flatMap((value) => (littleEndian ? [value, 0] : [0, value]));
      assert.equal(new DataView(servers.buffer).getUint32(0, littleEndian), servers.length);
      // struct nlattr, and two of struct inet_diag_bc_op: code, yes, no.
      assert.deepEqual(
        [...servers.subarray(all.length)],
        [...words(12, 1), 5, 8, ...words(12), 0, 0, ...words(0)],
      );
    });
  }
});
