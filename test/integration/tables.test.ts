/** The views of the machine's tables, on this machine. */
import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import * as vscode from 'vscode';
import type { NetstatApi } from '../../src/extension/api';
import type { RegisteredTable } from '../../src/extension/views/table/registerTable';
import type { RowNode } from '../../src/extension/views/tree/row';
import { netstat, until } from './netstat';

describe('the views of tables', () => {
  let api: NetstatApi;
  const sockets: Socket[] = [];
  before(async () => (api = await netstat()));
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.close();
  });
  after(() => vscode.commands.executeCommand('netstat.listeningPorts.focus'));

  async function open(table: RegisteredTable): Promise<void> {
    await vscode.commands.executeCommand(`${table.provider.view}.focus`);
    await until(`reading of ${table.provider.view}`, () => table.provider.source.reading);
  }

  function all(nodes: readonly RowNode[]): RowNode[] {
    return nodes.flatMap((node) => [node, ...all(node.children ?? [])]);
  }

  function find({ provider }: RegisteredTable, is: (node: RowNode) => boolean): Promise<RowNode> {
    return until('the row', () => all(provider.source.roots).find(is));
  }

  async function copied(command: string, ...args: unknown[]): Promise<string> {
    await vscode.env.clipboard.writeText('');
    await vscode.commands.executeCommand(command, ...args);
    return vscode.env.clipboard.readText();
  }

  async function socket(): Promise<Socket> {
    const made = createSocket('udp4');
    sockets.push(made);
    made.bind(0, '127.0.0.1');
    await once(made, 'listening');
    return made;
  }

  it('show a row for every line of the routing tables', async () => {
    const { routes } = api.tables;
    await open(routes);
    const lines = (name: string, header: number): number => {
      const text = readFileSync(`/proc/self/net/${name}`, 'utf8');
      return Math.max(0, text.split('\n').length - 1 - header);
    };
    await until('as many rows as the files have lines', async () => {
      await api.monitor.refresh();
      const rows = all(routes.provider.source.roots).filter(
        ({ row }) => row.copyValues?.destination !== undefined,
      );
      return rows.length === lines('route', 1) + lines('ipv6_route', 0) ? true : undefined;
    });
    for (const group of routes.provider.source.roots) {
      const first = group.children?.[0]?.row;
      const hasDefault = all([group]).some(({ row }) => row.label === 'default' && row.copyValues?.gateway);
      if (hasDefault) assert.equal(first?.label, 'default', 'the default route comes first');
    }
  });

  it('show the addresses of every interface that has some', async () => {
    const { interfaces } = api.tables;
    await open(interfaces);
    for (const [name, addresses = []] of Object.entries(networkInterfaces())) {
      const row = await find(interfaces, ({ row: { label }, parent }) => label === name && !parent);
      const shown = (row.children ?? []).map(({ row: { copyValues } }) => copyValues?.address);
      for (const { address } of addresses) assert.ok(shown.includes(address), `${address} of ${name}`);
    }
    const loopback = await find(interfaces, ({ row: { label } }) => label === 'lo');
    assert.match(loopback.row.description ?? '', /^up · 127\.0\.0\.1\/8/);
    assert.match(loopback.row.spoken ?? '', /^Interface lo, up/);
  });

  it('show rates that follow the traffic', async () => {
    const { interfaces } = api.tables;
    await open(interfaces);
    const receiver = await socket();
    const sender = await socket();
    const { port } = receiver.address();
    await until('a rate of the loopback interface', async () => {
      for (let i = 0; i < 50; i++) sender.send(Buffer.alloc(1_000), port, '127.0.0.1');
      await api.monitor.refresh();
      const row = await find(interfaces, ({ row: { label } }) => label === 'lo');
      return /↓ [1-9][\d.]* \w+\/s ↑ [1-9]/.test(row.row.description ?? '') ? true : undefined;
    });
  });

  it('show a multicast group that a program joins, and mark that it came and went', async () => {
    const { multicastGroups } = api.tables;
    await open(multicastGroups);
    await api.monitor.refresh();
    const member = await socket();
    member.addMembership('239.255.255.250', '127.0.0.1');
    const is = ({ row, mark }: RowNode): boolean => row.label === '239.255.255.250' && mark === 'new';
    const row = await find(multicastGroups, is);
    assert.equal(row.parent?.row.label, 'lo');
    assert.match(row.row.description ?? '', /^SSDP · 1 user$/);
    assert.equal(await copied('netstat.copyGroup', row), '239.255.255.250');
    member.dropMembership('239.255.255.250', '127.0.0.1');
    await until('the mark of the row that went', () => (row.mark === 'closed' ? true : undefined));
    await until('the list without it', () =>
      all(multicastGroups.provider.source.roots).includes(row) ? undefined : true,
    );
  });

  it('mark datagrams that nobody had room for, at their protocol too', async () => {
    const { statistics } = api.tables;
    await open(statistics);
    const receiver = await socket();
    receiver.setRecvBufferSize(1);
    const sender = await socket();
    sender.connect(receiver.address().port, '127.0.0.1');
    await once(sender, 'connect');
    await until('marked counter', async () => {
      await api.monitor.refresh();
      for (let i = 0; i < 200; i++) sender.send(Buffer.alloc(1_000));
      await api.monitor.refresh();
      const section = statistics.provider.source.roots.find(({ row }) => row.label === 'UDP');
      const counter = section?.children?.find(({ row }) => row.label === 'receive buffer errors');
      return section?.row.trouble && counter?.row.trouble ? true : undefined;
    });
  });

  it('hide counters that are 0, unless told to show them', async () => {
    const { statistics } = api.tables;
    await open(statistics);
    const hasZero = (): boolean =>
      all(statistics.provider.source.roots).some(({ row: { copyValues } }) => copyValues?.value === '0');
    assert.equal(hasZero(), false);
    await vscode.commands.executeCommand('netstat.statistics.showZeroCounters');
    await until('counters that are 0', () => (hasZero() ? true : undefined));
    await vscode.commands.executeCommand('netstat.statistics.hideZeroCounters');
    await until('no counter that is 0', () => (hasZero() ? undefined : true));
  });

  it('show tracked connections, or say why there are none', async () => {
    const { nat } = api.tables;
    await open(nat);
    assert.equal(nat.provider.source.roots.length === 0, nat.emptiness() !== '');
    assert.ok(['', 'none', 'denied', 'absent', 'unlisted'].includes(nat.emptiness()), nat.emptiness());
  });

  it('copy what the selected row has, where a key names the view', async () => {
    const { interfaces } = api.tables;
    await open(interfaces);
    const loopback = await find(interfaces, ({ row: { label } }) => label === 'lo');
    await interfaces.tree.reveal(loopback, { select: true, focus: true });
    await until('selection', () => (interfaces.tree.selection[0] === loopback ? true : undefined));
    assert.equal(await copied('netstat.copyValue', 'netstat.interfaces'), 'lo');
    const address = loopback.children?.find(({ row: { copyValues } }) => copyValues?.address === '127.0.0.1');
    assert.equal(await copied('netstat.copyInterfaceAddress', address), '127.0.0.1');
    const { routes } = api.tables;
    await open(routes);
    const network = await find(routes, ({ row: { copyValues } }) => copyValues?.destination !== undefined);
    assert.equal(await copied('netstat.copyDestination', network), network.row.copyValues?.destination);
  });

  it('are read only while they are in sight', async () => {
    await open(api.tables.routes);
    assert.notEqual(api.monitor.table('routes'), undefined);
    await vscode.commands.executeCommand('workbench.view.explorer');
    await until('the table forgotten', () => (api.monitor.table('routes') === undefined ? true : undefined));
  });
});
