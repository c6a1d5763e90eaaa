import assert from 'node:assert/strict';
import { isIPv6, SocketAddress } from 'node:net';
import fc from 'fast-check';
import { formatAddress, formatEndpoint, isLoopback, isUnspecified } from '../../../../src/core/text/address';
import { words } from '../../snapshots';

describe('addresses', () => {
  it('are dotted in IPv4', () => {
    assert.equal(formatAddress(words('192.168.0.1'), false), '192.168.0.1');
    assert.equal(formatEndpoint(words('127.0.0.1'), false, 3000), '127.0.0.1:3000');
  });

  for (const [full, short] of [
    ['0:0:0:0:0:0:0:0', '::'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['fe80:0:0:0:0:0:0:0', 'fe80::'],
    ['0:0:0:0:0:ffff:7f00:1', '::ffff:127.0.0.1'],
  ] as const) {
    it(`write ${full} as ${short}`, () => assert.equal(formatAddress(words(full), true), short));
  }

  it('are in brackets before a port in IPv6', () => {
    assert.equal(formatEndpoint(words('0:0:0:0:0:0:0:1'), true, 80), '[::1]:80');
  });

  it('of IPv6 are what the system reads back as the same', () => {
    const word = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff_ffff }));
    fc.assert(
      fc.property(fc.tuple(word, word, word, word), (address) => {
        const text = formatAddress(address, true);
        assert.ok(isIPv6(text), text);
        const groups = address.flatMap((part) => [part >>> 16, part & 0xffff]);
        const full = groups.map((group) => group.toString(16)).join(':');
        const parse = (written: string): string =>
          new SocketAddress({ family: 'ipv6', address: written }).address;
        assert.equal(parse(text), parse(full));
      }),
      { numRuns: 2_000 },
    );
  });

  it('tell the loopback', () => {
    for (const address of ['127.0.0.1', '127.255.0.9']) assert.ok(isLoopback(words(address), false));
    for (const address of ['0:0:0:0:0:0:0:1', '0:0:0:0:0:ffff:7f00:1']) {
      assert.ok(isLoopback(words(address), true), address);
    }
    assert.ok(!isLoopback(words('128.0.0.1'), false));
    for (const address of ['0:0:0:0:0:0:0:0', '0:0:0:0:0:ffff:a00:1', '7f00:1:0:0:0:0:0:0']) {
      assert.ok(!isLoopback(words(address), true), address);
    }
  });

  it('tell the wildcard', () => {
    assert.ok(isUnspecified(words('0.0.0.0'), false));
    assert.ok(isUnspecified(words('0:0:0:0:0:ffff:0:0'), true));
    assert.ok(!isUnspecified(words('0:0:0:0:0:0:0:1'), true));
  });
});
