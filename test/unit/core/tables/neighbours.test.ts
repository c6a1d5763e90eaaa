import assert from 'node:assert/strict';
import { parseArp } from '../../../../src/core/tables/neighbours';
import { engineOn } from '../../node/engineOn';
import { FakeReader } from '../../node/fakeReader';
import { tablesOf } from '../../node/machineTables';
import { assertProperty, hostileBytes } from '../../property';

const HEADER = 'IP address       HW type     Flags       HW address            Mask     Device\n';
const ARP = `${HEADER}192.0.2.9        0x1         0x2         52:54:00:12:34:56     *        eth0
192.0.2.1        0x1         0x6         52:54:00:00:00:01     *        eth0
10.0.0.7         0x1         0x0         00:00:00:00:00:00     *        br0
10.0.0.8         0x0         0xc         00:00:00:00:00:00     *        br0
`;

function machine(arp: string): FakeReader {
  const reader = new FakeReader();
  reader.files.set('self/net/arp', arp);
  return reader;
}

describe('neighbours', () => {
  it('are read from /proc/net/arp, by interface and address', () => {
    const { contents, sources, total } = tablesOf(machine(ARP)).read('neighbours');
    assert.deepEqual(
      contents.rows.map(({ address, device, hardwareAddress, state, isProxy }) => {
        return [device, address[0].toString(16), hardwareAddress, state, isProxy];
      }),
      [
        ['br0', 'a000007', undefined, 'incomplete', false],
        ['br0', 'a000008', undefined, 'permanent', true],
        ['eth0', 'c0000201', '52:54:00:00:00:01', 'permanent', false],
        ['eth0', 'c0000209', '52:54:00:12:34:56', 'complete', false],
      ],
    );
    assert.deepEqual([sources[0]?.status, total], ['ok', 4]);
  });

  it('keep what can be read, and name what cannot', () => {
    const { rows, issues } = parseArp(
      Buffer.from(
        `${HEADER}192.0.2.300 0x1 0x2 52:54:00:12:34:56 * eth0\n192.0.2.3 0x1 0x2 52:54:00:12:34:56 *\n192.0.2.4 0x1 zz 0 * e\n192.0.2.5 0x1 0x2 aa * eth1`,
      ),
    );
    assert.deepEqual(
      issues.map(({ line, field }) => `${line} ${field}`),
      ['2 IP address', '3 Device', '4 Flags'],
    );
    assert.deepEqual(
      rows.map(({ device }) => device),
      ['eth1'],
    );
  });

  it('are read from whatever bytes without an exception, and an issue for each line that is no row', () => {
    assertProperty(hostileBytes, (bytes) => {
      const { rows, issues } = parseArp(bytes);
      for (const { address, device } of rows) assert.ok(address.length === 4 && device !== '');
      for (const { line, field } of issues) assert.ok(line > 1 && field !== '');
    });
  });

  it('are found by address, state, hardware address and interface', () => {
    const count = (filter: string): number => tablesOf(machine(ARP)).read('neighbours', filter).matching;
    assert.deepEqual(
      ['address:192.0.2.0/24', '52:54:00:12', 'br0', 'incomplete', '-br0', 'nobody'].map(count),
      [2, 1, 2, 1, 2, 0],
    );
    assert.equal(tablesOf(machine(ARP)).read('neighbours', 'port:80').filter, '');
  });

  it('are printed in columns, as JSON and as CSV', async () => {
    const printed = (format: 'text' | 'json' | 'csv'): Promise<string> =>
      engineOn(machine(ARP)).print({
        format,
        numeric: true,
        rows: [{ kind: 'table', table: 'neighbours', filter: 'eth0' }],
      });
    assert.equal(
      await printed('text'),
      `Address                   HWtype  HWaddress           State             Iface
192.0.2.1                 ether   52:54:00:00:00:01   permanent         eth0
192.0.2.9                 ether   52:54:00:12:34:56   complete          eth0
`,
    );
    const [first] = JSON.parse(await printed('json')) as Record<string, unknown>[];
    assert.deepEqual(first, {
      table: 'neighbours',
      family: 'inet',
      address: '192.0.2.1',
      hardwareType: 'ether',
      hardwareAddress: '52:54:00:00:00:01',
      state: 'permanent',
      isRouter: false,
      isProxy: false,
      interface: 'eth0',
    });
    assert.match(await printed('csv'), /^table,family,address,.*\nneighbours,inet,192\.0\.2\.1,/);
  });
});
