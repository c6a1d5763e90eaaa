import assert from 'node:assert/strict';
import { parseIPv4, parseIPv6 } from '../../../../src/core/etc/addressLine';
import type { AddressWords } from '../../../../src/core/model/inetTable';
import { addressName } from '../../../../src/core/query/addressName';

function nameOf(text: string): string | undefined {
  const isIPv6 = text.includes(':');
  const words: AddressWords | undefined = isIPv6 ? parseIPv6(text) : [parseIPv4(text) ?? 0, 0, 0, 0];
  assert.ok(words !== undefined);
  return addressName(words, isIPv6);
}

describe('the name of an address', () => {
  const named: readonly (readonly [address: string, name: string])[] = [
    ['127.0.0.1', 'localhost'],
    ['127.0.0.53', 'localhost'],
    ['::1', 'localhost'],
    ['::ffff:127.0.0.1', 'localhost'],
    ['169.254.169.254', 'cloud metadata'],
    ['::ffff:169.254.169.254', 'cloud metadata'],
    ['fd00:ec2::254', 'cloud metadata'],
    ['169.254.3.4', 'link-local 169.254.3.4'],
    ['::ffff:169.254.3.4', 'link-local 169.254.3.4'],
    ['fe80::1', 'link-local fe80::1'],
    ['febf:ffff::1', 'link-local febf:ffff::1'],
    ['224.0.0.251', 'multicast mDNS'],
    ['239.1.2.3', 'multicast administratively scoped'],
    ['230.1.2.3', 'multicast 230.1.2.3'],
    ['ff02::fb', 'multicast mDNS'],
    ['ff15::1234', 'multicast ff15::1234'],
    ['255.255.255.255', 'broadcast'],
  ];
  for (const [address, name] of named)
    it(`of ${address} is ${name}`, () => assert.equal(nameOf(address), name));

  const unnamed = ['10.0.0.2', '8.8.8.8', '169.253.1.1', '169.255.1.1', '223.255.255.255', '240.0.0.1'];
  for (const address of [
    ...unnamed,
    '2001:db8::1',
    'fec0::1',
    'fd00:ec2::253',
    '::ffff:10.0.0.2',
    '0.0.0.0',
    '::',
  ])
    it(`of ${address} is none: it may be any machine's`, () => assert.equal(nameOf(address), undefined));
});
