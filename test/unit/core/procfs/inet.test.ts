import assert from 'node:assert/strict';
import fc from 'fast-check';
import { InetTable, type InetProtocol, inetSocketAt } from '../../../../src/core/model/inetTable';
import type { ParseIssue } from '../../../../src/core/model/issue';
import { InetReader } from '../../../../src/core/procfs/inetReader';
import { assertProperty, hostileBytes } from '../../property';

const HEADER =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const LISTENER =
  '   0: 0100007F:0BB8 00000000:0000 0A 00000001:00000002 03:0000001F 00000004  1000        5 67890 1 0000000000000000 100 0 0 10 0';

function parse(
  text: string,
  protocol: InetProtocol = 'tcp',
  littleEndian = true,
): { table: InetTable; issues: ParseIssue[] } {
  const table = new InetTable();
  const reader = new InetReader({ protocol, littleEndian }, table);
  reader.take(Buffer.from(text, 'latin1'));
  return { table, issues: reader.issues };
}

describe('InetReader', () => {
  it('reads every column of a row', () => {
    const { table, issues } = parse(`${HEADER}\n${LISTENER}\n`);
    assert.deepEqual(issues, []);
    assert.equal(table.length, 1);
    assert.deepEqual(inetSocketAt(table.columns, 0), {
      protocol: 'tcp',
      isIPv6: false,
      localAddress: [0x7f000001, 0, 0, 0],
      localPort: 3000,
      remoteAddress: [0, 0, 0, 0],
      remotePort: 0,
      state: 0x0a,
      txQueue: 1,
      rxQueue: 2,
      timer: 3,
      timerWhen: 31,
      retransmits: 4,
      uid: 1000,
      timeout: 5,
      inode: 67890,
      drops: 0,
    });
  });

  it('reads IPv6 addresses, words in the byte order of the machine', () => {
    const row = (address: string): string =>
      `   0: ${address}:0016 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0`;
    const little = parse(`${HEADER}\n${row('B80D0120000000000000000001000000')}\n`, 'tcp6');
    const big = parse(`${HEADER}\n${row('20010DB8000000000000000000000001')}\n`, 'tcp6', false);
    for (const { table } of [little, big]) {
      assert.deepEqual(inetSocketAt(table.columns, 0).localAddress, [0x20010db8, 0, 0, 1]);
    }
  });

  it('reads the drops of datagram sockets, and 0 where an old kernel has no such column', () => {
    const start =
      '  401: 00000000:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000   101        0 23456';
    const { table, issues } = parse(
      `${HEADER} ref pointer drops\n${start} 2 0000000000000000 17\n${start}\n`,
      'udp',
    );
    assert.deepEqual(issues, []);
    assert.deepEqual([...table.columns.drops.slice(0, 2)], [17, 0]);
  });

  it('reads rows of other widths: long row numbers, wide uids, extra columns', () => {
    const rows = [
      LISTENER.replace('   0:', '123456:'),
      LISTENER.replace('  1000 ', '  4294967294 '),
      `${LISTENER} and more`,
      LISTENER.replace(' 1 0000000000000000 100 0 0 10 0', ''),
    ];
    const { table, issues } = parse(`${HEADER}\n${rows.join('\n')}\n`);
    assert.deepEqual(issues, []);
    assert.equal(table.length, 4);
    assert.deepEqual([...table.columns.inode.slice(0, 4)], [67890, 67890, 67890, 67890]);
    assert.equal(table.columns.uid[1], 4294967294);
  });

  it('says of each broken line where and why, and reads all others', () => {
    const lines = [
      LISTENER,
      'garbage',
      '',
      LISTENER.replace('0BB8', 'XYZ!'),
      LISTENER.replace(' 67890', ' inode'),
      LISTENER.replace('  1000 ', ' 99999999999 ').replace(' 67890 ', ' 1234567890123 '),
      LISTENER,
    ];
    const { table, issues } = parse(`${HEADER}\n${lines.join('\n')}\n`);
    assert.deepEqual(
      issues.map(({ line, field, reason, rowKept }) => ({ line, field, reason, rowKept })),
      [
        { line: 3, field: 'sl', reason: 'is missing or unreadable', rowKept: false },
        { line: 4, field: 'line', reason: 'is empty', rowKept: false },
        { line: 5, field: 'local_port', reason: 'is missing or unreadable', rowKept: false },
        { line: 6, field: 'inode', reason: 'is missing or unreadable', rowKept: true },
        { line: 7, field: 'uid', reason: 'does not fit 32 bits', rowKept: true },
      ],
    );
    assert.equal(Buffer.from(issues[0]?.raw ?? []).toString(), 'garbage');
    assert.equal(table.length, 4);
  });

  it('takes for a row what scanf(3) reads as one: signs, prefixes, blanks, and no number where there is none', () => {
    const change = (from: string, to: string): ParseIssue | undefined =>
      parse(`${HEADER}\n${LISTENER.replace(from, to)}\n`).issues[0];
    for (const [from, to] of [
      ['   0:', '   x:'],
      ['   0:', '   :'],
      ['   0:', '   0 :'],
      ['   0:', '0x0:'],
      [':0BB8', ' :0BB8'],
      [' 0A ', ' - '],
      [' 0A ', '\xa00A '],
      ['00000004', '-'],
    ] as const) {
      assert.equal(change(from, to)?.rowKept, false, to);
    }
    for (const [from, to] of [
      ['   0:', '\t-7:'],
      [':0BB8', ': +0xBB8'],
      [' 0A ', ' 0X0A '],
      [' 0A ', '\v0A\f'],
      ['00000004', '0x'],
    ] as const) {
      assert.equal(change(from, to), undefined, to);
    }
    assert.equal(change(' 67890', '\0 67890')?.field, 'inode');
  });

  it('says that the file was cut where its last line is', () => {
    const { table, issues } = parse(`${HEADER}\n${LISTENER}\n${LISTENER.slice(0, 40)}`);
    assert.equal(table.length, 1);
    assert.equal(issues.length, 1);
    assert.match(issues[0]?.reason ?? '', /the file ends in the middle of this line/);
  });

  it('keeps a last row without its newline, and says that it may be cut', () => {
    const { table, issues } = parse(`${HEADER}\n${LISTENER}`);
    assert.equal(table.length, 1);
    assert.deepEqual([issues[0]?.line, issues[0]?.rowKept], [2, true]);
  });

  it('keeps duplicates: removing them is the snapshot’s work', () => {
    assert.equal(parse(`${HEADER}\n${LISTENER}\n${LISTENER}\n`).table.length, 2);
  });

  it('reads nothing from an empty file or a header alone', () => {
    for (const text of ['', HEADER, `${HEADER}\n`]) {
      const { table, issues } = parse(text);
      assert.deepEqual([table.length, issues.length], [0, 0]);
    }
  });

  it('reads the same from pieces as from the whole, with the numbers of lines', () => {
    const lines = [HEADER, LISTENER, 'broken', LISTENER, 'also broken', LISTENER.slice(0, 40)];
    const whole = parse(lines.join('\n'));
    assert.deepEqual(
      whole.issues.map(({ line }) => line),
      [3, 5, 6],
    );
    for (let cut = 1; cut < lines.length; cut++) {
      const table = new InetTable();
      const reader = new InetReader({ protocol: 'tcp', littleEndian: true }, table);
      reader.take(Buffer.from(`${lines.slice(0, cut).join('\n')}\n`));
      reader.take(Buffer.from(lines.slice(cut).join('\n')));
      assert.deepEqual([table.slice(), reader.issues], [whole.table.slice(), whole.issues], `cut at ${cut}`);
    }
  });

  it('never throws, whatever the bytes', () => {
    assertProperty(
      fc.tuple(hostileBytes, fc.constantFrom<InetProtocol>('tcp', 'tcp6', 'udp', 'raw6')),
      ([bytes, protocol]) => {
        const table = new InetTable();
        const reader = new InetReader({ protocol, littleEndian: true }, table);
        reader.take(bytes);
        assert.ok(table.length + reader.issues.length >= 0);
      },
    );
  });

  it('gives every well-formed row back', () => {
    const word = fc.nat(0xffffffff);
    const port = fc.nat(0xffff);
    const socket = fc.record({
      local: fc.tuple(word, word, word, word),
      localPort: port,
      remote: fc.tuple(word, word, word, word),
      remotePort: port,
      state: fc.nat(15),
      txQueue: word,
      rxQueue: word,
      timer: fc.nat(4),
      when: word,
      retransmits: word,
      uid: word,
      timeout: fc.nat(99),
      inode: word,
    });
    assertProperty(
      fc.tuple(fc.array(socket), fc.boolean(), fc.boolean()),
      ([sockets, isIPv6, littleEndian]) => {
        const words = isIPv6 ? 4 : 1;
        const hex = (value: number, digits: number): string =>
          value.toString(16).toUpperCase().padStart(digits, '0');
        const address = (value: readonly number[]): string =>
          value
            .slice(0, words)
            .map((part) => {
              const bytes = Buffer.alloc(4);
              if (littleEndian) bytes.writeUInt32LE(part);
              else bytes.writeUInt32BE(part);
              return bytes.toString('hex').toUpperCase();
            })
            .join('');
        const lines = sockets.map(
          (s, i) =>
            `${String(i).padStart(4)}: ${address(s.local)}:${hex(s.localPort, 4)} ${address(s.remote)}:${hex(s.remotePort, 4)} ` +
            `${hex(s.state, 2)} ${hex(s.txQueue, 8)}:${hex(s.rxQueue, 8)} ${hex(s.timer, 2)}:${hex(s.when, 8)} ` +
            `${hex(s.retransmits, 8)} ${String(s.uid).padStart(5)} ${String(s.timeout).padStart(8)} ${s.inode} 1 0000000000000000 0`,
        );
        const { table, issues } = parse(
          [HEADER, ...lines, ''].join('\n'),
          isIPv6 ? 'tcp6' : 'tcp',
          littleEndian,
        );
        assert.deepEqual(issues, []);
        assert.equal(table.length, sockets.length);
        for (const [i, expected] of sockets.entries()) {
          const row = inetSocketAt(table.columns, i);
          assert.deepEqual(row.localAddress.slice(0, words), expected.local.slice(0, words));
          assert.deepEqual(row.remoteAddress.slice(0, words), expected.remote.slice(0, words));
          const { localPort, remotePort, state, txQueue, rxQueue, timer, retransmits, uid, timeout, inode } =
            expected;
          assert.deepEqual(
            { localPort, remotePort, state, txQueue, rxQueue, timer, retransmits, uid, timeout, inode },
            {
              localPort: row.localPort,
              remotePort: row.remotePort,
              state: row.state,
              txQueue: row.txQueue,
              rxQueue: row.rxQueue,
              timer: row.timer,
              retransmits: row.retransmits,
              uid: row.uid,
              timeout: row.timeout,
              inode: row.inode,
            },
          );
        }
      },
    );
  });
});
