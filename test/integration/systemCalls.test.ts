import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { NetstatApi } from '../../src/extension/api';
import { hasNativeCode, whyNoNativeCode } from '../nativeCode';
import { skipWithReason } from '../skip';
import { netstat, until } from './netstat';
import { type Program, startProgram, stopPrograms, tcpServer } from './programs';

/** Whether the native code is in this process: the engine's thread is one of it. */
function isLoaded(): boolean {
  return /\/koffi\.node$/m.test(readFileSync('/proc/self/maps', 'utf8'));
}

describe('system calls of the engine', () => {
  let api: NetstatApi;
  let server: Program;
  before(async () => {
    api = await netstat();
    await vscode.commands.executeCommand('netstat.listeningPorts.focus');
    server = await startProgram(tcpServer('127.0.0.1'));
  });
  after(stopPrograms);

  async function findsServer(): Promise<void> {
    await until('the server', async () => {
      const { processes } = await api.engine.scan('listening', true);
      return processes.has(server.pid);
    });
  }

  it('are used in VS Code’s own extension host wherever native code is shipped', async function () {
    skipWithReason(this, whyNoNativeCode());
    await findsServer();
    assert.ok(isLoaded());
  });

  it('are done without where the user turns them off', async () => {
    const settings = vscode.workspace.getConfiguration('netstat');
    try {
      await settings.update('systemCalls', false, vscode.ConfigurationTarget.Global);
      await until('the native code to be gone', async () => {
        await findsServer();
        return !isLoaded();
      });
    } finally {
      await settings.update('systemCalls', undefined, vscode.ConfigurationTarget.Global);
    }
    await until('the native code to be back', async () => {
      await findsServer();
      return isLoaded() === hasNativeCode;
    });
  });
});
