import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { NetstatApi } from '../../src/extension/api';
import { portNodes } from '../../src/extension/views/listeningPorts/selectedPorts';
import type { RowNode } from '../../src/extension/views/tree/row';
import { isOf, netstat, rowOf, until } from './netstat';
import { sharedServer, startProgram, stopPrograms, tcpServer, udpServer } from './programs';

describe('the view Listening Ports', () => {
  let api: NetstatApi;
  before(async () => {
    api = await netstat();
    await vscode.commands.executeCommand('netstat.listeningPorts.focus');
  });
  afterEach(async () => {
    await stopPrograms();
    await api.monitor.refresh();
  });

  const item = (node: RowNode): vscode.TreeItem => api.listeningPorts.provider.getTreeItem(node);
  const tooltip = async (node: RowNode): Promise<string> => {
    const resolved = await api.listeningPorts.provider.resolveTreeItem(item(node), node);
    return (resolved.tooltip as vscode.MarkdownString).value.replaceAll('\\', '');
  };

  it('shows a server on the loopback address with its owner', async () => {
    const { pid, told } = await startProgram(tcpServer('127.0.0.1'));
    const row = await rowOf(api, told.port);
    assert.equal(row.row.port.exposure, 'loopback');
    assert.equal(row.row.port.leader?.pid, pid);
    const { label, description, accessibilityInformation, collapsibleState } = item(row);
    assert.match(label as string, new RegExp(`^${told.port}  \\S`));
    assert.match(String(description), new RegExp(`^this machine only · (?:.* · )?${pid}$`));
    assert.match(
      accessibilityInformation?.label ?? '',
      new RegExp(`^Port ${told.port}, .*, this machine only, .*process ${pid}`),
    );
    assert.equal(collapsibleState, vscode.TreeItemCollapsibleState.None);
  });

  it('says everything it knows in the tooltip', async () => {
    const { pid, told } = await startProgram(tcpServer('127.0.0.1'));
    const text = await tooltip(await rowOf(api, told.port));
    for (const part of [`127.0.0.1:${told.port} (TCP)`, `(pid ${pid})`, 'createServer', process.cwd(), '←']) {
      assert.ok(text.includes(part), `"${part}" is not in ${text}`);
    }
    assert.match(text, /Started: .*\d (seconds?|minutes?) ago/);
    assert.match(text, new RegExp(`Started by: .*\\(${process.pid}\\)`));
  });

  it('tells a server that the network can reach, over IPv6 and IPv4 at once', async () => {
    const { told } = await startProgram(tcpServer('::'));
    const row = await rowOf(api, told.port);
    assert.equal(row.row.port.exposure, 'network');
    assert.match(String(item(row).description), /^network · /);
    assert.doesNotMatch(String(item(row).description), /::|TCP/);
  });

  it('shows a server on IPv6 loopback', async () => {
    const { told } = await startProgram(tcpServer('::1'));
    const row = await rowOf(api, told.port);
    assert.equal(row.row.port.exposure, 'loopback');
    assert.match(String(item(row).description), /^this machine only · /);
  });

  it('makes one row of a server that listens on two addresses, with its sockets below', async () => {
    const both = `const { createServer } = require('net');
      const first = createServer().listen(0, '0.0.0.0', () => {
        const { port } = first.address();
        createServer().listen({ port, host: '::', ipv6Only: true }, () => console.log(JSON.stringify({ port })));
      });`;
    const { told } = await startProgram(both);
    const row = await rowOf(api, told.port);
    const sockets = await api.listeningPorts.provider.getChildren(row);
    assert.deepEqual(
      sockets.map((node) => item(node).label),
      [`0.0.0.0:${told.port}`, `[::]:${told.port}`],
    );
    assert.equal(api.listeningPorts.provider.getParent(sockets[0] as RowNode), row);
  });

  it('makes one row of processes that share a socket, with the processes below', async () => {
    const { told } = await startProgram(sharedServer);
    const row = await rowOf(api, told.port);
    assert.equal(row.row.port.leader?.pid, told.pids?.[0]);
    const below = await api.listeningPorts.provider.getChildren(row);
    assert.deepEqual(
      below.map((node) => item(node).description),
      [...(told.pids ?? [])].sort((a, b) => a - b).map(String),
    );
  });

  it('shows UDP, and hides it when told to', async () => {
    const { told } = await startProgram(udpServer('127.0.0.1'));
    const row = await rowOf(api, told.port, 'udp');
    assert.match(String(item(row).description), /^this machine only · .* · UDP$/);
    const isShown = (): boolean =>
      portNodes(api.listeningPorts.provider.source).some(({ row: { port } }) => isOf(port, told.port, 'udp'));
    await vscode.commands.executeCommand('netstat.listeningPorts.hideUdpPorts');
    await until('row less', () => (isShown() ? undefined : true));
    await vscode.commands.executeCommand('netstat.listeningPorts.showUdpPorts');
    await until('row more', () => (isShown() ? true : undefined));
  });

  it('refreshes by itself while it is visible, and marks what came and went for a moment', async () => {
    const { source } = api.listeningPorts.provider;
    await api.monitor.refresh();
    const { child, told } = await startProgram(tcpServer('127.0.0.1'));
    const find = (): RowNode | undefined => portNodes(source).find((node) => isOf(node.row.port, told.port));
    // Marks are there for a moment, which a busy machine may let pass between two looks.
    const seen = new Map<string, { readonly node: RowNode; readonly words: string | undefined }>();
    const note = (): void => {
      const node = find();
      if (node?.mark !== undefined) seen.set(node.mark, { node, words: item(node).contextValue });
    };
    const noting = api.listeningPorts.provider.onDidUpdate(note);
    note();
    const { node: appeared } = await until('new row, marked', () => seen.get('new'));
    await until('unmarked row', () => (appeared.mark === undefined ? true : undefined));
    child.kill();
    const closed = await until('closed row, marked', () => seen.get('closed'));
    assert.equal(closed.node, appeared);
    assert.equal(closed.words, '', 'a row that is gone offers no command');
    await until('list without the row', () => (find() === undefined ? true : undefined));
    noting.dispose();
  });

  it('keeps the node of a row over refreshes, and announces nothing that stayed as it is', async () => {
    const { told } = await startProgram(tcpServer('127.0.0.1'));
    const row = await rowOf(api, told.port);
    await until('quiet tree', () => (row.mark === undefined ? true : undefined));
    const announced: unknown[] = [];
    const listening = api.listeningPorts.provider.onDidChangeTreeData((nodes) =>
      announced.push(...(nodes ?? [])),
    );
    assert.equal(await rowOf(api, told.port), row);
    listening.dispose();
    assert.ok(!announced.includes(row));
  });

  it('pauses and resumes', async () => {
    await vscode.commands.executeCommand('netstat.pauseRefresh');
    assert.equal(api.monitor.isPaused, true);
    assert.match(api.listeningPorts.tree.description ?? '', /paused/);
    await vscode.commands.executeCommand('netstat.resumeRefresh');
    assert.equal(api.monitor.isPaused, false);
    assert.equal(api.monitor.isActive, true);
  });

  it('reveals and selects the row of a port', async () => {
    const { told } = await startProgram(tcpServer('127.0.0.1'));
    const row = await rowOf(api, told.port);
    assert.equal(await api.listeningPorts.show(row.id), true);
    await until('selected row', () => (api.listeningPorts.tree.selection[0] === row ? true : undefined));
    assert.equal(await api.listeningPorts.show('nothing of this name'), false);
  });
});
