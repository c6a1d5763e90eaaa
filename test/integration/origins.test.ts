import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { NetstatApi } from '../../src/extension/api';
import { type Failure, Failures } from '../../src/extension/addressInUse/failures';
import { portNodes } from '../../src/extension/views/listeningPorts/selectedPorts';
import type { PortNode } from '../../src/extension/views/tree/row';
import { netstat, portIn, rowOf, until } from './netstat';
import { startProgram, stopPrograms, tcpServer } from './programs';
import { listRequest } from '../unit/pageRequest';

describe('a program of this window', () => {
  let api: NetstatApi;
  let folder: string;
  const ends: (() => unknown)[] = [];

  before(async () => {
    api = await netstat();
    folder = mkdtempSync(join(tmpdir(), 'netstat-origins-'));
    await vscode.commands.executeCommand('netstat.listeningPorts.focus');
  });
  afterEach(async () => {
    await api.filter.set('');
    for (const end of ends.splice(0)) await end();
    await stopPrograms();
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function script(name: string, text: string): string {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  }

  /** A server that writes its port into a file. */
  function server(name: string): { readonly file: string; readonly port: () => Promise<number> } {
    const told = join(folder, `${name}.port`);
    const file = script(
      `${name}.js`,
      `require('net').createServer().listen(0, '127.0.0.1', function () {
        require('fs').writeFileSync(${JSON.stringify(told)}, String(this.address().port)); });`,
    );
    return { file, port: () => portIn(told) };
  }

  async function debug(name: string, program: string): Promise<void> {
    const started = vscode.debug.startDebugging(undefined, {
      type: 'node',
      request: 'launch',
      name,
      program,
      cwd: folder,
      console: 'internalConsole',
      runtimeExecutable: process.execPath,
      env: { ELECTRON_RUN_AS_NODE: '1' },
    });
    ends.push(() => vscode.debug.stopDebugging());
    assert.ok(await started, 'the debugger started');
  }

  /** The row of a port in the group of this window. */
  async function rowOfWindow(port: number): Promise<PortNode> {
    return until('the row in the group of this window', async () => {
      const row = await rowOf(api, port);
      const group = api.listeningPorts.provider.getParent(row);
      return group?.id === 'window' ? row : undefined;
    });
  }

  async function tooltip(row: PortNode): Promise<string> {
    const { provider } = api.listeningPorts;
    const item = await provider.resolveTreeItem(provider.getTreeItem(row), row);
    return (item.tooltip as vscode.MarkdownString).value;
  }

  it('is told by the debug session that it was started in', async () => {
    const { file, port } = server('debugged');
    await debug('Launch server', file);
    assert.match(await tooltip(await rowOfWindow(await port())), /debug session “Launch server”/);
  });

  it('is told by its task, and found by a filter in every view', async () => {
    const { file, port } = server('task');
    const env = { ...(process.env as Record<string, string>), ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' };
    const execution = await vscode.tasks.executeTask(
      new vscode.Task(
        { type: 'process' },
        vscode.TaskScope.Workspace,
        'serve it',
        'test',
        new vscode.ProcessExecution(process.execPath, [file], { cwd: folder, env }),
      ),
    );
    ends.push(() => execution.terminate());
    const row = await rowOfWindow(await port());
    assert.match(await tooltip(row), /task “serve it”/);
    const other = await startProgram(tcpServer('127.0.0.1'));
    await rowOf(api, other.told.port);
    const ports = (): number[] =>
      portNodes(api.listeningPorts.provider.source).map(({ row: { port } }) => port.port);
    assert.ok(ports().includes(other.told.port));
    await api.filter.set('mine:');
    await until('the other gone', () => !ports().includes(other.told.port) || undefined);
    assert.ok(ports().includes(row.row.port.port));
    await vscode.commands.executeCommand('netstat.connections.focus');
    const listed = await until('Connections', async () => {
      const filter = `mine: port:${row.row.port.port},${other.told.port}`;
      const page = await api.engine.page(listRequest({ filter, sortBy: 'localPort', showsListening: true }));
      return page.listening > 0 ? page.rows.flatMap(({ rows }) => rows) : undefined;
    });
    const found = listed.map((each) => each.kind === 'inet' && each.socket.localPort);
    assert.deepEqual(found, [row.row.port.port]);
  });

  it('is told of when it cannot take a port while it is debugged', async () => {
    const { told } = await startProgram(tcpServer('127.0.0.1'));
    const failures = new Failures();
    ends.push(() => failures.dispose());
    const found: Failure[] = [];
    failures.onDidFind((failure) => found.push(failure));
    const listen = `require('net').createServer().listen(${told.port}, '127.0.0.1');`;
    await debug('Launch second', script('second.js', listen));
    await until('the failure', () => (found.length > 0 ? true : undefined), 25_000);
    assert.deepEqual(found[0], { complaint: { port: told.port, transport: 'tcp', goesOn: false } });
  });

  it('can be debugged by the port where it listens for a debugger', async () => {
    const { told } = await startProgram(`const inspector = require('inspector');
      inspector.open(0, '127.0.0.1');
      console.log(JSON.stringify({ port: Number(new URL(inspector.url()).port) }));`);
    const sessions: vscode.DebugSession[] = [];
    const following = vscode.debug.onDidStartDebugSession((session) => sessions.push(session));
    ends.push(
      () => vscode.debug.stopDebugging(),
      () => following.dispose(),
    );
    await vscode.commands.executeCommand('netstat.attachDebugger', await rowOf(api, told.port));
    const session = await until('the session of the process', () =>
      sessions.find((each) => each.parentSession),
    );
    const answer = (await session.customRequest('evaluate', {
      expression: 'process.pid',
      context: 'repl',
    })) as { result: string };
    assert.equal(Number(answer.result), (await rowOf(api, told.port)).row.port.leader?.pid);
  });
});
