import assert from 'node:assert/strict';
import { parseDev } from '../../../../src/core/procfs/dev';
import { parseIfInet6 } from '../../../../src/core/procfs/ifInet6';
import { parseIgmp } from '../../../../src/core/procfs/igmp';
import { parseIgmp6 } from '../../../../src/core/procfs/igmp6';
import { fileOf, issueTexts } from './issueText';

const DEV_HEADER = [
  'Inter-|   Receive                                                |  Transmit',
  ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed',
];

describe('parseDev', () => {
  it('reads every counter, all 64 bits of it', () => {
    const parsed = parseDev(
      fileOf(...DEV_HEADER, 'eth0:18446744073709551615 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16'),
    );
    assert.deepEqual(parsed.rows, [
      {
        name: 'eth0',
        rxBytes: 18446744073709551615n,
        rxPackets: 2n,
        rxErrors: 3n,
        rxDropped: 4n,
        rxFifo: 5n,
        rxFrame: 6n,
        rxCompressed: 7n,
        rxMulticast: 8n,
        txBytes: 9n,
        txPackets: 10n,
        txErrors: 11n,
        txDropped: 12n,
        txFifo: 13n,
        collisions: 14n,
        txCarrier: 15n,
        txCompressed: 16n,
      },
    ]);
    assert.deepEqual(parsed.issues, []);
  });

  it('reads the columns of kernels before 2.1', () => {
    const header = [
      'Inter-|   Receive                  |  Transmit',
      ' face |packets errs drop fifo frame|packets errs drop fifo colls carrier',
    ];
    const [row] = parseDev(
      fileOf(...header, '    lo:     59    1    2    3    4       60    5    6    7     8    9'),
    ).rows;
    assert.equal(row?.rxPackets, 59n);
    assert.equal(row?.txPackets, 60n);
    assert.equal(row?.txCarrier, 9n);
    assert.equal(row?.rxBytes, 0n);
  });

  it('keeps a row with an unreadable counter, and names the counter', () => {
    const parsed = parseDev(
      fileOf(...DEV_HEADER, ' x: 1 2', ' y: 1 two 3', 'z 1 2', ' w: 1 99999999999999999999 3'),
    );
    assert.deepEqual(
      parsed.rows.map(({ name, rxPackets }) => [name, rxPackets]),
      [
        ['x', 2n],
        ['y', 0n],
        ['w', 18446744073709551615n],
      ],
    );
    assert.deepEqual(issueTexts(parsed), [
      '3 receive errs is missing (kept)',
      '4 receive packets is not a decimal number (kept)',
      '5 face has no name before a colon (dropped)',
      '6 receive packets does not fit 64 bits (kept)',
      '6 receive drop is missing (kept)',
    ]);
  });

  it('takes the name of an old alias whole', () => {
    const alias = parseDev(fileOf(...DEV_HEADER, 'eth0:1: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16'));
    assert.equal(alias.rows[0]?.name, 'eth0:1');
    const tight = parseDev(fileOf(...DEV_HEADER, 'eth0:1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16'));
    assert.deepEqual([tight.rows[0]?.name, tight.rows[0]?.rxBytes], ['eth0', 1n]);
  });
});

describe('parseIfInet6', () => {
  it('reads every field', () => {
    const line = 'fe80000000000000946a12fffea1099e 0a 40 20 80 fifteen-chars-y';
    assert.deepEqual(parseIfInet6(fileOf(line)).rows, [
      {
        address: [0xfe800000, 0, 0x946a12ff, 0xfea1099e],
        index: 10,
        prefixLength: 64,
        scope: 0x20,
        flags: 0x80,
        device: 'fifteen-chars-y',
      },
    ]);
  });
});

describe('parseIgmp', () => {
  const header = 'Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter';
  const group = '\t\t\t\tFB0000E0     2 0:00000000\t\t0';

  it('gives each group the device above it', () => {
    const parsed = parseIgmp(
      fileOf(header, '1\tlo        :     1      V3', group, '9\tfifteen-chars-y:     1      V3', group),
      true,
    );
    assert.deepEqual(parsed.rows, [
      { device: 'lo', address: 0xe00000fb, users: 2 },
      { device: 'fifteen-chars-y', address: 0xe00000fb, users: 2 },
    ]);
  });

  it('gives a group below an unreadable device to none', () => {
    const parsed = parseIgmp(fileOf(header, '1\tlo        :     1      V3', '2 broken', group, '\tx'), true);
    assert.deepEqual(parsed.rows, []);
    assert.deepEqual(issueTexts(parsed), [
      '3 Device is missing or unreadable (dropped)',
      '4 Device is unknown: no readable line of a device came before (dropped)',
      '5 Group is not a hexadecimal number (dropped)',
    ]);
  });
});

describe('parseIgmp6', () => {
  it('takes an address whose last group is short, as netstat does, and says so', () => {
    const parsed = parseIgmp6(
      fileOf('2    eth0            ff02000000000000000000000000fb       1 00000004 0'),
    );
    assert.deepEqual(parsed.rows, [{ device: 'eth0', address: [0xff020000, 0, 0, 0xfb], users: 1 }]);
    assert.deepEqual(issueTexts(parsed), ['1 group has fewer than 32 hexadecimal digits (kept)']);
  });
});
