import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { NetstatApi } from '../../src/extension/api';
import { FailedCommands } from '../../src/extension/addressInUse/failedCommands';
import { type Failure, Failures } from '../../src/extension/addressInUse/failures';
import { notify } from '../../src/extension/addressInUse/notify';
import { useFreePort } from '../../src/extension/ports/useFreePort';
import { netstat, portIn, rowOf, until } from './netstat';
import { startProgram, stopPrograms, tcpServer } from './programs';

describe('a port that a program could not take', () => {
  let api: NetstatApi;
  let folder: string;
  const terminals: vscode.Terminal[] = [];

  before(async () => {
    api = await netstat();
    folder = mkdtempSync(join(tmpdir(), 'netstat-in-use-'));
  });
  afterEach(async () => {
    for (const terminal of terminals.splice(0)) terminal.dispose();
    await stopPrograms();
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function openTerminal(name: string): vscode.Terminal {
    const env = { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' };
    const terminal = vscode.window.createTerminal({ name, shellPath: '/bin/bash', env });
    terminals.push(terminal);
    return terminal;
  }

  function script(name: string, text: string): string {
    const file = join(folder, name);
    writeFileSync(file, text);
    return `"${process.execPath}" "${file}"`;
  }

  /** What is said of a failure, and what is offered; `choose` is what the user picks. */
  async function said(
    failure: Failure,
    choose?: string,
  ): Promise<{ text: string; actions: string[]; done: string[] }> {
    const done: string[] = [];
    let told: { text: string; actions: string[] } | undefined;
    await notify(failure, {
      engine: api.engine,
      view: { show: async (id) => done.push(`show ${id}`) > 0 },
      ports: {
        useFree: async ({ port }) => void done.push(`use free ${port}`),
        likelyFree: ({ port }) => port + 1,
        explain: async ({ port }) => void done.push(`explain ${port}`),
        free: async ({ port }) => {
          done.push(`free ${port}`);
          return 'declined';
        },
      },
      roots: api.roots,
      ownPid: process.pid,
      say: async (text, ...actions) => {
        told = { text, actions };
        return choose;
      },
    });
    assert.ok(told);
    return { ...told, done };
  }

  const complaint = (port: number): Failure => ({ complaint: { port, transport: 'tcp', goesOn: false } });

  it('is held by a process whose terminal is named and can be revealed', async () => {
    const told = join(folder, 'port');
    const terminal = openTerminal('dev');
    const serve = `require('net').createServer().listen(0, '127.0.0.1', function () {
      require('fs').writeFileSync(${JSON.stringify(told)}, String(this.address().port)); });`;
    terminal.sendText(script('dev.js', serve));
    const port = await portIn(told);
    const { text, actions } = await said(complaint(port), 'Reveal Terminal');
    assert.match(
      text,
      new RegExp(`^Port ${port} is held by .+ \\(pid \\d+\\), started .* in terminal “dev”\\.$`),
    );
    assert.deepEqual(actions, ['Free Port', 'Reveal Terminal', 'Show']);
    await until('the terminal in sight', () => vscode.window.activeTerminal === terminal || undefined);
  });

  it('leads to the terminal that its process was started in, by the row', async () => {
    const told = join(folder, 'revealed');
    const terminal = openTerminal('web');
    const other = openTerminal('other');
    other.show();
    const serve = `require('net').createServer().listen(0, '127.0.0.1', function () {
      require('fs').writeFileSync(${JSON.stringify(told)}, String(this.address().port)); });`;
    terminal.sendText(script('web.js', serve));
    const port = await portIn(told);
    await vscode.commands.executeCommand('netstat.listeningPorts.focus');
    const row = await rowOf(api, port);
    const group = await until('the group of this window', () => {
      const [first] = api.listeningPorts.provider.getChildren();
      return first?.id === 'window' && first.children?.includes(row) ? first : undefined;
    });
    assert.equal(api.listeningPorts.provider.getTreeItem(group).label, 'This Window');
    assert.equal(api.listeningPorts.provider.getParent(row), group);
    const others = api.listeningPorts.provider.getChildren().filter((node) => node !== group);
    assert.ok(!others.includes(row), 'a row stands in one place');
    await vscode.commands.executeCommand('netstat.revealTerminal', row);
    await until('the terminal in sight', () => vscode.window.activeTerminal === terminal || undefined);
  });

  it('is freed, shown or explained as the user chooses', async () => {
    const { told } = await startProgram(tcpServer('127.0.0.1'));
    assert.deepEqual((await said(complaint(told.port), 'Free Port')).done, [`free ${told.port}`]);
    assert.match((await said(complaint(told.port), 'Show')).done[0] ?? '', /^show /);
    await stopPrograms();
    const { text, actions, done } = await said(complaint(told.port), 'Why?');
    assert.match(text, /nobody listens on it now/);
    assert.deepEqual([actions, done], [['Why?'], [`explain ${told.port}`]]);
  });

  it('is found in a command that survives the failure too, which is not run again', async () => {
    const { told } = await startProgram(tcpServer('127.0.0.1'));
    const failures = new Failures();
    const found: Failure[] = [];
    failures.onDidFind((failure) => found.push(failure));
    try {
      const terminal = openTerminal('watcher');
      const integration = await until('shell integration', () => terminal.shellIntegration, 25_000);
      const watcher = `require('net').createServer().on('error', (error) => { console.error(String(error));
        setInterval(() => {}, 1000); }).listen(${told.port}, '127.0.0.1');`;
      integration.executeCommand(script('watcher.js', watcher));
      const [failure] = await until('the failure', () => (found.length > 0 ? found : undefined), 25_000);
      assert.deepEqual(failure, complaint(told.port));
    } finally {
      failures.dispose();
    }
  });

  it('has its command typed again with a free port, and left to the user', async () => {
    const { told } = await startProgram(tcpServer('127.0.0.1'));
    const failures = new Failures();
    const failedCommands = new FailedCommands();
    const found: Failure[] = [];
    failures.onDidFind((failure) => {
      failedCommands.take(failure);
      found.push(failure);
    });
    const lines: string[] = [];
    const started = vscode.window.onDidStartTerminalShellExecution(({ execution }) => {
      lines.push(execution.commandLine.value);
    });
    try {
      const terminal = openTerminal('again');
      const integration = await until('shell integration', () => terminal.shellIntegration, 25_000);
      const failing = `const port = Number(process.argv.at(-1)); const server = require('net').createServer();
        server.on('error', (error) => { console.error(String(error)); process.exitCode = 1; })
          .listen(port, '127.0.0.1', () => { console.log('listening'); server.close(); });`;
      const command = script('server.js', failing);
      integration.executeCommand(`${command} --port ${told.port}`);
      const [failure] = await until('the failure', () => (found.length > 0 ? found : undefined), 25_000);
      const { actions } = await said(failure ?? assert.fail());
      assert.deepEqual(actions, ['Free Port and Run Again', `Use ${told.port + 1}`, 'Show']);
      const question = { port: told.port, transport: 'tcp' } as const;
      const { namingEngine, watches } = api;
      const free = await useFreePort(question, { namingEngine, watches, failedCommands });
      assert.ok(free !== undefined && free > told.port);
      assert.equal(lines.length, 1, 'nothing is run');
      // Enter is the user's.
      terminal.sendText('');
      await until('the command', () => lines[1], 25_000);
      assert.equal(lines[1], `${command} --port ${free}`);
    } finally {
      started.dispose();
      failures.dispose();
    }
  });

  it('is none in a command that shows text, that ended well, or that goes on with the next port', async () => {
    const { told } = await startProgram(tcpServer('127.0.0.1'));
    const failures = new Failures();
    const found: Failure[] = [];
    failures.onDidFind((failure) => found.push(failure));
    const terminal = openTerminal('ended');
    const integration = await until('shell integration', () => terminal.shellIntegration, 25_000);
    const inUse = (port: number): string =>
      `Error: listen EADDRINUSE: address already in use 127.0.0.1:${port}`;
    const printing = (name: string, text: string, status: number): string =>
      script(name, `console.log(${JSON.stringify(text)}); process.exitCode = ${status};`);
    const log = join(folder, 'server.log');
    writeFileSync(log, `${inUse(1)}\n`);
    /** Runs a command to its end. */
    async function run(line: string): Promise<void> {
      let hasEnded = false;
      const listener = vscode.window.onDidEndTerminalShellExecution(({ execution }) => {
        hasEnded ||= execution.commandLine.value === line;
      });
      integration.executeCommand(line);
      await until(`the end of ${line}`, () => hasEnded || undefined, 25_000);
      listener.dispose();
    }
    try {
      await run(`cat "${log}"`);
      await run(`cd "${folder}" && tail -n 1 "${log}" | grep EADDRINUSE`);
      await run(printing('well.js', inUse(2), 0));
      await run(printing('next.js', 'Port 4003 is in use, trying another one...', 1));
      await run(printing('failed.js', inUse(told.port), 1));
      await until('the failure', () => (found.length > 0 ? found : undefined), 25_000);
      assert.deepEqual(
        found.map(({ complaint: { port } }) => port),
        [told.port],
      );
    } finally {
      failures.dispose();
    }
  });
});
