import assert from 'node:assert/strict';
import { RoutesElsewhere } from '../../../../../src/node/engine/namespaces/routesElsewhere';
import { FakeReader } from '../../fakeReader';
import { snapshot } from '../../../snapshots';

const HEADER = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n';
/** Default by eth0, 192.168.1.0/24 on eth0, 172.17.0.0/16 on docker0, one host by a device of its own, all by a tunnel. */
const IPV4 = `${HEADER}eth0\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
eth0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
cali7\t0500F40A\t00000000\t0005\t0\t0\t0\tFFFFFFFF\t0\t0\t0
tun0\t00000000\t00000000\t0001\t0\t0\t50\t00000000\t0\t0\t0
`;

function ipv6(destination: string, length: string, device: string): string {
  const none = '0'.repeat(32);
  return `${destination} ${length} ${none} 00 ${none} 00000100 00000001 00000000 00000001 ${device}\n`;
}

const IPV6 = [
  ipv6('fd000000000000000000000000000000', '40', 'docker0'),
  ipv6('fe800000000000000000000000000000', '40', 'docker0'),
  ipv6('ff000000000000000000000000000000', '08', 'docker0'),
  ipv6('20010db8000000000000000000000000', '40', 'enp3s0'),
].join('');

describe('whether connections may end in other network namespaces', () => {
  let reader: FakeReader;
  beforeEach(() => {
    reader = new FakeReader();
    reader.processes.set(1, { startTime: 1 });
    reader.files.set('self/net/route', IPV4);
    reader.files.set('self/net/ipv6_route', IPV6);
  });

  const connection = (address: string, port = 80) => {
    const protocol = address.includes(':') ? ('tcp6' as const) : ('tcp' as const);
    return snapshot([{}, { protocol, remote: [address, port], state: 1 }]).inet;
  };
  const leads = (address: string, port?: number): boolean =>
    new RoutesElsewhere(reader, true).leadAway(connection(address, port), false);

  it('is told by the routes to their addresses: over a device without hardware', () => {
    for (const address of ['172.17.0.2', '10.244.0.5', 'fd00:0:0:0:0:0:0:2', '0:0:0:0:0:ffff:ac11:2'])
      assert.equal(leads(address), true, address);
    for (const address of ['127.0.0.1', '192.168.1.7', '8.8.8.8', '10.244.0.6', '172.18.0.2'])
      assert.equal(leads(address), false, address);
    for (const address of [
      'fe80:0:0:0:0:0:0:1',
      'ff02:0:0:0:0:0:0:1',
      '2001:db8:0:0:0:0:0:1',
      'fd00:0:0:1:0:0:0:1',
    ])
      assert.equal(leads(address), false, address);
    assert.equal(leads('172.17.0.2', 0), false, 'nobody is connected');
  });

  it('may be so over any device in a container that sees the processes of its host', () => {
    reader.processes.set(1, { startTime: 1, network: 999 });
    assert.equal(leads('192.168.1.7'), true);
    assert.equal(leads('8.8.8.8'), false);
  });

  it('follows the routes after some passes, at once where it must', () => {
    reader.files.delete('self/net/route');
    const routes = new RoutesElsewhere(reader, true);
    const ask = (fresh = false): boolean => routes.leadAway(connection('172.17.0.2'), fresh);
    assert.equal(ask(), false);
    reader.files.set('self/net/route', IPV4);
    assert.equal(ask(true), true);
    reader.files.delete('self/net/route');
    assert.equal(Array.from({ length: 11 }, () => ask()).at(-1), false);
  });
});
