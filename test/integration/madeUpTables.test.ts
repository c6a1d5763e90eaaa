/** What the views of tables show of machines that cannot be had here: made up, and read by the engine's own parsers. */
import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { NetworkTable } from '../../src/core/model/networkTable';
import type { TableName } from '../../src/core/tables/tables';
import { Monitor } from '../../src/extension/monitor';
import { rowsOfTable, type TableView, whyEmpty } from '../../src/extension/views/table/registerTable';
import { TABLE_VIEWS } from '../../src/extension/views/tableViews';
import { RowsProvider } from '../../src/extension/views/tree/provider';
import type { ReadRows } from '../../src/extension/views/tree/readRows';
import type { RowNode } from '../../src/extension/views/tree/row';
import { FakeEngine } from '../unit/extension/fakeEngine';
import { FakeReader } from '../unit/node/fakeReader';
import { DEV_HEADER, ROUTE_HEADER, tablesOf } from '../unit/node/machineTables';

describe('the views of tables on a made-up machine', () => {
  let reader: FakeReader;
  let monitor: Monitor;
  let provider: RowsProvider<ReadRows<NetworkTable<TableName>>>;
  let emptiness: () => string;
  let watching: { dispose(): void };
  let clock: number;
  let expression: string;

  beforeEach(() => {
    reader = new FakeReader();
    clock = 1_000_000;
    expression = '';
  });
  afterEach(() => {
    watching.dispose();
    provider.dispose();
    monitor.dispose();
  });

  const set = (name: string, text: string): void => void reader.files.set(`self/net/${name}`, text);

  async function show(name: TableName): Promise<void> {
    const engine = new FakeEngine();
    engine.onReadTable = (wanted, filter): NetworkTable<TableName> => ({
      ...tablesOf(reader).read(wanted, filter),
      takenAt: (clock += 2_000),
    });
    const filter = (): string => expression;
    monitor = new Monitor(engine, { interval: () => 60_000, filter, onPass: () => undefined });
    const view = TABLE_VIEWS[name] as TableView<TableName>;
    const source = rowsOfTable(monitor, view);
    emptiness = () => whyEmpty(view, source.reading ?? assert.fail('nothing was read'));
    provider = new RowsProvider(`made up ${name}`, 'facts', source);
    watching = monitor.watch(name);
    await monitor.refresh();
  }

  /** Each row, indented by its depth: label, description, mark and trouble. */
  function text(nodes: readonly RowNode[] = provider.source.roots, depth = 0): string[] {
    return nodes.flatMap((node) => {
      const { label, description } = provider.getTreeItem(node) as { label: string; description: string };
      const marks = [node.mark, node.row.trouble].filter(Boolean).map((mark) => ` [${mark ?? ''}]`);
      const line = `${'  '.repeat(depth)}${label} | ${description}${marks.join('')}`;
      return [line, ...text(node.children ?? [], depth + 1)];
    });
  }

  function find(label: string, nodes: readonly RowNode[] = provider.source.roots): RowNode {
    const all = (some: readonly RowNode[]): RowNode[] =>
      some.flatMap((node) => [node, ...all(node.children ?? [])]);
    const found = all(nodes).find((node) => node.row.label === label);
    assert.ok(found, `no row ${label} in\n${text().join('\n')}`);
    return found;
  }

  async function tooltip(label: string): Promise<string> {
    const node = find(label);
    const item = await provider.resolveTreeItem(provider.getTreeItem(node), node);
    return (item.tooltip as vscode.MarkdownString).value.replaceAll('\\', '');
  }

  const ipv4Route = (
    destination: string,
    gateway: string,
    flags: string,
    mask: string,
    more = '0\t0\t0',
  ): string => `eth0\t${destination}\t${gateway}\t${flags}\t0\t0\t100\t${mask}\t${more}\n`;

  it('spell out a route and every column that netstat prints', async () => {
    set(
      'route',
      ROUTE_HEADER +
        ipv4Route('000200C0', '00000000', '0001', '00FFFFFF') +
        ipv4Route('00000000', '010200C0', '0003', '00000000', '1500\t200\t300'),
    );
    await show('routes');
    assert.deepEqual(text(), [
      'IPv4 | 2',
      '  default | via 192.0.2.1 · eth0 · metric 100',
      '  192.0.2.0/24 | eth0 · metric 100',
    ]);
    const told = await tooltip('default');
    const parts = [
      '0.0.0.0/0',
      'Gateway: 192.0.2.1',
      'UG (up, through a gateway)',
      'Genmask: 0.0.0.0',
      'MSS: 1500',
    ];
    for (const part of [
      ...parts,
      'Window: 200',
      'irtt: 300 ms',
      'Metric: 100',
      'Ref: 0',
      'Use: 0',
      'Interface: eth0',
    ]) {
      assert.ok(told.includes(part), `"${part}" is not in ${told}`);
    }
  });

  it('mark a route that changed, and one that is gone, for a moment', async () => {
    set(
      'route',
      ROUTE_HEADER +
        ipv4Route('00000000', '010200C0', '0003', '00000000') +
        ipv4Route('0000000A', '00000000', '0001', '000000FF'),
    );
    await show('routes');
    set('route', ROUTE_HEADER + ipv4Route('00000000', '020200C0', '0003', '00000000'));
    await monitor.refresh();
    assert.equal(text().at(-1), '  10.0.0.0/8 | eth0 · metric 100', 'one reading may miss a route');
    await monitor.refresh();
    assert.deepEqual(text(), [
      'IPv4 | 1',
      '  default | via 192.0.2.2 · eth0 · metric 100 [changed]',
      '  10.0.0.0/8 | gone · eth0 · metric 100 [closed]',
    ]);
    assert.equal(provider.getTreeItem(find('10.0.0.0/8')).contextValue, '', 'nothing can be done with it');
  });

  it('show 1,000 routes of many, and how many more there are', async () => {
    const hex = (value: number): string => value.toString(16).padStart(8, '0');
    const lines = Array.from({ length: 3_500 }, (_, i) => ipv4Route(hex(i), '00000000', '0001', 'FFFFFFFF'));
    set('route', ROUTE_HEADER + lines.join(''));
    await show('routes');
    assert.equal(text()[0], 'IPv4 | 3,500');
    assert.equal(text().at(-1), '  2,500 more… | netstat -rn4');
    assert.equal(provider.source.roots[0]?.children?.length, 1_001);
  });

  it('show what could not be read as rows, naming file and line, and lose nothing else', async () => {
    set('route', `${ROUTE_HEADER}eth0\tZZZZ\n${ipv4Route('0000000A', '00000000', '0001', '000000FF')}`);
    set('ipv6_route', 'denied');
    await show('routes');
    const [, route, problems, ...lines] = text();
    assert.match(route ?? '', /10\.0\.0\.0\/8/);
    assert.equal(problems, '2 problems while reading | /proc/self/net/ipv6_route, /proc/self/net/route');
    assert.match(lines[0] ?? '', /ipv6_route \| denied \(EACCES\)/);
    assert.match(lines[1] ?? '', /route, line 2 \| Destination is not/);
    assert.match(await tooltip('/proc/self/net/route, line 2'), /ZZZZ[^]*not in the list/);
  });

  it('say why there is nothing', async () => {
    await show('routes');
    assert.equal(emptiness(), 'absent');
    set('route', 'denied');
    await monitor.refresh();
    assert.equal(emptiness(), 'denied');
    set('route', ROUTE_HEADER);
    await monitor.refresh();
    assert.equal(emptiness(), 'none');
  });

  it('have rates of an interface, name what it loses, and say when it vanishes', async () => {
    const dev = (name: string, bytes: number, dropped: number): string =>
      `${name}: ${bytes} 10 0 ${dropped} 0 0 0 0 ${bytes} 10 0 0 0 0 0 0\n`;
    const sys = (name: string, file: string, value: string): void =>
      void reader.files.set(`/sys/class/net/${name}/${file}`, `${value}\n`);
    for (const [name, flags, operstate] of [
      ['eth0', '0x1003', 'up'],
      ['eth1', '0x1002', 'down'],
    ] as const) {
      sys(name, 'flags', flags);
      sys(name, 'operstate', operstate);
      sys(name, 'mtu', '1500');
      sys(name, 'type', '1');
      sys(name, 'address', '02:00:00:00:00:01');
    }
    set('dev', DEV_HEADER + dev('eth0', 1_000, 0) + dev('eth1', 0, 0));
    await show('interfaces');
    assert.equal(text()[0], 'eth0 | up · 192.0.2.2/24');
    assert.equal(find('eth1').row.description, 'down');
    assert.ok(text().includes('  192.0.2.2/24 | IPv4, netmask 255.255.255.0, broadcast 192.0.2.255'));
    assert.ok(text().includes('  02:00:00:00:00:01 | hardware address, Ethernet'));
    assert.ok(text().includes('  Flags | UP, BROADCAST, RUNNING, MULTICAST'));
    set('dev', DEV_HEADER + dev('eth0', 5_096, 3));
    await monitor.refresh();
    assert.equal(
      text()[0],
      'eth0 | up · 3 lost · 192.0.2.2/24 · ↓ 2.0 KiB/s ↑ 2.0 KiB/s [dropped: more since the view was opened]',
    );
    assert.match(
      text().find((line) => line.includes('  dropped')) ?? '',
      /\| 3 \(\+3\) · 1\.5\/s \[dropped: more/,
    );
    set('dev', `${DEV_HEADER}eth0: 7000 x\n`);
    await monitor.refresh();
    assert.equal(find('eth1').mark, 'closed');
    assert.ok(text().some((line) => line.includes('/proc/self/net/dev, line 3 | receive packets is not')));
  });

  it('show names of the machine as letters', async () => {
    const name = Buffer.from('$(flame)ü\u202e', 'utf8').toString('latin1');
    set('dev', `${DEV_HEADER}${name}: 1 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0\n`);
    await show('interfaces');
    const labels = provider.source.roots.map((node) => provider.getTreeItem(node).label);
    assert.deepEqual(labels, ['eth0', '$\u200b(flame)ü<U+202E>']);
  });

  it('name multicast groups, by interface', async () => {
    set('igmp', 'Idx\tDevice\n2\teth0      :     1      V3\n\t\t\t\tFB0000E0     2 0:00000000\t\t0\n');
    set('igmp6', '2    eth0            ff0200000000000000000001ff123456     1 00000004 0\n');
    await show('multicastGroups');
    assert.deepEqual(text(), [
      'eth0 | 2',
      '  224.0.0.251 | mDNS · 2 users',
      '  ff02::1:ff12:3456 | solicited-node · link-local · 1 user',
    ]);
  });

  it('mark a counter that speaks of trouble, its protocol too, and say what it means', async () => {
    const snmp = (segments: number, again: number): void =>
      set('snmp', `Tcp: OutSegs RetransSegs InErrs\nTcp: ${segments} ${again} 0\n`);
    snmp(1_000, 1);
    await show('statistics');
    assert.deepEqual(text(), [
      'TCP | ',
      '  segments sent out | 1,000 · OutSegs',
      '  segments retransmitted | 1 · RetransSegs',
    ]);
    snmp(1_010, 4);
    await monitor.refresh();
    const [section, sent, again] = text();
    assert.match(section ?? '', /^TCP \| look at: segments retransmitted \[/);
    assert.equal(sent, '  segments sent out | 1,010 (+10) · 5/s · OutSegs');
    assert.match(again ?? '', /1\.5\/s · RetransSegs \[Moved since the last look/);
    assert.match(await tooltip('segments retransmitted'), /Tcp RetransSegs[^]*were sent again[^]*\+3/);
    snmp(1_010, 4);
    await monitor.refresh();
    assert.equal(find('TCP').row.trouble, undefined);
  });

  const flow = (original: string, reply: string, rest = 'mark=0 use=1'): string =>
    `ipv4     2 tcp      6 431999 ESTABLISHED ${original} ${reply} [ASSURED] ${rest}\n`;

  it('tell where a translated flow really goes, and as whom', async () => {
    set(
      'nf_conntrack',
      flow(
        'src=10.0.0.5 dst=10.0.0.1 sport=4000 dport=80',
        'src=172.17.0.2 dst=10.0.0.5 sport=8080 dport=4000',
      ) +
        flow(
          'src=172.17.0.3 dst=9.9.9.9 sport=5000 dport=443',
          'src=9.9.9.9 dst=198.51.100.7 sport=443 dport=61000',
        ) +
        flow(
          'src=10.0.0.5 dst=10.0.0.9 sport=4001 dport=22',
          'src=10.0.0.9 dst=10.0.0.5 sport=22 dport=4001',
        ),
    );
    await show('nat');
    assert.deepEqual(text(), [
      'Translated | 2',
      '  10.0.0.5:4000 → 10.0.0.1:80 | TCP · DNAT to 172.17.0.2:8080 · ESTABLISHED · ASSURED · 4 days left',
      '  172.17.0.3:5000 → 9.9.9.9:443 | TCP · SNAT as 198.51.100.7:61000 · ESTABLISHED · ASSURED · 4 days left',
      'Not translated | 1',
      '  10.0.0.5:4001 → 10.0.0.9:22 | TCP · ESTABLISHED · ASSURED · 4 days left',
    ]);
    const told = await tooltip('10.0.0.5:4000 → 10.0.0.1:80');
    for (const part of [
      'really goes to 172.17.0.2:8080',
      '172.17.0.2:8080 → 10.0.0.5:4000',
      '431999 s',
      'ASSURED: ',
      'use: 1',
    ]) {
      assert.ok(told.includes(part), `"${part}" is not in ${told}`);
    }
  });

  it('show of tracked connections what the filter lets through, and mark nothing when it changes', async () => {
    const to = (address: string, port: number): string =>
      flow(
        `src=10.0.0.5 dst=${address} sport=4000 dport=${port}`,
        `src=${address} dst=10.0.0.5 sport=${port} dport=4000`,
      );
    set('nf_conntrack', to('10.0.0.1', 80) + to('10.0.0.2', 443));
    await show('nat');
    const all = text();
    assert.equal(all.length, 3);
    expression = 'port:443';
    await monitor.readAgain('nat');
    assert.deepEqual(text(), ['Not translated | 1', ...all.filter((line) => line.includes(':443'))]);
    const { matching, total } = provider.source.counts ?? {};
    assert.deepEqual([matching, total], [1, 2]);
    set('nf_conntrack', to('10.0.0.1', 80) + to('10.0.0.2', 443) + to('10.0.0.3', 443));
    await monitor.refresh();
    assert.match(text().at(-1) ?? '', /10\.0\.0\.3:443.*\[/, 'what opens is marked');
    expression = 'process:node';
    await monitor.readAgain('nat');
    assert.deepEqual([provider.source.roots.length, emptiness()], [0, 'noMatch']);
    expression = '';
    await monitor.readAgain('nat');
    assert.equal(text().length, 4);
  });

  it('show what kernels of old masqueraded', async () => {
    set(
      'ip_masquerade',
      'Prc FromIP   FPrt ToIP     TPrt Masq Init-seq  Delta PDelta Expires (free=40960,40960,40960)\nTCP 0A000005:0FA0 09090909:0050 EE48 00000001      0      0    9000\n',
    );
    await show('nat');
    assert.deepEqual(text(), [
      'Masqueraded | 1',
      '  10.0.0.5:4000 → 9.9.9.9:80 | TCP · masqueraded as port 61000 · 1 minute left',
    ]);
  });

  it('say what would show tracked connections', async () => {
    await show('nat');
    assert.equal(emptiness(), 'absent');
    reader.files.set('sys/net/netfilter/nf_conntrack_count', '3\n');
    await monitor.refresh();
    assert.equal(emptiness(), 'unlisted');
    set('nf_conntrack', 'denied');
    await monitor.refresh();
    assert.equal(emptiness(), 'denied');
    set('nf_conntrack', '');
    await monitor.refresh();
    assert.equal(emptiness(), 'none');
  });
});
