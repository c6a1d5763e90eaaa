import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { NetstatApi } from '../../src/extension/api';
import type { Freed } from '../../src/extension/ports/freePortCommand';
import { readTask } from '../../src/extension/tasks/definition';
import { runTask } from '../../src/extension/tasks/taskRun';
import { netstat, until } from './netstat';
import { startProgram, stopPrograms, tcpServer } from './programs';

describe('tasks of the type netstat', () => {
  let api: NetstatApi;
  let tasks = 0;
  before(async () => {
    api = await netstat();
  });
  afterEach(stopPrograms);
  after(() => vscode.workspace.fs.delete(file()));

  function file(): vscode.Uri {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder, 'the tests have a workspace');
    return vscode.Uri.joinPath(folder.uri, '.vscode/tasks.json');
  }

  /** Writes a task into tasks.json, runs it and returns its exit code. */
  async function exitCode(definition: Record<string, unknown>): Promise<number | undefined> {
    const label = `task ${++tasks}`;
    const version = '2.0.0';
    const content = JSON.stringify({ version, tasks: [{ type: 'netstat', label, ...definition }] });
    await vscode.workspace.fs.writeFile(file(), Buffer.from(content));
    const task = await until('the task', async () => {
      return (await vscode.tasks.fetchTasks()).find(({ name }) => name === label);
    });
    return new Promise((resolve, reject) => {
      const listener = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode: code }) => {
        if (execution.task.name !== label) return;
        listener.dispose();
        resolve(code);
      });
      vscode.tasks.executeTask(task).then(undefined, reject);
    });
  }

  it('wait until a program listens', async () => {
    const { told } = await startProgram(tcpServer('127.0.0.1'));
    await stopPrograms();
    const waiting = exitCode({ action: 'waitForListening', port: told.port });
    await startProgram(tcpServer('127.0.0.1', told.port));
    assert.equal(await waiting, 0);
  });

  it('wait until nobody listens, and give up in time', async () => {
    const { told } = await startProgram(tcpServer('127.0.0.1'));
    assert.equal(await exitCode({ action: 'waitForFree', port: told.port, timeout: 0.5 }), 1);
    const waiting = exitCode({ action: 'waitForFree', port: told.port });
    await stopPrograms();
    assert.equal(await waiting, 0);
  });

  it('say what is wrong with their definition', async () => {
    assert.equal(await exitCode({ action: 'waitForFree', port: 70_000 }), 2);
    const problemOf = (definition: Record<string, unknown>): string => {
      const read = readTask(definition);
      return 'problem' in read ? read.problem : '';
    };
    assert.match(problemOf({ action: 'kill', port: 80 }), /"action".*free, waitForListening, waitForFree/);
    assert.match(problemOf({ action: 'free', port: '80' }), /"port"/);
    assert.match(problemOf({ action: 'free', port: 80, timeout: -1 }), /"timeout"/);
    assert.deepEqual(readTask({ action: 'free', port: 80 }), { action: 'free', port: 80, timeout: 30 });
  });

  it('free a port through the question that always comes, and tell by the exit code', async () => {
    const lines: string[] = [];
    const run = (freed: Freed): Promise<number> =>
      runTask(
        { action: 'free', port: 3000, timeout: 30 },
        {
          engine: api.engine,
          say: (line) => lines.push(line),
          isCancelled: () => false,
          free: async () => freed,
        },
      );
    assert.deepEqual([await run('free'), await run('waiting')], [0, 0]);
    assert.deepEqual([await run('busy'), await run('managed'), await run('declined')], [1, 1, 1]);
    assert.match(lines.join('\n'), /You did not agree: what has port 3000 goes on\./);
  });

  it('end where the user cancels them', async () => {
    const code = await runTask(
      { action: 'waitForListening', port: 1, timeout: 30 },
      {
        engine: api.engine,
        say: () => undefined,
        isCancelled: () => true,
        free: () => assert.fail('nothing is to be freed'),
      },
    );
    assert.equal(code, 1);
  });
});
