import assert from 'node:assert/strict';
import { OWN_NAMESPACE, type SingleNamespace } from '../../../../../src/core/model/namespace';
import type { GatheredInterfaces } from '../../../../../src/core/netstat/interfaces/gatherInterfaces';
import { InterfaceReadings } from '../../../../../src/node/engine/traffic/interfaceReadings';
import { FakeReader } from '../../fakeReader';
import { DEV_HEADER, ROUTE_HEADER } from '../../machineTables';

const OTHER: SingleNamespace = { kind: 'name', name: 'blue' };
const SERVED = 60_000;

const device = (name: string): string => `${name}: 1 0 0 0 0 0 0 0 2 0 0 0 0 0 0 0\n`;
const words = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]): number =>
  ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;

describe('readings of interfaces', () => {
  let reader: FakeReader;
  let sys: FakeReader;
  let now: number;
  let gathered: number;
  let hasEnded: boolean;
  let readings: InterfaceReadings;

  beforeEach(() => {
    reader = new FakeReader();
    sys = new FakeReader();
    [now, gathered, hasEnded] = [0, 0, false];
    reader.files.set('self/net/dev', DEV_HEADER + ['lo', 'eth0', 'docker0', 'veth1'].map(device).join(''));
    const gatherInterfaces = (): GatheredInterfaces => {
      gathered++;
      const ipv6 = { device: 'eth0', address: [0xfe800000, 0, 0, 1], index: 2, prefixLength: 64 } as const;
      return {
        interfaces: [{ name: 'eth0', ipv6: [{ ...ipv6, scope: 0x20, flags: 0x80 }] }] as never,
        addresses: [
          ['eth0', words([10, 0, 0, 7])],
          ['eth0', words([192, 0, 2, 9])],
        ],
        devFailure: undefined,
        issues: [],
      };
    };
    readings = new InterfaceReadings({
      inside: (_, read) => {
        if (hasEnded) throw new Error('It has ended.');
        return read({ reader, littleEndian: true, gatherInterfaces });
      },
      devices: {
        readLink: (path) => sys.readLink(path),
        stat: (path) =>
          sys.files.has(path)
            ? { status: 'ok', value: { inode: 1, uid: 0, size: 0 } }
            : { status: 'absent', code: 'ENOENT' },
      },
      now: () => now,
    });
  });

  const uplinks = (namespace: SingleNamespace = OWN_NAMESPACE): unknown =>
    readings.counters(namespace).uplinks;

  it('say which of them are devices; those of another network show by its routes', () => {
    assert.equal(uplinks(), undefined);
    sys.files.set('eth0/device', '');
    now += SERVED;
    assert.deepEqual(uplinks(), ['eth0']);
    assert.equal(uplinks(OTHER), undefined, '/sys shows this machine’s own');
    reader.files.set(
      'self/net/route',
      `${ROUTE_HEADER}veth1\t00000000\t010011AC\t0003\t0\t0\t0\t00000000\t0\t0\t0\n`,
    );
    now += SERVED;
    assert.deepEqual(uplinks(OTHER), ['veth1']);
  });

  it('look at once at interfaces that are new, and at others seldom', () => {
    sys.files.set('eth0/device', '');
    assert.deepEqual(uplinks(), ['eth0']);
    sys.files.set('docker0/device', '');
    assert.deepEqual(uplinks(), ['eth0']);
    reader.files.set('self/net/dev', DEV_HEADER + ['lo', 'eth0', 'docker0', 'eth1'].map(device).join(''));
    assert.deepEqual(uplinks(), ['eth0', 'docker0']);
  });

  it('know all addresses of an interface', () => {
    assert.deepEqual(readings.addresses(OWN_NAMESPACE, 'eth0'), ['10.0.0.7', '192.0.2.9', 'fe80::1']);
    assert.equal(readings.addresses(OWN_NAMESPACE, 'eth1'), undefined);
    assert.equal(gathered, 1, 'read once for a while');
    now += SERVED;
    readings.addresses(OWN_NAMESPACE, 'eth0');
    assert.equal(gathered, 2);
    hasEnded = true;
    assert.equal(readings.addresses(OTHER, 'eth0'), undefined);
  });
});
