import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { KernelAddress, KernelDevice } from '../../../../src/core/model/kernelInterfaces';
import {
  addressesRequest,
  linksRequest,
  takeAddresses,
  takeLinks,
} from '../../../../src/core/netlink/rtnetlinkInterfaces';
import { assertProperty, hostileBytes } from '../../property';
import { attributeOf, describingAddress, describingLink, done, wordsOf } from './recordedMessages';

const name = (text: string): Uint8Array => Buffer.from(`${text}\0`, 'latin1');

for (const littleEndian of [true, false]) {
  describe(`interfaces over netlink, ${littleEndian ? 'little' : 'big'} endian`, () => {
    const attribute = (type: number, value: Uint8Array): Uint8Array => attributeOf(type, value, littleEndian);
    const number = (type: number, value: number): Uint8Array =>
      attribute(type, wordsOf([value], littleEndian));

    it('are asked for all at once, of addresses those of IPv4', () => {
      assert.equal(linksRequest(littleEndian).length, 32);
      const request = addressesRequest(littleEndian);
      assert.deepEqual([request.length, request[16]], [24, 2]);
      assert.equal(new DataView(request.buffer).getUint16(4, littleEndian), 22);
    });

    it('have their devices read, with the flags that an ioctl hands out', () => {
      const map = new DataView(new ArrayBuffer(32));
      map.setBigUint64(0, 0xf7c0_0000n, littleEndian);
      map.setBigUint64(8, 0xf7c2_0000n, littleEndian);
      map.setBigUint64(16, 0x1_e800n, littleEndian);
      map.setUint16(24, 0x114, littleEndian);
      map.setUint8(26, 3);
      const link = describingLink(
        { index: 2, type: 1, flags: 0x1_1043 },
        [
          attribute(3, name('caf\xe9')),
          number(13, 1000),
          number(4, 1500),
          attribute(1, Uint8Array.of(2, 0, 0, 0, 0, 9)),
          attribute(14, new Uint8Array(map.buffer)),
        ],
        littleEndian,
      );
      const devices = new Map<number, KernelDevice>();
      assert.equal(takeLinks(link, littleEndian, devices), 'more');
      assert.equal(takeLinks(done(0, littleEndian), littleEndian, devices), 'done');
      assert.deepEqual(
        [...devices],
        [
          [
            2,
            {
              name: 'caf\xe9',
              flags: 0x1043,
              mtu: 1500,
              txQueueLength: 1000,
              hardwareType: 1,
              hardwareAddress: [2, 0, 0, 0, 0, 9],
              resources: {
                memoryStart: 0xf7c0_0000n,
                memoryEnd: 0xf7c2_0000n,
                baseAddress: 0xe800,
                interrupt: 0x14,
                dma: 3,
              },
            },
          ],
        ],
      );
    });

    it('have their addresses read under their labels', () => {
      const inet = (type: number, address: number): Uint8Array => attribute(type, wordsOf([address], false));
      const devices = new Map([[7, { name: 'tun0' } as KernelDevice]]);
      const addresses: KernelAddress[] = [];
      const messages = [
        describingAddress(
          { index: 3, prefixLength: 24 },
          [inet(1, 0x0a000001), inet(2, 0x0a000001), inet(4, 0x0a0000ff), attribute(3, name('v0:x'))],
          littleEndian,
        ),
        describingAddress(
          { index: 7, prefixLength: 32 },
          [inet(1, 0x0a080002), inet(2, 0x0a080001)],
          littleEndian,
        ),
        describingAddress({ index: 8, prefixLength: 0 }, [inet(1, 1)], littleEndian),
      ];
      for (const message of messages) takeAddresses(message, littleEndian, devices, addresses);
      assert.deepEqual(addresses, [
        {
          label: 'v0:x',
          address: 0x0a000001,
          netmask: 0xffffff00,
          broadcast: 0x0a0000ff,
          destination: 0x0a000001,
        },
        { label: 'tun0', address: 0x0a080001, netmask: 0xffffffff, broadcast: 0, destination: 0x0a080002 },
      ]);
    });
  });
}

describe('interfaces over netlink', () => {
  it('are never more than the bytes say, whatever these are', () => {
    assertProperty(fc.tuple(hostileBytes, fc.boolean()), ([bytes, littleEndian]) => {
      const devices = new Map<number, KernelDevice>();
      const addresses: KernelAddress[] = [];
      takeLinks(bytes, littleEndian, devices);
      takeAddresses(bytes, littleEndian, devices, addresses);
      assert.ok(devices.size + addresses.length <= bytes.length);
    });
  });
});
