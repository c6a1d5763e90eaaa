import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { NetstatApi } from '../../src/extension/api';
import { attachTo } from '../../src/extension/debug/debug.command';
import { netstat, rowOf, until } from './netstat';
import { startProgram, stopPrograms, tcpServer } from './programs';

describe('debugging', () => {
  let api: NetstatApi;
  before(async () => {
    api = await netstat();
    await vscode.commands.executeCommand('netstat.listeningPorts.focus');
  });
  afterEach(stopPrograms);

  it('gives a launch configuration the pid of a process that was picked', async () => {
    const { pid } = await startProgram(tcpServer('127.0.0.1'));
    const picking = vscode.commands.executeCommand<string | undefined>('netstat.pickProcess');
    let isDone = false;
    const picked = picking.then((answer) => {
      isDone = true;
      return answer;
    });
    await until('the answer', async () => {
      if (!isDone) await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return isDone || undefined;
    });
    // The latest of those that listen comes first.
    assert.equal(await picked, String(pid));
  });

  it('attaches to the port where Node listens for a debugger, and offers that there alone', async () => {
    const inspected = await startProgram(`const inspector = require('inspector');
      inspector.open(9239, '127.0.0.1');
      console.log(JSON.stringify({ port: Number(new URL(inspector.url()).port) }));`);
    const other = await startProgram(tcpServer('127.0.0.1'));
    const row = await rowOf(api, inspected.told.port);
    const flags = String(api.listeningPorts.provider.getTreeItem(row).contextValue);
    assert.equal(flags.includes('inspector'), /(^|\/)node$/.test(process.execPath), flags);
    const plain = api.listeningPorts.provider.getTreeItem(await rowOf(api, other.told.port));
    assert.doesNotMatch(String(plain.contextValue), /inspector/);
    const { type, request, port, address } = attachTo(row.row.port);
    assert.deepEqual([type, request, port, address], ['node', 'attach', inspected.told.port, '127.0.0.1']);
  });
});
