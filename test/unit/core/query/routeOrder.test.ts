import assert from 'node:assert/strict';
import type { Ipv4Route, Ipv6Route } from '../../../../src/core/model/route';
import { MOST_ROWS } from '../../../../src/core/query/parts';
import { isPrefixMask, prefixLengthOf, routeContents } from '../../../../src/core/query/routeOrder';
import { formatAddress } from '../../../../src/core/text/address';

const nothing = [0, 0, 0, 0] as const;

function ipv4(destination: number, length: number, more: Partial<Ipv4Route> = {}): Ipv4Route {
  const mask = length === 0 ? 0 : (-1 << (32 - length)) >>> 0;
  const usual = { gateway: 0, flags: 1, refCount: 0, use: 0, metric: 0, mtu: 0, window: 0, irtt: 0 };
  return { ...usual, device: 'eth0', destination, mask, ...more };
}

function ipv6(destination: Ipv6Route['destination'], more: Partial<Ipv6Route> = {}): Ipv6Route {
  const usual = {
    source: nothing,
    sourcePrefixLength: 0,
    nextHop: nothing,
    metric: 256,
    refCount: 1,
    use: 0,
  };
  return { ...usual, destination, prefixLength: 64, flags: 1, device: 'eth0', ...more };
}

describe('the routes of a view', () => {
  it('begin with the default routes, the one that is used first', () => {
    const routes = [ipv4(0x0a000000, 8), ipv4(0, 0, { metric: 600 }), ipv4(0xc0a80000, 16), ipv4(0, 0)];
    const { rows, total } = routeContents(routes, [], []).ipv4;
    assert.deepEqual(
      rows.map(({ destination, metric }) => [destination, metric]),
      [
        [0, 0],
        [0, 600],
        [0x0a000000, 0],
        [0xc0a80000, 0],
      ],
    );
    assert.equal(total, 4);
  });

  it('are as many as can be shown, and a count', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => ipv4(index << 8, 24));
    const { rows, total } = routeContents([...many, ipv4(0, 0)], [], []).ipv4;
    assert.equal(rows.length, MOST_ROWS);
    assert.equal(total, 5_001);
    assert.equal(rows[0]?.mask, 0, 'the default route came last in the file');
  });

  it('keep what every IPv6 machine has apart from what tells of its network', () => {
    const local = 0x80200001;
    const routes = [
      ipv6([0, 0, 0, 1], { prefixLength: 128, device: 'lo', flags: local }),
      ipv6([0xfe800000, 0, 0, 5], { prefixLength: 128, flags: local }),
      ipv6([0xff000000, 0, 0, 0], { prefixLength: 8 }),
      ipv6(nothing, { prefixLength: 0, metric: -1, device: 'lo', flags: 0x200200 }),
      ipv6(nothing, { prefixLength: 0, metric: 1024, flags: 3, nextHop: [0xfd000000, 0, 0, 1] }),
      ipv6([0xfd000000, 0, 0, 0]),
      ipv6([0xfd110000, 0, 0, 0], { device: 'lo', flags: 0x200200 }),
      ipv6([0x20010db8, 0, 0, 9], { prefixLength: 128, flags: 0x1000003 }),
    ];
    const contents = routeContents([], routes, []);
    const named = (rows: readonly Ipv6Route[]): string[] =>
      rows.map(({ destination, prefixLength }) => `${formatAddress(destination, true)}/${prefixLength}`);
    assert.deepEqual(named(contents.ipv6.rows), ['::/0', 'fd00::/64', 'fd11::/64']);
    assert.equal(contents.ipv6.rows[0]?.metric, 1024);
    assert.deepEqual(named(contents.ipv6Own.rows), ['::/0', '::1/128', 'fe80::5/128', 'ff00::/8']);
    assert.deepEqual(named(contents.ipv6Cached.rows), ['2001:db8::9/128']);
  });
});

describe('a netmask', () => {
  it('is a prefix length where it has no hole', () => {
    assert.deepEqual([0, 0xff000000, 0xffffff00, 0xffffffff].map(prefixLengthOf), [0, 8, 24, 32]);
    assert.ok([0, 0xff000000, 0xfffffffe, 0xffffffff].every(isPrefixMask));
    assert.ok(![0xff00ff00, 1].some(isPrefixMask));
  });
});
