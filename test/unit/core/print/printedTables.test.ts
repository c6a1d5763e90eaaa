import assert from 'node:assert/strict';
import type { ConntrackEntry } from '../../../../src/core/model/conntrack';
import type { TableName } from '../../../../src/core/tables/tables';
import type { PrintFormat } from '../../../../src/core/model/print';
import { runNetstat } from '../../../../src/core/netstat/run';
import { flowText } from '../../../../src/core/print/flow';
import { parseNfConntrack } from '../../../../src/core/procfs/nfConntrack';
import { visibleText } from '../../../../src/node/netstat/visibleText';
import { KeptOutput } from '../netstat/fixtureEnvironment';
import { engineOn, fakeEtc } from '../../node/engineOn';
import { environmentOn } from '../../node/environmentOn';
import { FakeReader } from '../../node/fakeReader';
import { ROUTE_HEADER } from '../../node/machineTables';

const FLOWS = [
  'ipv4     2 tcp      6 431999 ESTABLISHED src=10.0.0.2 dst=192.0.2.7 sport=40000 dport=443 packets=3 bytes=180 src=192.0.2.7 dst=198.51.100.1 sport=443 dport=40000 packets=2 bytes=120 [ASSURED] mark=0 zone=0 use=2',
  'ipv6     10 icmpv6   58 29 src=fe80:0000:0000:0000:0000:0000:0000:0001 dst=fe80:0000:0000:0000:0000:0000:0000:0002 type=128 code=0 id=7 [UNREPLIED] src=fe80:0000:0000:0000:0000:0000:0000:0002 dst=fe80:0000:0000:0000:0000:0000:0000:0001 type=129 code=0 id=7 mark=0 use=1',
];

function machine(): FakeReader {
  const reader = new FakeReader();
  const route = (destination: string, mask: string, metric = 0): string =>
    `eth0\t${destination}\t010200C0\t0003\t0\t0\t${metric}\t${mask}\t0\t0\t0\n`;
  const many = Array.from({ length: 1500 }, (_, i) =>
    route(
      `00${(i & 255).toString(16).padStart(2, '0')}${(i >> 8).toString(16).padStart(2, '0')}0A`.toUpperCase(),
      '00FFFFFF',
    ),
  );
  reader.files.set('self/net/route', ROUTE_HEADER + route('00000000', '00000000', 100) + many.join(''));
  reader.files.set('self/net/igmp', IGMP);
  reader.files.set('self/net/snmp', 'Udp: InDatagrams NoPorts\nUdp: 12 0\n');
  reader.files.set('self/net/nf_conntrack', FLOWS.map((line) => `${line}\n`).join(''));
  return reader;
}

const IGMP = `Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter
1\tlo        :     1      V3
\t\t\t\t010000E0     1 0:00000000\t\t0
\t\t\t\tFB0000E0     2 0:00000000\t\t0
`;

function printed(table: TableName, format: PrintFormat = 'text', filter = ''): Promise<string> {
  const rows = [{ kind: 'table', table, filter }] as const;
  return engineOn(machine()).print({ format, numeric: true, rows });
}

async function netstat(...args: string[]): Promise<string> {
  const output = new KeptOutput();
  await runNetstat(args, environmentOn(machine(), fakeEtc()), output);
  return visibleText(output.out);
}

describe('printing whole tables', () => {
  it('gives all routes as netstat does, more than a view shows', async () => {
    const ours = await printed('routes');
    assert.equal(ours.split('\n').length - 1, 2 + 1501);
    assert.deepEqual(ours.split('\n').toSorted(), (await netstat('-rnee')).split('\n').toSorted());
  });

  it('gives multicast groups and counters as netstat does, those that are zero too', async () => {
    assert.equal(await printed('multicastGroups'), await netstat('-gn'));
    assert.equal(
      await printed('statistics'),
      'Udp:\n    12 packets received\n    0 packets to unknown port received\n',
    );
  });

  it('gives tracked connections as their file has them, narrowed by the filter', async () => {
    const packed = (line: string): string => line.replaceAll(/ +/g, ' ');
    assert.equal(await printed('nat'), FLOWS.map((line) => `${packed(line)}\n`).join(''));
    const [flow, ...others] = JSON.parse(`[${await printed('nat', 'json', 'port:443')}]`);
    assert.deepEqual(others, []);
    assert.deepEqual(
      [flow.table, flow.original.destinationPort, flow.marks],
      ['conntrack', 443, ['ASSURED']],
    );
    const [header = '', line = ''] = (await printed('nat', 'csv', 'port:443')).split('\n');
    assert.equal(line.split(',')[header.split(',').indexOf('reply.source')], '192.0.2.7');
  });

  it('gives lines of flows that are read as the same flows', () => {
    const read = (text: string): readonly ConntrackEntry[] => parseNfConntrack(Buffer.from(text)).rows;
    for (const line of FLOWS) {
      const [flow] = read(line);
      assert.ok(flow);
      assert.deepEqual(read(flowText(flow)), [flow]);
    }
  });
});
