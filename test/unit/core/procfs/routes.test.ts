import assert from 'node:assert/strict';
import { parseFibTrie } from '../../../../src/core/procfs/fibTrie';
import { parseIpv6Route } from '../../../../src/core/procfs/ipv6Route';
import { parseRoute, ROUTE_COLUMNS } from '../../../../src/core/procfs/route';
import { headerColumns, missingColumn } from '../../../../src/core/procfs/routeColumns';
import { parseRtCache } from '../../../../src/core/procfs/rtCache';
import { EXAMPLES } from './examples';
import { fileOf, issueTexts } from './issueText';

const HEADER = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT';

describe('parseRoute', () => {
  it('reads every column, addresses in the byte order of the machine', () => {
    const line = 'eth1\t076433C6\tFA6433C6\t0007\t2\t7\t20\tFFFFFF00\t1500\t64\t300';
    const [route] = parseRoute(fileOf(HEADER, line), true).rows;
    assert.deepEqual(route, {
      device: 'eth1',
      destination: 0xc6336407,
      gateway: 0xc63364fa,
      flags: 7,
      refCount: 2,
      use: 7,
      metric: 20,
      mask: 0x00ffffff,
      mtu: 1500,
      window: 64,
      irtt: 300,
    });
    assert.equal(parseRoute(fileOf(HEADER, line), false).rows[0]?.destination, 0x076433c6);
  });

  it('takes numbers as C does: signed, and cut to 32 bits with an issue', () => {
    const parsed = parseRoute(
      fileOf(
        HEADER,
        'a\t0\t0\t1\t0\t4294967295\t-1\t0\t0\t0\t0',
        'b\t0\t0\t1\t0\t0\t99999999999\t0\t0\t0\t0',
      ),
      true,
    );
    assert.deepEqual(
      parsed.rows.map(({ use, metric }) => [use, metric]),
      [
        [-1, -1],
        [0, 1215752191],
      ],
    );
    assert.deepEqual(issueTexts(parsed), ['3 Metric does not fit 32 bits (kept)']);
  });

  it('finds the columns by their names, and passes over those it does not know', () => {
    const header = HEADER.replace('Metric', 'Novel\tMetric');
    const parsed = parseRoute(fileOf(header, 'a\t0\t0\t1\t0\t0\txyz\t7\t0\t1\t2\t3'), true);
    assert.deepEqual(issueTexts(parsed), []);
    assert.equal(parsed.rows[0]?.metric, 7);
    assert.equal(missingColumn(headerColumns(fileOf(header)), ROUTE_COLUMNS), undefined);
    const without = headerColumns(fileOf(HEADER.replace('Window', '')));
    assert.equal(missingColumn(without, ROUTE_COLUMNS), 'Window');
  });

  it('says which field of which line is unreadable, and reads the others', () => {
    const parsed = parseRoute(
      fileOf(
        HEADER,
        'a\t076433Z6\t0\t1\t0\t0\t0\t0\t0\t0\t0',
        'b\t0\t0\t1\t0\t0\t0\t0\t0\t0',
        'c\t0\t0\t1\t0\t0\t0\t0\t0',
        '',
        'd\t0\tG\t1\t0\t0\t0\t0\t0\t0\t0',
        'e\t0\t0\t1\t0\t0\t0\t0\t0\t0\t0',
      ),
      true,
    );
    assert.deepEqual(
      parsed.rows.map((route) => route.device),
      ['b', 'e'],
    );
    assert.deepEqual(issueTexts(parsed), [
      '2 Gateway is not a hexadecimal number (dropped)',
      '4 Window is missing (dropped)',
      '5 line is empty (dropped)',
      '6 Gateway is not a hexadecimal number (dropped)',
    ]);
  });

  it('says so where the file ends in the middle of a line', () => {
    const bytes = Buffer.from(`${HEADER}\neth0\t00000000\t0102`, 'latin1');
    assert.deepEqual(issueTexts(parseRoute(bytes, true)), [
      '2 Flags is missing (the file ends in the middle of this line) (dropped)',
    ]);
  });
});

describe('parseRtCache', () => {
  it('reads the columns of old kernels', () => {
    const { rows } = parseRtCache(Buffer.from(EXAMPLES['rtCache'] ?? '', 'latin1'), true);
    assert.deepEqual(rows[1], {
      device: 'lo',
      source: 0xc6336407,
      destination: 0xc000020a,
      gateway: 0xc000020a,
      flags: 0x80000000,
      refCount: 1,
      use: 9,
      metric: 0,
      mtu: 16436,
      window: 0,
      irtt: 0,
      typeOfService: 10,
      headerRefs: -1,
      headerUpToDate: 0,
      specificDestination: 0xc000020a,
    });
  });
});

describe('parseIpv6Route', () => {
  it('reads every field', () => {
    const line =
      '20010db8000000000000000000000000 40 00000000000000000000000000000000 00 fe80000000000000000000fffe000b01 ffffffff 00000003 00000159 80200001     eth0';
    assert.deepEqual(parseIpv6Route(fileOf(line)).rows, [
      {
        destination: [0x20010db8, 0, 0, 0],
        prefixLength: 64,
        source: [0, 0, 0, 0],
        sourcePrefixLength: 0,
        nextHop: [0xfe800000, 0, 0xff, 0xfe000b01],
        metric: -1,
        refCount: 3,
        use: 345,
        flags: 0x80200001,
        device: 'eth0',
      },
    ]);
  });

  it('says which field is unreadable', () => {
    const good = EXAMPLES['ipv6Route']?.split('\n')[0] ?? '';
    const parsed = parseIpv6Route(
      fileOf(good.slice(0, 33), good.replace('2', 'x'), good.replace('eth0', '')),
    );
    assert.deepEqual(issueTexts(parsed), [
      '1 destination prefix length is missing (dropped)',
      '2 destination is not 32 hexadecimal digits (dropped)',
      '3 device is missing (dropped)',
    ]);
  });
});

describe('parseFibTrie', () => {
  it('reads the leaves, and none of the inner nodes', () => {
    const { rows } = parseFibTrie(Buffer.from(EXAMPLES['fibTrie'] ?? '', 'latin1'));
    assert.deepEqual(rows, [
      { address: 0, prefixLength: 0, type: 'UNICAST' },
      { address: 0xc0000202, prefixLength: 32, type: 'LOCAL' },
      { address: 0xc00002ff, prefixLength: 32, type: 'BROADCAST' },
    ]);
  });

  it('says so where a route has no leaf', () => {
    assert.deepEqual(issueTexts(parseFibTrie(fileOf('Main:', '   /32 host LOCAL'))), [
      '2 |-- is missing: no address came before (dropped)',
    ]);
  });
});
