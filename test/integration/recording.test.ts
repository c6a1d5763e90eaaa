import assert from 'node:assert/strict';
import { once } from 'node:events';
import * as vscode from 'vscode';
import type { HistoryListener } from '../../src/core/model/history';
import type { NetstatApi } from '../../src/extension/api';
import { historySettings } from '../../src/extension/history/history.contributions';
import { setForUser } from '../../src/extension/settings';
import { netstat, until } from './netstat';
import { type Program, startProgram, stopPrograms, tcpServer } from './programs';

describe('recording in a window', () => {
  let api: NetstatApi;

  before(async () => {
    api = await netstat();
    await vscode.commands.executeCommand('workbench.action.closeSidebar');
    await vscode.commands.executeCommand('workbench.action.closePanel');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  afterEach(stopPrograms);
  after(() => setForUser(historySettings.record, 'listeners'));

  const listeners = async (port: number): Promise<readonly HistoryListener[]> => {
    const { entries } = await api.engine.history({ port, kinds: ['listener'], most: 10 });
    return entries.filter((entry) => entry.kind === 'listener').toReversed();
  };

  async function end({ child }: Program): Promise<void> {
    child.kill('SIGTERM');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }

  it('has the story of a port that moves twice while every view is closed', async function () {
    this.timeout(120_000);
    await until('the recorder', () => api.history.status.recorder === 'this', 20_000);
    const first = await startProgram(tcpServer('127.0.0.1'));
    const { port } = first.told;
    await until('the first owner', async () => (await listeners(port)).length === 1, 40_000);
    await end(first);
    const second = await startProgram(tcpServer('127.0.0.1', port));
    await until('the second owner', async () => (await listeners(port)).length === 2, 40_000);
    await end(second);
    const third = await startProgram(tcpServer('127.0.0.1', port));
    await until('the third owner', async () => (await listeners(port)).length === 3, 40_000);
    const story = await listeners(port);
    assert.deepEqual(
      story.map(({ owners, ending }) => [owners.programs[0]?.pid, owners.evidence, ending]),
      [
        [first.pid, 'seen', 'closed'],
        [second.pid, 'seen', 'closed'],
        [third.pid, 'seen', undefined],
      ],
    );
  });

  it('ends where the settings say so, with nothing left to do, and begins again', async function () {
    this.timeout(60_000);
    await setForUser(historySettings.record, 'off');
    await until('the end of the recorder', () => api.history.status.recorder === 'none', 20_000);
    assert.equal((await api.engine.historyStatus()).record, 'off');
    await setForUser(historySettings.record, 'connections');
    await until('another recorder', () => api.history.status.recorder === 'this', 20_000);
    assert.equal(api.history.status.record, 'connections');
  });
});
