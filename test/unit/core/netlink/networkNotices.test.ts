import assert from 'node:assert/strict';
import { knownRequests, NetworkNotices, noticesAddress } from '../../../../src/core/netlink/networkNotices';
import { assertProperty, hostileBytes } from '../../property';
import { attributeOf } from './recordedMessages';

const AT = 1_700_000_000_000;
const MOMENT = { after: AT, by: AT };

for (const littleEndian of [true, false]) {
  /** A message of rtnetlink(7) with such a body. */
  const message = (type: number, body: Uint8Array, ...attributes: readonly Uint8Array[]): Uint8Array => {
    const bytes = new Uint8Array(Buffer.concat([new Uint8Array(16), body, ...attributes]));
    const view = new DataView(bytes.buffer);
    view.setUint32(0, bytes.length, littleEndian);
    view.setUint16(4, type, littleEndian);
    return bytes;
  };
  const attribute = (type: number, value: readonly number[] | string): Uint8Array =>
    attributeOf(
      type,
      typeof value === 'string' ? Buffer.from(`${value}\0`) : Uint8Array.from(value),
      littleEndian,
    );
  const link = (type: number, index: number, flags: number, name: string, family = 0): Uint8Array => {
    const body = new Uint8Array(16);
    const view = new DataView(body.buffer);
    view.setUint8(0, family);
    view.setInt32(4, index, littleEndian);
    view.setUint32(8, flags, littleEndian);
    return message(type, body, attribute(3, name));
  };
  const address = (type: number, family: number, prefix: number, index: number, value: readonly number[]) => {
    const body = new Uint8Array(8);
    body.set([family, prefix]);
    new DataView(body.buffer).setUint32(4, index, littleEndian);
    return message(type, body, attribute(1, value));
  };
  const route = (
    type: number,
    { prefix = 0, table = 254, kind = 1, flags = 0, family = 2 },
    ...attributes: readonly Uint8Array[]
  ): Uint8Array => {
    const body = new Uint8Array(12);
    body.set([family, prefix, 0, 0, table, 0, 0, kind]);
    new DataView(body.buffer).setUint32(8, flags, littleEndian);
    return message(type, body, ...attributes);
  };
  const device = (index: number): Uint8Array => {
    const value = new Uint8Array(4);
    new DataView(value.buffer).setUint32(0, index, littleEndian);
    return attribute(4, [...value]);
  };

  describe(`notices of the network, ${littleEndian ? 'little' : 'big'} endian`, () => {
    let notices: NetworkNotices;
    beforeEach(() => {
      notices = new NetworkNotices(littleEndian);
      notices.know(link(16, 1, 0x49, 'lo'));
      notices.know(link(16, 2, 0x1003, 'eth0'));
      notices.know(address(20, 2, 8, 1, [127, 0, 0, 1]));
    });

    /** What is told of these messages. */
    const told = (...messages: readonly Uint8Array[]) => {
      for (const each of messages) assert.equal(notices.take(each, AT), 'more');
      return notices.told().map(({ subject, change, ...rest }) => {
        const { at, kind, count, ...more } = rest;
        assert.deepEqual([at, kind, count], [MOMENT, 'notice', 1]);
        return [subject, change, more];
      });
    };

    it('are asked for by the groups of links, addresses and routes, and behind what is there already', () => {
      const view = new DataView(noticesAddress(littleEndian).buffer);
      assert.deepEqual([view.getUint16(0, littleEndian), view.getUint32(8, littleEndian)], [16, 0x551]);
      const requests = knownRequests(littleEndian);
      assert.deepEqual(
        requests.map((request) => new DataView(request.buffer).getUint16(4, littleEndian)),
        [18, 22],
      );
    });

    it('tell of interfaces that come and go, work and do not, and not of all else that is said of them', () => {
      assert.deepEqual(told(link(16, 1, 0x49, 'lo'), link(16, 2, 0x1003, 'eth0')), []);
      assert.deepEqual(told(link(16, 2, 0x1043, 'eth0')), [['interface', 'up', { device: 'eth0' }]]);
      assert.deepEqual(told(link(16, 2, 0x1042, 'eth0')), [['interface', 'down', { device: 'eth0' }]]);
      assert.deepEqual(told(link(16, 7, 0x1002, 'wg0')), [['interface', 'added', { device: 'wg0' }]]);
      assert.deepEqual(told(link(17, 7, 0x1002, 'wg0')), [['interface', 'removed', { device: 'wg0' }]]);
      assert.deepEqual(told(link(17, 2, 0x1002, 'eth0', 7)), [], 'a port of a bridge, not the interface');
    });

    it('tell of addresses of both families, and once, however often the kernel says so', () => {
      const six = [0xfd, ...Array.from({ length: 14 }, () => 0), 1];
      assert.deepEqual(told(address(20, 10, 64, 2, six), address(20, 10, 64, 2, six)), [
        ['address', 'added', { device: 'eth0', address: 'fd00::1/64' }],
      ]);
      assert.deepEqual(told(address(20, 2, 8, 1, [127, 0, 0, 1])), [], 'it was there before');
      assert.deepEqual(told(address(21, 10, 64, 2, six)), [
        ['address', 'removed', { device: 'eth0', address: 'fd00::1/64' }],
      ]);
      assert.equal(told(address(20, 10, 64, 2, six)).length, 1);
    });

    it('tell of routes with where they lead, and not of what the kernel keeps for itself', () => {
      const gateway = attribute(5, [192, 0, 2, 1]);
      assert.deepEqual(told(route(24, {}, gateway, device(2))), [
        ['route', 'added', { device: 'eth0', address: '0.0.0.0/0', gateway: '192.0.2.1' }],
      ]);
      assert.deepEqual(told(route(25, { prefix: 24 }, attribute(1, [198, 51, 100, 0]))), [
        ['route', 'removed', { address: '198.51.100.0/24' }],
      ]);
      const own = [{ table: 255 }, { kind: 2 }, { flags: 0x200 }, { family: 7 }];
      assert.deepEqual(told(...own.map((each) => route(24, each, gateway))), []);
    });

    it('never fail, whatever comes', () => {
      assertProperty(hostileBytes, (bytes) => {
        notices.take(bytes, AT);
        notices.told();
      });
      for (const type of [16, 17, 20, 21, 24, 25])
        for (let size = 8; size < 16; size++) notices.take(message(type, new Uint8Array(size)), AT);
    });
  });
}
