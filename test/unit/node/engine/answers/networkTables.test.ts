import assert from 'node:assert/strict';
import { FakeReader } from '../../fakeReader';
import { DEV_HEADER, ROUTE_HEADER, tablesOf } from '../../machineTables';

describe("the engine's other tables", () => {
  let reader: FakeReader;
  beforeEach(() => (reader = new FakeReader()));
  const set = (name: string, text: string): void => void reader.files.set(`self/net/${name}`, text);
  const hex = (value: number): string => value.toString(16).toUpperCase().padStart(8, '0');

  it('hand over no more routes of a full table than are shown, and how many there are', () => {
    const lines = Array.from(
      { length: 20_000 },
      (_, i) => `eth0\t${hex(i)}\t00000000\t0001\t0\t0\t0\tFFFFFFFF\t0\t0\t0\n`,
    );
    set('route', ROUTE_HEADER + lines.join(''));
    const { contents, sources } = tablesOf(reader).read('routes');
    assert.equal(contents.ipv4.total, 20_000);
    assert.equal(contents.ipv4.rows.length, 1_000);
    assert.deepEqual(
      sources.map(({ file, status }) => `${file} ${status}`),
      ['self/net/route ok', 'self/net/ipv6_route absent', 'self/net/rt_cache absent'],
    );
  });

  it('name file and line of what cannot be read, and keep the rest', () => {
    set('dev', `${DEV_HEADER}  lo: 1 2 3\neth0: 1 1 0 0 0 0 0 0 1 1 0 0 0 x 0 0\n`);
    const { contents, issues } = tablesOf(reader).read('interfaces');
    assert.deepEqual(
      contents.interfaces.map(({ name }) => name),
      ['eth0', 'lo'],
    );
    assert.deepEqual(
      issues.map(({ file, line, field }) => `${file} ${line} ${field}`),
      ['self/net/dev 3 receive drop', 'self/net/dev 4 transmit colls'],
    );
  });

  it('tell that a file may not be read', () => {
    set('nf_conntrack', 'denied');
    reader.files.set('sys/net/netfilter/nf_conntrack_count', '17\n');
    reader.files.set('sys/net/netfilter/nf_conntrack_max', '262144\n');
    const { contents, sources } = tablesOf(reader).read('nat');
    assert.equal(sources[0]?.status, 'denied');
    assert.deepEqual(contents.count, { count: 17, most: 262_144 });
  });

  it('have the sections of all files with counters in one order', () => {
    set('snmp', 'Ip: InReceives\nIp: 1\nTcp: InSegs\nTcp: 2\n');
    set('netstat', 'TcpExt: ListenDrops\nTcpExt: 3\n');
    set('snmp6', 'Ip6InReceives 4\n');
    set('sctp/snmp', 'SctpCurrEstab 5\n');
    const { contents } = tablesOf(reader).read('statistics');
    assert.deepEqual(
      contents.sections.map(({ name }) => name),
      ['Ip', 'Tcp', 'TcpExt', 'Ip6', 'Sctp'],
    );
  });
});
