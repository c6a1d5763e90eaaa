import assert from 'node:assert/strict';
import { neighbourAddress, parseArp } from '../../../../src/core/tables/neighbours';
import type { RouteQuestion } from '../../../../src/core/tables/table';
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

  it('are told by the kernel with more, and without the file too', () => {
    const message = (
      body: string,
      ...attributes: readonly (readonly [type: number, hex: string])[]
    ): Buffer => {
      const parts = attributes.map(([type, hex]) => {
        const length = 4 + hex.length / 2;
        const bytes = Buffer.alloc((length + 3) & ~3);
        bytes.writeUInt16LE(length, 0);
        bytes.writeUInt16LE(type, 2);
        bytes.write(hex, 4, 'hex');
        return bytes;
      });
      const bytes = Buffer.concat([Buffer.alloc(16), Buffer.from(body, 'hex'), ...parts]);
      bytes.writeUInt32LE(bytes.length, 0);
      bytes.writeUInt16LE(16, 4);
      return bytes;
    };
    const done = Buffer.from('1400000003000200000000000000000000000000', 'hex');
    // struct ifinfomsg of an Ethernet interface with the number 2, and struct ndmsg of neighbours on it.
    const link = message(`0000010002000000${'00'.repeat(8)}`, [3, Buffer.from('eth0\0').toString('hex')]);
    const answers = [
      [link, done],
      [
        message('020000000200000020000000', [1, 'c0000209']),
        message('0a0000000200000004008000', [1, `20010db8${'00'.repeat(11)}01`], [2, '525400000001']),
        done,
      ],
      [done],
    ];
    const told = (arp: string): unknown[] => {
      const left = [...answers];
      const routes = {
        ask: (questions: readonly RouteQuestion[]): boolean =>
          questions.every(({ take }) => take(Buffer.concat(left.shift() ?? [])) === 'done'),
      };
      const { rows } = tablesOf(machine(arp), routes).read('neighbours').contents;
      return rows.map((row) => [neighbourAddress(row), row.device, row.state, row.isRouter]);
    };
    const kernels = [
      ['192.0.2.9', 'eth0', 'failed', false],
      ['2001:db8::1', 'eth0', 'stale', true],
    ];
    assert.deepEqual(told('denied'), kernels);
    const file = `${HEADER}192.0.2.9 0x1 0x0 00:00:00:00:00:00 * eth0\n192.0.2.8 0x1 0x2 52:54:00:00:00:08 * eth0\n`;
    assert.deepEqual(told(file), [['192.0.2.8', 'eth0', 'complete', false], ...kernels]);
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
