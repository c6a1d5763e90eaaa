import assert from 'node:assert/strict';
import { connect } from 'node:net';
import * as vscode from 'vscode';
import type { NetstatApi } from '../../src/extension/api';
import { netstat, rowOf, until } from './netstat';
import { type Program, startProgram, stopPrograms, tcpServer, udpServer } from './programs';

describe('commands on rows', () => {
  let api: NetstatApi;
  let ipv4: Program;
  let ipv6: Program;
  before(async () => {
    api = await netstat();
    await vscode.commands.executeCommand('netstat.listeningPorts.focus');
    ipv4 = await startProgram(tcpServer('127.0.0.1'));
    ipv6 = await startProgram(tcpServer('::1'));
  });
  after(stopPrograms);

  async function copied(command: string, ...args: unknown[]): Promise<string> {
    await vscode.env.clipboard.writeText('');
    await vscode.commands.executeCommand(command, ...args);
    return vscode.env.clipboard.readText();
  }

  it('copy the address, URL, port, pid and command line', async () => {
    const row = await rowOf(api, ipv4.told.port);
    const { port } = ipv4.told;
    assert.equal(await copied('netstat.copyAddress', row), `127.0.0.1:${port}`);
    assert.equal(await copied('netstat.copyUrl', row), `http://localhost:${port}`);
    assert.equal(await copied('netstat.copyPort', row), String(port));
    assert.equal(await copied('netstat.copyPid', row), String(ipv4.pid));
    assert.match(await copied('netstat.copyCommandLine', row), /-e '.*createServer/);
  });

  it('copy an IPv6 address in brackets', async () => {
    const row = await rowOf(api, ipv6.told.port);
    assert.equal(await copied('netstat.copyAddress', row), `[::1]:${ipv6.told.port}`);
  });

  it('copy a line for each of several rows', async () => {
    const rows = [await rowOf(api, ipv4.told.port), await rowOf(api, ipv6.told.port)];
    const text = await copied('netstat.copyAddress', rows[0], rows);
    assert.equal(text, `127.0.0.1:${ipv4.told.port}\n[::1]:${ipv6.told.port}`);
  });

  it('take the selected row where a key called them', async () => {
    const row = await rowOf(api, ipv4.told.port);
    await api.listeningPorts.show(row.id);
    await until('selection', () => (api.listeningPorts.tree.selection[0] === row ? true : undefined));
    // A key tells the view; from the command palette the row that is selected in sight is meant.
    for (const args of [['netstat.listeningPorts'], []])
      assert.equal(await copied('netstat.copyAddress', ...args), `127.0.0.1:${ipv4.told.port}`);
  });

  /** What is copied of the first row of those that are asked for. */
  async function copiedOfFirst(command: string): Promise<string> {
    await vscode.env.clipboard.writeText('');
    let isOver = false;
    void vscode.commands.executeCommand(command).then(() => (isOver = true));
    await until(`the end of the question of ${command}`, async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return isOver || undefined;
    });
    return vscode.env.clipboard.readText();
  }

  it('ask for a row where the command palette called them and none is selected in sight', async () => {
    await vscode.commands.executeCommand('workbench.view.explorer');
    await until('no view of rows', () => !api.views.some(({ tree }) => tree.visible) || undefined);
    const socket = connect(ipv4.told.port, '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    assert.match(await copiedOfFirst('netstat.copyAddress'), /^\S+:\d+$/);
    assert.match(await copiedOfFirst('netstat.copyPid'), /^\d+$/);
    assert.match(await copiedOfFirst('netstat.copyForeignAddress'), /^\S+:\d+$/);
    assert.match(await copiedOfFirst('netstat.copyInterfaceAddress'), /^[\d.]+$/);
    socket.destroy();
    await vscode.commands.executeCommand('netstat.listeningPorts.focus');
  });

  it('take no selected row for the one that VS Code lost on the way from a menu', async () => {
    const row = await rowOf(api, ipv4.told.port);
    await api.listeningPorts.show(row.id);
    await until('selection', () => (api.listeningPorts.tree.selection[0] === row ? true : undefined));
    for (const command of ['copyAddress', 'copyPort', 'copyAsText', 'connections.copyAddress', 'copyValue']) {
      assert.equal(await copied(`netstat.${command}`, undefined, undefined), '', command);
      assert.equal(await copied(`netstat.${command}`, undefined, [undefined]), '', command);
    }
    await vscode.commands.executeCommand('netstat.showDetails', undefined, undefined);
    assert.notEqual(vscode.window.activeTextEditor?.document.uri.scheme, 'netstat-details');
  });

  it('leave the clipboard alone where there is nothing to copy', async () => {
    const udp = await startProgram(udpServer('127.0.0.1'));
    const row = await rowOf(api, udp.told.port, 'udp');
    await vscode.env.clipboard.writeText('before');
    await vscode.commands.executeCommand('netstat.copyUrl', row);
    assert.equal(await vscode.env.clipboard.readText(), 'before');
  });

  it('are all registered', async () => {
    const manifest = vscode.extensions.getExtension('netstat-vscode.netstat')?.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const known = new Set(await vscode.commands.getCommands(true));
    const missing = manifest.contributes.commands.filter(({ command }) => !known.has(command));
    assert.deepEqual(missing, []);
  });

  it('arrange views by the ids that each choice had once, which keys may be bound to', async () => {
    const manifest = vscode.extensions.getExtension('netstat-vscode.netstat')?.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const isChoice = (id: string): boolean => /^netstat\.\w+\.(groupBy|sortBy)\./.test(id);
    assert.deepEqual(
      manifest.contributes.commands.filter(({ command }) => isChoice(command)),
      [],
    );
    assert.equal((await vscode.commands.getCommands(true)).filter(isChoice).length, 54);
    const views = [
      {
        view: api.listeningPorts,
        choices: ['groupBy.user', 'sortBy.process', 'groupBy.none.chosen', 'sortBy.port'],
      },
      {
        view: api.unixSockets,
        choices: ['groupBy.path', 'sortBy.inode', 'groupBy.process.chosen', 'sortBy.path'],
      },
    ];
    for (const { view, choices } of views) {
      const { arrangement } = view;
      for (const choice of choices) {
        await vscode.commands.executeCommand(`netstat.${arrangement.view}.${choice}`);
        const [kind = '', value] = choice.split('.');
        assert.equal(Object.entries(arrangement.current).find(([key]) => key === kind)?.[1], value, choice);
      }
    }
  });
});
