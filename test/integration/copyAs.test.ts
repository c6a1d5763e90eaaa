import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { NetstatApi } from '../../src/extension/api';
import { netstat, rowOf, until } from './netstat';
import { type Program, startProgram, stopPrograms, tcpServer } from './programs';
import { showListening, SocketsProbe } from './sockets';

/** Listens on a socket with a blank in its path, which netstat's text would cut. */
const unixServer = `const path = require('path').join(require('os').tmpdir(), 'copy as ' + process.pid);
  require('net').createServer().listen(path, () => console.log(JSON.stringify({ port: 0, path })));
  process.on('exit', () => require('fs').rmSync(path, { force: true }));`;

describe('copying rows as netstat, JSON and CSV', () => {
  let api: NetstatApi;
  let first: Program;
  let second: Program;

  before(async () => {
    api = await netstat();
    first = await startProgram(tcpServer('127.0.0.1'));
    second = await startProgram(tcpServer('127.0.0.1'));
  });
  after(async () => {
    await stopPrograms();
    await api.filter.set('');
  });

  async function copied(command: string, ...args: unknown[]): Promise<string> {
    await vscode.env.clipboard.writeText('');
    await vscode.commands.executeCommand(command, ...args);
    return vscode.env.clipboard.readText();
  }

  describe('of Listening Ports', () => {
    before(() => vscode.commands.executeCommand('netstat.listeningPorts.focus'));

    it('gives the row that netstat prints', async () => {
      const row = await rowOf(api, first.told.port);
      const text = await copied('netstat.copyAsText', row);
      assert.match(
        text,
        new RegExp(
          `^tcp +0 +0 127\\.0\\.0\\.1:${first.told.port} +0\\.0\\.0\\.0:\\* +LISTEN .* ${first.pid}/.*\\n$`,
        ),
      );
    });

    it('gives a title to several rows, and a list of data', async () => {
      const rows = [await rowOf(api, first.told.port), await rowOf(api, second.told.port)];
      const text = await copied('netstat.copyAsText', rows[0], rows);
      assert.match(text, /^Active Internet connections \(only servers\)\nProto .*\ntcp .*\ntcp .*\n$/);
      const data = JSON.parse(await copied('netstat.copyAsJson', rows[0], rows));
      assert.deepEqual(
        data.map(({ owners }: { owners: { pid: number }[] }) => owners.map(({ pid }) => pid)),
        [[first.pid], [second.pid]],
      );
      const [header = '', line = ''] = (await copied('netstat.copyAsCsv', rows[0], rows)).split('\n');
      assert.match(header, /^table,protocol,/);
      assert.match(line, /^internet,tcp,/);
    });

    it('leaves the clipboard alone without a row', async () => {
      await vscode.env.clipboard.writeText('before');
      await vscode.commands.executeCommand('netstat.copyAsText', undefined, []);
      assert.equal(await vscode.env.clipboard.readText(), 'before');
    });
  });

  describe('of Connections', () => {
    let probe: SocketsProbe;
    after(() => showListening(false));
    before(async () => {
      await showListening(true);
      await vscode.commands.executeCommand('netstat.connections.focus');
      probe = new SocketsProbe(api, api.connections);
      await until('visible view', () => api.connections.tree.visible);
      await api.connections.arrangement.choose({ groupBy: 'process', sortBy: 'foreignAddress' });
    });

    it('gives the addresses, the port and the process of a row', async () => {
      const [row] = await probe.rows(await probe.processGroup(first.pid));
      const { port } = first.told;
      assert.equal(await copied('netstat.copyLocalAddress', row), `127.0.0.1:${port}`);
      assert.equal(await copied('netstat.copyPort', row), String(port));
      assert.equal(await copied('netstat.copyPid', row), String(first.pid));
      assert.match(await copied('netstat.copyCommandLine', row), /createServer/);
    });

    it('gives the rows of a group, folded or not, once', async () => {
      const group = await probe.processGroup(first.pid);
      const [row] = await probe.rows(group);
      const lines = (await copied('netstat.copyAsCsv', group, [group, row])).trimEnd().split('\n');
      assert.equal(lines.length, 2);
      assert.ok(lines[1]?.includes(String(first.told.port)));
    });
  });

  describe('of UNIX Sockets', () => {
    it('gives paths whole', async () => {
      await vscode.commands.executeCommand('netstat.unixSockets.focus');
      await until('visible view', () => api.unixSockets.tree.visible);
      const program = await startProgram(unixServer);
      const probe = new SocketsProbe(api, api.unixSockets);
      const [row] = await probe.rows(await probe.processGroup(program.pid));
      const { table, path, owners } = JSON.parse(await copied('netstat.copyAsJson', row));
      assert.deepEqual([table, path, owners[0].pid], ['unix', program.told.path, program.pid]);
    });
  });

  describe('of the other views', () => {
    it('gives routes, interfaces and counters with their titles', async () => {
      for (const [view, title] of [
        ['interfaces', /^Kernel Interface table\nIface .*\n(.*\n)*lo .*\n/],
        ['multicastGroups', /^IPv6\/IPv4 Group Memberships\n/],
        ['statistics', /^Ip:\n {4}\S/],
      ] as const) {
        await vscode.commands.executeCommand(`netstat.${view}.focus`);
        const { provider } = api.tables[view];
        const rows = await until(view, () =>
          provider.source.roots.length > 0 ? provider.source.roots : undefined,
        );
        assert.match(await copied('netstat.copyAsText', rows[0], rows), title, view);
      }
    });
  });

  describe('of a whole view', () => {
    it('asks for a format, and goes by the filter', async () => {
      await api.filter.set(`port:${first.told.port} state:listen`);
      await vscode.commands.executeCommand('netstat.connections.focus');
      await until('visible view', () => api.connections.tree.visible);
      await until('filtered page', () => api.connections.provider.source.page.model.listening === 1);
      await vscode.env.clipboard.writeText('');
      const copying = vscode.commands.executeCommand('netstat.connections.copyAll');
      const text = await until('copied text', async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return (await vscode.env.clipboard.readText()) || undefined;
      });
      await copying;
      assert.match(text, new RegExp(`^tcp .*:${first.told.port} .*\\n$`));
    });
  });
});
