import assert from 'node:assert/strict';
import { tupleText } from '../../../../src/core/query/nat';
import { type TableName, TABLES } from '../../../../src/core/tables/tables';
import { FakeReader } from '../../node/fakeReader';
import { DEV_HEADER, ROUTE_HEADER, tablesOf } from '../../node/machineTables';

const FLOWS = [
  'ipv4     2 tcp      6 431999 ESTABLISHED src=10.0.0.5 dst=10.0.0.9 sport=4000 dport=22 src=10.0.0.9 dst=10.0.0.5 sport=22 dport=4000 [ASSURED] mark=0 zone=0 use=2',
  'ipv4     2 tcp      6 110 TIME_WAIT src=10.0.0.5 dst=10.0.0.1 sport=4001 dport=80 src=172.17.0.2 dst=10.0.0.5 sport=8080 dport=4001 [ASSURED] mark=0 use=1',
  'ipv4     2 udp      17 29 src=172.17.0.2 dst=9.9.9.9 sport=5353 dport=53 [UNREPLIED] src=9.9.9.9 dst=198.51.100.7 sport=53 dport=61000 mark=0 use=1',
  'ipv6     10 tcp      6 50 SYN_SENT src=fd00::5 dst=fd00::1 sport=1 dport=443 src=fd01::2 dst=fd01::1 sport=8443 dport=2 mark=0 use=1',
  'ipv4     2 icmp     1 29 src=10.0.0.5 dst=10.0.0.9 type=8 code=0 id=77 src=10.0.0.9 dst=10.0.0.5 type=0 code=0 id=77 mark=0 use=1',
];

const MASQUERADE = `Prc FromIP   FPrt ToIP     TPrt Masq Init-seq  Delta PDelta Expires (free=40959,40960,40960)
TCP 0A000005:0401 09090909:0050 EE48 00000000      0      0     100
`;

const IGMP = `Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter
1\tlo        :     1      V3
\t\t\t\t010000E0     1 0:00000000\t\t0
2\teth0      :     1      V3
\t\t\t\tFB0000E0     2 0:00000000\t\t0
`;

const reader = new FakeReader();
const set = (name: string, text: string): void => void reader.files.set(`self/net/${name}`, text);
set('nf_conntrack', FLOWS.map((line) => `${line}\n`).join(''));
set('ip_masquerade', MASQUERADE);
set('igmp', IGMP);
set(
  'route',
  `${ROUTE_HEADER}eth0\t00000000\t0100000A\t0003\t0\t0\t0\t00000000\t0\t0\t0
wlan0\t0000A8C0\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
`,
);
set(
  'ipv6_route',
  `${'20010db8'.padEnd(32, '0')} 20 ${'0'.repeat(32)} 00 ${'0'.repeat(32)} 00000400 00000001 00000000 00000001    wlan0\n`,
);
set('dev', `${DEV_HEADER}  lo: ${'0 '.repeat(16)}\neth0: ${'0 '.repeat(16)}\n`);
set(
  'arp',
  `IP address       HW type     Flags       HW address            Mask     Device
192.0.2.9        0x1         0x2         52:54:00:12:34:56     *        eth0
`,
);
set('snmp', 'Ip: InReceives ForwDatagrams\nIp: 1 2\nTcp: RetransSegs\nTcp: 3\n');

/** How many rows of a table an expression lets through, and of how many; the table in whole where it is left alone. */
function found(table: TableName, expression: string): string {
  const { matching, total, filter } = tablesOf(reader).read(table, expression);
  return filter === '' ? 'all' : `${matching}/${total}`;
}

describe('a filter of the machine’s tables', () => {
  it('asks flows for the ends of both directions, for states and protocols', () => {
    const flows = (expression: string): string[] => {
      const { translated, plain } = tablesOf(reader).read('nat', expression).contents;
      return [...translated.rows, ...plain.rows].map(({ original }) => tupleText(original));
    };
    assert.deepEqual(flows('port:8080'), ['10.0.0.5:4001 → 10.0.0.1:80']);
    assert.deepEqual(flows('address:198.51.100.0/24'), ['172.17.0.2:5353 → 9.9.9.9:53']);
    assert.deepEqual(flows('state:time_wait'), ['10.0.0.5:4001 → 10.0.0.1:80']);
    assert.deepEqual(flows('proto:icmp'), ['10.0.0.5 → 10.0.0.9']);
    assert.deepEqual(flows('-proto:tcp -proto:udp'), ['10.0.0.5 → 10.0.0.9']);
    assert.deepEqual(flows('process:node'), []);
    assert.equal(found('nat', 'proto:tcp'), '4/6');
  });

  it('finds masqueraded connections of old kernels', () => {
    const count = (expression: string): number =>
      tablesOf(reader).read('nat', expression).contents.masqueraded.total;
    assert.deepEqual(
      ['port:61000', 'foreignaddress:9.9.9.9', 'proto:tcp', 'proto:udp', 'state:listen'].map(count),
      [1, 1, 1, 0, 0],
    );
  });

  it('asks routes, interfaces and groups for addresses and whatever else they show', () => {
    assert.equal(found('routes', 'address:192.168.0.0/16'), '1/3');
    assert.equal(found('routes', 'wlan'), '2/3');
    assert.equal(found('routes', 'default'), '1/3');
    assert.equal(found('routes', '-wlan 10.0.0.1'), '1/3');
    assert.equal(found('interfaces', 'address:192.0.2.2'), '1/2');
    assert.equal(found('interfaces', 'lo'), '1/2');
    assert.equal(found('multicastGroups', '224.0.0.251'), '1/2');
    assert.equal(found('multicastGroups', '"all hosts"'), '1/2');
  });

  it('asks counters for the kernel’s name, and for netstat’s words', () => {
    assert.equal(found('statistics', 'retranssegs'), '1/3');
    assert.equal(found('statistics', 'forwarded'), '1/3');
    const { contents } = tablesOf(reader).read('statistics', 'retranssegs');
    assert.deepEqual(
      contents.sections.map(({ name }) => name),
      ['Tcp'],
    );
  });

  it('leaves a table alone that has nothing of what it asks for', () => {
    const tables = ['routes', 'interfaces', 'multicastGroups', 'statistics'] as const;
    for (const table of tables)
      for (const expression of ['port:3000', ':3000', 'process:node', '-user:root', 'wlan port:3000'])
        assert.equal(found(table, expression), 'all', `${table} ${expression}`);
    assert.equal(found('statistics', 'address:10.0.0.1'), 'all');
  });

  it('finds nothing in any table by a word that is nowhere', () => {
    for (const table of Object.keys(TABLES) as TableName[])
      assert.match(found(table, 'no-such-thing-anywhere'), /^0\/[1-9]/, table);
  });
});

describe('the kinds of rows of tables', () => {
  it('have names of their own', () => {
    const names = Object.values(TABLES).flatMap(({ kinds }) => Object.keys(kinds));
    assert.deepEqual(names, [...new Set(names)]);
  });
});
