import { commands } from '../fakeVscode';
import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { Failure } from '../../../../src/extension/addressInUse/failures';
import { notify, type NotifyDependencies } from '../../../../src/extension/addressInUse/notify';
import { type MadeSocket, process, snapshot } from '../../snapshots';
import { FakeEngine } from '../fakeEngine';

const VITE = process({
  pid: 4242,
  description: { what: 'vite', project: 'shop' },
  executable: '/usr/bin/node',
});
const COMPLAINT = { port: 3000, transport: 'tcp', goesOn: false } as const;

/** A command that has ended, in a terminal that VS Code is not sure of. */
function failed(value: string): Failure {
  const terminal = { show: () => undefined } as unknown as vscode.Terminal;
  return { complaint: COMPLAINT, command: { terminal, line: { value, isTrusted: true, confidence: 1 } } };
}

describe('the message on a port that is in use', () => {
  let done: string[];
  let told: { readonly text: string; readonly actions: readonly string[] };

  async function tell(
    failure: Failure,
    { sockets = [{ pids: [4242] }] as readonly MadeSocket[], choose = '', hasRow = true } = {},
  ): Promise<void> {
    done = [];
    const engine = new FakeEngine();
    engine.onScan = () => snapshot(sockets, [VITE]);
    const roots = {
      of: () => [{ terminal: { name: 'dev' } as vscode.Terminal }],
      terminalOf: () => undefined,
    };
    const dependencies: NotifyDependencies = {
      engine,
      roots,
      ownPid: 9,
      view: { show: async (id) => done.push(`show ${id}`) > 0 && hasRow },
      ports: {
        explain: async () => void done.push('explain'),
        free: async (_question, how) => {
          done.push(`free, telling ${how?.tells ?? 'everything'}`);
          return 'declined';
        },
        useFree: async ({ port }) => void done.push(`use another than ${port}`),
        likelyFree: () => 3001,
      },
      say: async (text, ...actions) => {
        told = { text, actions };
        return choose;
      },
    };
    await notify(failure, dependencies);
  }

  it('says who holds it as a person would, with the pid, its age and its terminal', async () => {
    await tell(failed('npm run dev'));
    assert.match(
      told.text,
      /^Port 3000 is held by vite of shop \(pid 4242\), started [\d,]+ days ago in terminal “dev”\.$/,
    );
  });

  it('offers a free port where the command names the one that is taken', async () => {
    await tell(failed('vite --port 3000'), { choose: 'Use 3001' });
    assert.deepEqual(told.actions, ['Free Port and Run Again', 'Use 3001', 'Show']);
    assert.deepEqual(done, ['use another than 3000']);
    await tell(failed('npm run dev'));
    assert.deepEqual(told.actions, ['Free Port and Run Again', 'Show']);
    await tell({ complaint: COMPLAINT });
    assert.deepEqual(told.actions, ['Free Port', 'Show']);
  });

  it('offers none where the port is free again', async () => {
    await tell(failed('vite --port 3000'), { sockets: [] });
    assert.deepEqual(told.actions, ['Run Again', 'Why?']);
  });

  it('has the port freed without a word on what the new server takes at once', async () => {
    await tell(failed('npm run dev'), { choose: 'Free Port and Run Again' });
    assert.deepEqual(done, ['free, telling failure']);
    await tell({ complaint: COMPLAINT }, { choose: 'Free Port' });
    assert.deepEqual(done, ['free, telling everything']);
  });

  it('shows the row, and finds the port where the view has none', async () => {
    const found: unknown[] = [];
    commands.set('netstat.findPortOwner', (...args) => found.push(args));
    try {
      await tell(failed('npm run dev'), { choose: 'Show' });
      assert.deepEqual([done.length, found.length], [1, 0]);
      await tell(failed('npm run dev'), { choose: 'Show', hasRow: false });
      assert.deepEqual(found, [['3000']]);
    } finally {
      commands.delete('netstat.findPortOwner');
    }
  });
});
