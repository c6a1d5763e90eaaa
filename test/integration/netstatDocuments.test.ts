import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { until } from './netstat';

const run = promisify(execFile);

describe('Run netstat Command…', () => {
  let program: string;
  const servers: Server[] = [];

  before(async () => {
    const extension = vscode.extensions.getExtension('netstat-vscode.netstat');
    await extension?.activate();
    program = join(extension?.extensionPath ?? '', 'dist/netstat.js');
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const server of servers.splice(0)) server.close();
  });

  async function netstat(line: string): Promise<vscode.TextDocument> {
    await vscode.commands.executeCommand('netstat.run', line);
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document, 'no document is shown');
    return document;
  }

  async function listen(): Promise<number> {
    const server = createServer();
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    assert.ok(address !== null && typeof address === 'object');
    return address.port;
  }

  it('opens what netstat prints, named after the command line', async () => {
    const document = await netstat('netstat -V');
    assert.equal(document.uri.toString(), 'netstat:netstat%20-V');
    assert.equal(document.languageId, 'netstat');
    assert.equal(document.getText(), (await run(process.execPath, [program, '-V'])).stdout);
  });

  it('prints to the byte what the command prints', async () => {
    const document = await netstat('-tln');
    await until('the same sockets in both', async () => {
      await vscode.commands.executeCommand('netstat.rerun');
      const { stdout } = await run(process.execPath, [program, '-tln']);
      return document.getText() === stdout;
    });
  });

  it('opens data as JSON, whole and with the sockets that the text has', async () => {
    const port = await listen();
    const document = await netstat('netstat -tln --json');
    assert.equal(document.languageId, 'json');
    await until('the whole document', () => document.getText().trimEnd().endsWith('}'));
    const data = JSON.parse(document.getText()) as {
      readonly mode: string;
      readonly exitStatus: number;
      readonly rows: readonly { readonly local: { readonly address: string; readonly port: number } }[];
    };
    assert.deepEqual([data.mode, data.exitStatus], ['sockets', 0]);
    const [row] = data.rows.filter(({ local }) => local.port === port);
    assert.equal(row?.local.address, '127.0.0.1');
  });

  it('cannot be edited', async () => {
    const document = await netstat('-V');
    const text = document.getText();
    await vscode.window.activeTextEditor?.edit((edit) => edit.insert(new vscode.Position(0, 0), 'x'));
    assert.equal(document.getText(), text);
  });

  it('shows messages as a terminal does', async () => {
    const document = await netstat('-M');
    assert.equal(document.getText(), "netstat: no support for `ip_masquerade' on this system.\n");
  });

  it('opens nothing for a command line that netstat refuses', async () => {
    await vscode.commands.executeCommand('netstat.run', '-j');
    assert.equal(vscode.window.activeTextEditor, undefined);
  });

  it('has ports and pids lead to their owner', async () => {
    const port = await listen();
    const document = await netstat('-tlnp');
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
    );
    const linked = (text: string): vscode.DocumentLink | undefined =>
      links.find(({ range }) => document.getText(range) === text);
    const asking = (question: string): string =>
      vscode.Uri.parse(
        `command:netstat.findPortOwner?${encodeURIComponent(JSON.stringify([question]))}`,
      ).toString(true);
    assert.equal(linked(String(port))?.target?.toString(true), asking(String(port)));
    assert.equal(linked(String(process.pid))?.target?.toString(true), asking(`pid ${process.pid}`));
  });

  it('keeps -c live until it is stopped, and again when it is started', async () => {
    const document = await netstat('-tlnc --interval=0.1');
    const first = await listen();
    await until('a new port', async () => document.getText().includes(`127.0.0.1:${first}`));
    assert.equal(document.getText().match(/^Active/gm)?.length, 1);
    await vscode.commands.executeCommand('netstat.stopLive');
    const second = await listen();
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.ok(!document.getText().includes(`127.0.0.1:${second}`), 'it went on');
    await vscode.commands.executeCommand('netstat.startLive');
    await until('another new port', async () => document.getText().includes(`127.0.0.1:${second}`));
  });

  it('makes any command line live', async () => {
    const document = await netstat('-tln');
    await vscode.commands.executeCommand('netstat.startLive');
    const port = await listen();
    await until('a new port', async () => document.getText().includes(`127.0.0.1:${port}`));
    await vscode.commands.executeCommand('netstat.rerun');
    assert.ok(document.getText().includes(`127.0.0.1:${port}`));
  });

  it('ends and is forgotten when its last tab is closed', async () => {
    const { uri } = await netstat('-tlnc --interval=0.1');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    const provided = async (): Promise<string> => (await vscode.workspace.openTextDocument(uri)).getText();
    const text = await provided();
    const port = await listen();
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(await provided(), text);
    assert.ok(!text.includes(`:${port} `));
  });
});
