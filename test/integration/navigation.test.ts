import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import * as vscode from 'vscode';
import type { NetstatApi } from '../../src/extension/api';
import { isGroupNode, type RowNode } from '../../src/extension/views/tree/row';
import { netstat, rowOf, until } from './netstat';
import { startProgram, stopPrograms, tcpServer } from './programs';
import { SocketsProbe } from './sockets';

describe('from a row to the next thing', () => {
  let api: NetstatApi;
  const clients: Socket[] = [];

  before(async () => {
    api = await netstat();
  });
  beforeEach(async () => {
    await vscode.commands.executeCommand('netstat.listeningPorts.focus');
    await until('visible view', () => api.listeningPorts.tree.visible);
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    await api.filter.set('');
    await stopPrograms();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** A client of this very process, and its port. */
  async function client(port: number): Promise<number> {
    const socket = connect(port, '127.0.0.1');
    clients.push(socket);
    await once(socket, 'connect');
    return socket.localPort ?? assert.fail('no port');
  }

  const shown = (): vscode.TextDocument | undefined => {
    const document = vscode.window.activeTextEditor?.document;
    return document?.uri.scheme === 'netstat-details' ? document : undefined;
  };

  /** Waits for the details of what is named so. */
  async function detailsOf(name: string): Promise<vscode.TextDocument> {
    return until(`details of ${name}`, () => {
      const document = shown();
      return document?.getText().startsWith(`Details of ${name}`) === true ? document : undefined;
    });
  }

  async function showDetails(row: RowNode): Promise<vscode.TextDocument> {
    await vscode.commands.executeCommand('netstat.showDetails', row);
    return shown() ?? assert.fail('no details');
  }

  async function lensesOf({ uri }: vscode.TextDocument): Promise<vscode.Command[]> {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
    );
    return found.flatMap(({ command }) => command ?? []);
  }

  /** What a link of the document calls, by the text that it has. */
  async function linkAt(document: vscode.TextDocument, text: RegExp): Promise<[string, unknown[]]> {
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
    );
    const link = links.find(({ range }) => text.test(document.getText(range)));
    const { path, query } = link?.target ?? assert.fail(`no link ${text} in:\n${document.getText()}`);
    return [path, JSON.parse(query) as unknown[]];
  }

  it('opens details by Enter, which leave the focus in the list until Enter is pressed once more', async () => {
    const [first, second] = [
      await startProgram(tcpServer('127.0.0.1')),
      await startProgram(tcpServer('127.0.0.1')),
    ];
    await api.filter.set(`port:${first.told.port},${second.told.port}`);
    await rowOf(api, second.told.port);
    await vscode.commands.executeCommand('netstat.listeningPorts.focus');
    const press = async (port: number): Promise<void> => {
      await api.listeningPorts.tree.reveal(await rowOf(api, port), { select: false, focus: true });
      await vscode.commands.executeCommand('list.select');
    };
    await press(first.told.port);
    await detailsOf(`127.0.0.1:${first.told.port}`);
    // The list still has the focus: a command for lists reaches it.
    await press(second.told.port);
    await detailsOf(`127.0.0.1:${second.told.port}`);
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    assert.deepEqual(
      tabs.map(({ isPreview }) => isPreview),
      [true],
      'the second took the place of the first',
    );
  });

  it('opens nothing while several rows are selected, for what is done with all of them', async () => {
    const [first, second] = [
      await startProgram(tcpServer('127.0.0.1')),
      await startProgram(tcpServer('127.0.0.1')),
    ];
    await api.filter.set(`port:${first.told.port},${second.told.port}`);
    const { tree, provider } = api.listeningPorts;
    const top = await until('the rows', async () => {
      await api.monitor.refresh();
      return provider.getChildren().length === 2 ? provider.getChildren()[0] : undefined;
    });
    await tree.reveal(top, { select: true, focus: true });
    await vscode.commands.executeCommand('list.expandSelectionDown');
    await until('two selected rows', () => tree.selection.length === 2);
    const { command = '', arguments: args = [] } = provider.getTreeItem(top).command ?? {};
    assert.equal(command, 'netstat.openDetails');
    await vscode.commands.executeCommand(command, ...(args as unknown[]));
    assert.equal(shown(), undefined);
  });

  it('shows the clients of a port, and leaves the filter alone where there are none', async () => {
    const { told } = await startProgram(tcpServer('127.0.0.1'));
    await api.filter.set('port:1-65535');
    await vscode.commands.executeCommand('netstat.showClients', await rowOf(api, told.port));
    assert.equal(api.filter.expression, 'port:1-65535');
    const port = await client(told.port);
    await vscode.commands.executeCommand('netstat.showClients', await rowOf(api, told.port));
    assert.equal(api.filter.expression, `proto:tcp localport:${told.port}`);
    const probe = new SocketsProbe(api, api.connections);
    const groups = await until('groups', () => api.connections.provider.getChildren());
    const rows = await Promise.all(groups.filter(isGroupNode).map((group) => probe.rows(group)));
    const far = rows.flat().map(({ row: { socket } }) => {
      return socket.kind === 'inet' ? socket.socket.remotePort : 0;
    });
    assert.deepEqual(far, [port]);
  });

  it('shows all that a process has open, and the other end of a connection', async () => {
    const { told, pid } = await startProgram(tcpServer('127.0.0.1'));
    const port = await client(told.port);
    await vscode.commands.executeCommand('netstat.showProcessSockets', await rowOf(api, told.port));
    assert.equal(api.filter.expression, `pid:${pid}`);
    await until('Connections', () => api.connections.tree.visible);
    await api.filter.set('');
    const probe = new SocketsProbe(api, api.connections);
    const row = await probe.rowWhere(
      await probe.processGroup(pid),
      'accepted',
      (each) => each.kind === 'inet' && each.socket.remotePort === port,
    );
    assert.match(String(probe.item(row).contextValue), /\bconnected\b/);
    await vscode.commands.executeCommand('netstat.showOtherEnd', row);
    const end = await until('the other end', () => {
      const socket = api.connections.tree.selection[0]?.row.socket;
      return socket?.kind === 'inet' && socket.socket.localPort === port ? socket.socket : undefined;
    });
    assert.equal(end.remotePort, told.port);
  });

  it('narrows the filter by what a row is', async () => {
    const { told, pid } = await startProgram(tcpServer('127.0.0.1'));
    const row = await rowOf(api, told.port);
    const flags = String(api.listeningPorts.provider.getTreeItem(row).contextValue);
    for (const flag of ['byAddress', 'byPort', 'byProcess', 'byState']) {
      assert.match(flags, new RegExp(`\\b${flag}\\b`));
    }
    await vscode.commands.executeCommand('netstat.filterByPort', row);
    await vscode.commands.executeCommand('netstat.filterByProcess', row);
    await vscode.commands.executeCommand('netstat.filterByProcess', row);
    assert.equal(api.filter.expression, `port:${told.port} pid:${pid}`);
    assert.equal((await rowOf(api, told.port)).row.port.port, told.port);
  });

  it('leads from details to a client, to its process, and back', async () => {
    const { told } = await startProgram(tcpServer('127.0.0.1'));
    await client(told.port);
    const document = await showDetails(await rowOf(api, told.port));
    assert.equal(document.languageId, 'netstat-details');
    assert.match(document.getText(), /^Clients: 1 · /m);
    const order = ['Details of', 'Process ', 'Clients: ', 'TCP 127', ' has it\n'].map((part) =>
      document.getText().indexOf(part),
    );
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    );
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      document.uri,
    );
    const heading = ({ start }: vscode.FoldingRange): string => document.lineAt(start).text;
    const folded = folds.filter(({ kind }) => kind === vscode.FoldingRangeKind.Imports).map(heading);
    assert.ok(
      folded.some((line) => line.startsWith('Clients: ')),
      folded.join('\n'),
    );
    assert.ok(
      folded.some((line) => line.endsWith(' has it')),
      folded.join('\n'),
    );

    const [command, args] = await linkAt(document, /^ESTABLISHED/);
    await vscode.commands.executeCommand(command, ...args);
    const connection = await detailsOf('TCP 127.0.0.1');
    assert.match(connection.getText(), /^Other end, on this machine$/m);
    const [toProcess, ids] = await linkAt(connection, new RegExp(`\\(pid ${process.pid}\\)`));
    assert.equal(ids[2], process.pid);
    await vscode.commands.executeCommand(toProcess, ...ids);
    const own = await until('the process', () =>
      shown()?.getText().includes(`(pid ${process.pid})\n`) === true && shown() !== connection
        ? shown()
        : undefined,
    );
    assert.ok(own);
    await vscode.commands.executeCommand('workbench.action.navigateBack');
    const back = await until('what one came from', () => {
      const now = shown();
      return now?.uri.toString() === connection.uri.toString() ? now : undefined;
    });
    assert.match(back.getText(), /^Details of TCP 127\.0\.0\.1/);
    await vscode.commands.executeCommand('workbench.action.navigateBack');
    await until('where one began', () => shown()?.uri.toString() === document.uri.toString());
  });

  it('offers in details what may be done, with ids alone, and says where it is gone', async () => {
    const { told, pid } = await startProgram(tcpServer('127.0.0.1'));
    const row = await rowOf(api, told.port);
    const document = await showDetails(row);
    const lenses = await lensesOf(document);
    const titles = lenses.map(({ title }) => title.replace(/^\$\([\w-]+\) /, ''));
    assert.deepEqual(titles, [
      'Follow',
      'Show Clients',
      'Why Is This Port Busy?',
      'Free Port…',
      'Open Folder',
      'Show All Its Sockets',
      'Kill Process…',
    ]);
    const kill = lenses.find(({ title }) => title === 'Kill Process…');
    const startTime = row.row.port.leader?.startTime;
    assert.deepEqual(kill?.arguments, ['kill', 'process', pid, startTime]);
    await stopPrograms();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('netstat.followLink', 'details', 'process', pid, startTime);
    assert.equal(shown(), undefined);
    await vscode.commands.executeCommand('netstat.followLink', 'workbench.action.quit', 'process', 1, 1);
  });

  it('follows the machine in details while they are in sight, and no more once they are closed', async () => {
    const { told } = await startProgram(tcpServer('127.0.0.1'));
    const document = await showDetails(await rowOf(api, told.port));
    assert.match(document.getText(), /^Clients: none now$/m);
    await vscode.commands.executeCommand('netstat.followDetails', document.uri);
    await client(told.port);
    await until('the client', async () => {
      await api.monitor.refresh();
      return /^Clients: 1 · /m.test(document.getText());
    });
    const titles = (await lensesOf(document)).map(({ title }) => title);
    assert.ok(
      titles.some((title) => title.endsWith('Stop Following')),
      titles.join(),
    );
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const again = await showDetails(await rowOf(api, told.port));
    const after = (await lensesOf(again)).map(({ title }) => title);
    assert.ok(
      after.some((title) => title.endsWith('Follow')),
      after.join(),
    );
  });

  it('opens the parents of a process in its details, each of which leads to its own', async () => {
    const { told, pid } = await startProgram(tcpServer('127.0.0.1'));
    await vscode.commands.executeCommand('netstat.showParentChain', await rowOf(api, told.port));
    const document = shown() ?? assert.fail('no details');
    assert.match(document.getText(), new RegExp(`^Process .+ \\(pid ${pid}\\)$`, 'm'));
    const [command, args] = await linkAt(document, new RegExp(`\\(pid ${process.pid}\\)$`));
    await vscode.commands.executeCommand(command, ...args);
    await until('the parent', () => {
      return new RegExp(`^Process .+ \\(pid ${process.pid}\\)$`, 'm').test(shown()?.getText() ?? '');
    });
  });
});
