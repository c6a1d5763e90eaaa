import assert from 'node:assert/strict';
import { ipv4GroupName, ipv6GroupName, ipv6GroupScope } from '../../../../src/core/query/multicastNames';

describe('the names of multicast groups', () => {
  it('are those of IPv4 groups, else of their block', () => {
    const names = [
      0xe0000001, 0xe00000fb, 0xeffffffa, 0xe00000c8, 0xe8010203, 0xefff0101, 0xef010101, 0xe1000001,
    ];
    assert.deepEqual(names.map(ipv4GroupName), [
      'all hosts',
      'mDNS',
      'SSDP',
      'local network control',
      'source-specific',
      'site-local scope',
      'administratively scoped',
      undefined,
    ]);
  });

  it('are those of IPv6 groups in every scope, but not of temporary ones', () => {
    assert.equal(ipv6GroupName([0xff020000, 0, 0, 1]), 'all nodes');
    assert.equal(ipv6GroupName([0xff010000, 0, 0, 1]), 'all nodes');
    assert.equal(ipv6GroupName([0xff0e0000, 0, 0, 0xfb]), 'mDNS');
    assert.equal(ipv6GroupName([0xff120000, 0, 0, 0xfb]), undefined);
    assert.equal(ipv6GroupName([0xff020000, 0, 1, 0xff123456]), 'solicited-node');
    assert.equal(ipv6GroupName([0xff020000, 0, 0, 0x10003]), 'LLMNR');
    assert.equal(ipv6GroupName([0xff050000, 0, 0, 0x10003]), 'DHCP servers');
    assert.equal(ipv6GroupName([0xff020000, 0, 0, 0xabcd]), undefined);
  });

  it('come with how far the group reaches', () => {
    assert.deepEqual(
      [0xff010000, 0xff020000, 0xff050000, 0xff0e0000, 0xff070000].map((word) =>
        ipv6GroupScope([word, 0, 0, 1]),
      ),
      ['interface-local', 'link-local', 'site-local', 'global', undefined],
    );
  });
});
